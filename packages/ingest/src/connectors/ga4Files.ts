import { posix } from "node:path";
import { ga4TableOf } from "../pipeline/ga4Day.ts";
import { checkReadable, readParts } from "../pipeline/readParts.ts";
import { isObject, objectOf } from "../sources/values.ts";
import { ConnectorError } from "./connectorError.ts";
import type { PollContext, PolledPage } from "./types.ts";

/** What tells a file from what it was before: its size and time, or a bucket's mark of its contents. */
export type FileMark = Readonly<Record<string, string | number>>;

export interface DroppedFile {
  /** Its path below the place, with `/`. */
  name: string;
  mark: FileMark;
}

/** Where files are dropped: a folder, a bucket. */
export interface FilePlace<File extends DroppedFile> {
  /** All files, in the order of their names. */
  list(): Promise<File[]>;
  /** Those that nobody is writing. */
  settled(files: readonly File[]): Promise<File[]>;
  /** A file of this machine with its contents; null when it is gone, or another one by now. @throws what {@link isUnreadable} knows */
  open(file: File): Promise<{ path: string; close(): Promise<void> } | null>;
  /** Whether it is still what was listed. */
  isSame(file: File): Promise<boolean>;
}

/** Files that are in, by name, as they were. */
interface Cursor {
  files: Record<string, FileMark>;
}

const NAME = /\.(json|ndjson|jsonl)(\.gz)?$/i;

/** A file that a place can't give, while it may give others. */
export class FileRefused extends Error {}

/**
 * Files of GA4's export: `events_YYYYMMDD.ndjson` and `events_intraday_YYYYMMDD.ndjson` replace their day, any other `.json`, `.ndjson`,
 * `.jsonl` adds its events; each may be packed (`.gz`). A file is taken when nobody writes it any more, and again when it has changed. One
 * that can't be read is passed over, and named when the others are in. Nothing is moved or deleted.
 */
export async function* pollFiles<File extends DroppedFile>(
  place: FilePlace<File>,
  cursor: unknown,
  context: PollContext,
): AsyncGenerator<PolledPage> {
  const known = objectOf(objectOf(cursor).files);
  const isNew = ({ name, mark }: DroppedFile) => !isMark(known[name], mark);
  const present = (await place.list()).filter(({ name }) => NAME.test(name));
  // Marks of files that are gone go with them.
  const done: Cursor["files"] = {};
  for (const file of present) if (!isNew(file)) done[file.name] = file.mark;
  const { range } = context;
  const files = await place.settled(present.filter((file) => (range ? isInRange(file.name, range) : isNew(file))));
  let unread: string | null = null;
  let number = 0;
  for (const file of files) {
    number++;
    const progress = number / files.length;
    const marked: Cursor = { files: { ...done, [file.name]: file.mark } };
    try {
      const opened = await place.open(file);
      if (opened === null) continue;
      try {
        const table = ga4TableOf(file.name);
        // Read to its end before the day is replaced.
        if (table) await checkReadable([opened.path]);
        if (table) yield { path: opened.path, table, records: 0, cursor: marked, progress };
        else {
          const isSame = () => place.isSame(file);
          yield* parts(opened.path, { done: { files: { ...done } }, marked, isSame }, progress);
        }
      } finally {
        await opened.close();
      }
      done[file.name] = file.mark;
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

/** A file's parts; only with the last is it marked as done. */
async function* parts(
  path: string,
  cursor: { done: Cursor; marked: Cursor; isSame(): Promise<boolean> },
  progress: number,
): AsyncGenerator<PolledPage> {
  let held: { body: Buffer; units: number } | null = null;
  for await (const { body, units } of readParts(path)) {
    if (held) yield { body: held.body, records: held.units, cursor: cursor.done, progress: null };
    held = { body, units };
  }
  // Written again while it was read: it comes once more.
  const next = (await cursor.isSame()) ? cursor.marked : cursor.done;
  yield { body: held?.body ?? "", records: held?.units ?? 0, cursor: next, progress };
}

function isMark(before: unknown, mark: FileMark): boolean {
  return isObject(before) && Object.entries(mark).every(([key, value]) => before[key] === value);
}

function isInRange(name: string, { from, to }: { from: string; to: string }): boolean {
  const day = ga4TableOf(posix.basename(name))?.day;
  return day !== undefined && day >= from.replaceAll("-", "") && day <= to.replaceAll("-", "");
}

function isUnreadable(error: unknown): boolean {
  return (
    error instanceof FileRefused || (error instanceof Error && "code" in error && error.code === "file_unreadable")
  );
}
