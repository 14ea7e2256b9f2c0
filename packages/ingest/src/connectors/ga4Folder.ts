import { stat } from "node:fs/promises";
import { ga4TableOf } from "../pipeline/ga4Day.ts";
import { checkReadable, readParts } from "../pipeline/readParts.ts";
import { isObject, objectOf } from "../sources/values.ts";
import { ConnectorError } from "./connectorError.ts";
import { needSetting } from "./needSetting.ts";
import { type StableFile, stableFiles } from "./stableFiles.ts";
import type { Connector, PollContext, PolledPage } from "./types.ts";

/** Files that are in, by name, as they were. */
interface Cursor {
  files: Record<string, { size: number; mtimeMs: number }>;
}

const NAME = /\.(json|ndjson|jsonl)(\.gz)?$/i;

/**
 * Files of GA4's export that are dropped in a folder: `events_YYYYMMDD.ndjson` and `events_intraday_YYYYMMDD.ndjson` replace their day,
 * any other `.json`, `.ndjson`, `.jsonl` adds its events; each may be packed (`.gz`). A file is taken when nobody writes it any more, and again
 * when it has changed. One that can't be read is passed over, and named when the others are in. Nothing is moved or deleted.
 *
 * Setting: `NORTHSTAR_GA4_FOLDER`.
 */
export function ga4Folder(): Connector {
  async function* poll(_stream: string, cursor: unknown, context: PollContext): AsyncGenerator<PolledPage> {
    const folder = needSetting(context, "NORTHSTAR_GA4_FOLDER");
    const known = objectOf(objectOf(cursor).files);
    const isNew = (file: StableFile) => {
      const before = known[file.name];
      return !isObject(before) || before.size !== file.size || before.mtimeMs !== file.mtimeMs;
    };
    const wants = (file: StableFile) =>
      NAME.test(file.name) && (context.range ? isInRange(file, context.range) : isNew(file));
    const done: Cursor["files"] = {};
    // Marks of files that are gone go with them.
    const present = await stableFiles(
      folder,
      ({ name }) => NAME.test(name),
      async () => undefined,
    );
    for (const file of present) if (!isNew(file)) done[file.name] = { size: file.size, mtimeMs: file.mtimeMs };
    const files = await stableFiles(folder, wants, context.sleep);
    let unread: string | null = null;
    let number = 0;
    for (const file of files) {
      const marked = (): Cursor => ({ files: { ...done, [file.name]: { size: file.size, mtimeMs: file.mtimeMs } } });
      number++;
      try {
        const table = ga4TableOf(file.path);
        const progress = number / files.length;
        // Read to its end before the day is replaced.
        if (table) await checkReadable([file.path]);
        if (table) yield { path: file.path, table, records: 0, cursor: marked(), progress };
        else yield* parts(file, { done: { files: { ...done } }, marked: marked() }, progress);
        Object.assign(done, marked().files);
      } catch (error) {
        if (context.signal.aborted || !isUnreadable(error)) throw error;
        unread ??= file.name;
      }
    }
    if (unread !== null) {
      throw new ConnectorError(
        "unexpected_answer",
        `The file ${unread} can't be read; the others were taken. Put a whole one in its place.`,
      );
    }
  }

  return {
    name: "ga4_folder",
    source: "ga4",
    streams: ["files"],
    settings: ["NORTHSTAR_GA4_FOLDER"],
    secrets: [],
    provider: "The folder of GA4 files",
    rate: { perSecond: 10, burst: 10 },
    everySeconds: 60,
    poll,
  };
}

/** A file's parts; only with the last is it marked as done. */
async function* parts(
  file: StableFile,
  cursor: { done: Cursor; marked: Cursor },
  progress: number,
): AsyncGenerator<PolledPage> {
  let held: { body: Buffer; units: number } | null = null;
  for await (const { body, units } of readParts(file.path)) {
    if (held) yield { body: held.body, records: held.units, cursor: cursor.done, progress: null };
    held = { body, units };
  }
  const after = await stat(file.path).catch(() => null);
  // Written again while it was read: it comes once more.
  const isSame = after?.size === file.size && after.mtimeMs === file.mtimeMs;
  yield { body: held?.body ?? "", records: held?.units ?? 0, cursor: isSame ? cursor.marked : cursor.done, progress };
}

function isInRange({ name }: StableFile, { from, to }: { from: string; to: string }): boolean {
  const day = ga4TableOf(name)?.day;
  return day !== undefined && day >= from.replaceAll("-", "") && day <= to.replaceAll("-", "");
}

function isUnreadable(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "file_unreadable";
}
