import { stat } from "node:fs/promises";
import { type DroppedFile, type FilePlace, pollFiles } from "./ga4Files.ts";
import { needSetting } from "./needSetting.ts";
import { filesOf, type StableFile, settled } from "./stableFiles.ts";
import type { Connector, PollContext, PolledPage } from "./types.ts";

type FolderFile = DroppedFile & StableFile;

/**
 * Files of GA4's export that are dropped in a folder, as {@link pollFiles} takes them.
 *
 * Setting: `NORTHSTAR_GA4_FOLDER`.
 */
export function ga4Folder(): Connector {
  async function* poll(_stream: string, cursor: unknown, context: PollContext): AsyncGenerator<PolledPage> {
    yield* pollFiles(folderPlace(needSetting(context, "NORTHSTAR_GA4_FOLDER"), context), cursor, context);
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

function folderPlace(folder: string, { sleep }: Pick<PollContext, "sleep">): FilePlace<FolderFile> {
  return {
    list: async () =>
      (await filesOf(folder)).map((file) => ({ ...file, mark: { size: file.size, mtimeMs: file.mtimeMs } })),
    async settled(files) {
      const still = new Set((await settled(folder, files, sleep)).map(({ name }) => name));
      return files.filter(({ name }) => still.has(name));
    },
    open: async ({ path }) => ({ path, close: async () => undefined }),
    async isSame({ path, size, mtimeMs }) {
      const now = await stat(path).catch(() => null);
      return now?.size === size && now.mtimeMs === mtimeMs;
    },
  };
}
