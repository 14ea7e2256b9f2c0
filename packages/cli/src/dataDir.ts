import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { CliError } from "./errors.ts";

const REASONS: Record<string, string> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "its file system is read-only",
  EEXIST: "a file of that name is in the way",
  ENOTDIR: "a file is in the way",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOENT: "a folder can't be made there",
};

/**
 * Makes the folder of an installation, with those above it, and sees that it may be written to.
 *
 * @throws CliError `data_dir_unusable`
 */
export function makeWritableFolder(path: string): void {
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw dataDirError(path, error);
  }
}

/** A failure of the file system as a sentence about the data folder; anything else comes back as it is. */
export function dataDirError(path: string, error: unknown): unknown {
  const reason = REASONS[String((error as NodeJS.ErrnoException | null)?.code)];
  if (reason === undefined || error instanceof CliError) return error;
  return new CliError(
    "data_dir_unusable",
    `The data folder ${path} can't be used: ${reason}. Make room there, or choose another with --data-dir.`,
    { cause: error },
  );
}

/** One after the other: `recursive` never returns where a file system makes no folders, such as /proc. */
function makeFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (!found && dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another command may have made it meanwhile.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
