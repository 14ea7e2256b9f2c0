import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** A file of which is on disk what was written. */
export interface DurableFile {
  /** On disk when it resolves. @returns bytes that were written: fewer where a disk gets full */
  write(buffers: readonly Buffer[], position: number): Promise<number>;
  truncate(bytes: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Linux syncs in the write: a sync that is asked for afterwards has to wait for the event loop once more, which is longer than the sync where it is
 * busy. Elsewhere it is asked for; macOS would leave it in the drive's cache otherwise.
 */
const SYNCS_IN_WRITE = process.platform === "linux";
/** So many pieces the system takes in one call (IOV_MAX). */
const MAX_PIECES = 1024;

/** Makes a file; there must be none. @throws the file system's errors */
export async function makeDurableFile(path: string): Promise<DurableFile> {
  const { O_WRONLY, O_CREAT, O_EXCL, O_DSYNC } = constants;
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | (SYNCS_IN_WRITE ? O_DSYNC : 0));
  return {
    async write(buffers, position) {
      // Copied rather than synced twice.
      const { bytesWritten } = await file.writev(
        buffers.length > MAX_PIECES ? [Buffer.concat(buffers)] : buffers,
        position,
      );
      if (!SYNCS_IN_WRITE) await file.datasync();
      return bytesWritten;
    },
    truncate: (bytes) => file.truncate(bytes),
    close: () => file.close(),
  };
}
