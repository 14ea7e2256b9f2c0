import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ConnectorError } from "./connectorError.ts";

export interface StableFile {
  name: string;
  path: string;
  size: number;
  mtimeMs: number;
}

/** What programs call a file that they are still writing. */
const UNFINISHED = /^[.~]|\.(tmp|temp|part|partial|crdownload|filepart|swp)$|~$/i;
/** A writer that pauses for longer than this between two pieces had better write elsewhere and rename. */
const SETTLE_MS = 2000;

/**
 * The files of a folder that nobody is writing: those whose size and time are the same two seconds later. In the order of their names;
 * folders, links and names of unfinished files are left out.
 * @throws ConnectorError `setting_missing` when there is no such folder
 */
export async function stableFiles(
  folder: string,
  wants: (file: StableFile) => boolean,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<StableFile[]> {
  return await settled(folder, (await filesOf(folder)).filter(wants), sleep);
}

/** Those of these files that are the same two seconds later. */
export async function settled(
  folder: string,
  files: readonly StableFile[],
  sleep: (milliseconds: number) => Promise<void>,
): Promise<StableFile[]> {
  if (files.length === 0) return [];
  await sleep(SETTLE_MS);
  const later = new Map((await filesOf(folder)).map((file) => [file.name, file]));
  return files.filter(({ name, size, mtimeMs }) => {
    const now = later.get(name);
    return now !== undefined && now.size === size && now.mtimeMs === mtimeMs;
  });
}

/** Whether a name isn't one of an unfinished file. */
export function isFinishedName(name: string): boolean {
  return !UNFINISHED.test(name);
}

/** The files of a folder as they are now, written or not. @throws ConnectorError `setting_missing` */
export async function filesOf(folder: string): Promise<StableFile[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    throw new ConnectorError("setting_missing", "The folder that is set can't be read; check that it exists.", {
      cause,
    });
  }
  const files: StableFile[] = [];
  for (const name of names.sort()) {
    if (!isFinishedName(name)) continue;
    const path = join(folder, name);
    // Gone in between: then it isn't there.
    const found = await lstat(path).catch(() => null);
    if (found?.isFile()) files.push({ name, path, size: found.size, mtimeMs: found.mtimeMs });
  }
  return files;
}
