import { readFile, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { ConnectorError } from "./connectorError.ts";
import { stableFiles } from "./stableFiles.ts";

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * A file, or the newest CSV of a folder, once nobody is writing it.
 * @throws ConnectorError `unreachable` when there is none, or it is being written; `answer_too_large`
 */
export async function readSheetFile(
  path: string,
  { sleep }: { sleep(milliseconds: number): Promise<void> },
): Promise<Buffer> {
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() === true;
  const wanted = basename(path);
  const files = await stableFiles(
    isFolder ? path : dirname(path),
    ({ name }) => (isFolder ? /\.(csv|json|ndjson)$/i.test(name) : name === wanted),
    sleep,
  );
  const newest = files.sort((a, b) => b.mtimeMs - a.mtimeMs || (a.name < b.name ? 1 : -1))[0];
  if (!newest) throw new ConnectorError("unreachable", "There is no sheet where it should be, or it is being written.");
  if (newest.size > MAX_BYTES) throw new ConnectorError("answer_too_large", "The sheet is longer than is taken.");
  return await readFile(newest.path);
}
