import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { IngestError } from "../errors.ts";

/**
 * Holds a folder for this process, by a file with its number. One that a dead process left is taken over; so is one with this process's
 * own number, which in a container is the same after every restart.
 * @returns lets go of it
 * @throws IngestError `spool_locked`
 */
export async function lockFolder(dir: string): Promise<() => Promise<void>> {
  const path = join(dir, "lock");
  for (let attempt = 0; ; attempt += 1) {
    try {
      const file = await open(path, "wx");
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 2) throw error;
    }
    const holder = Number(await readFile(path, "utf8").catch(() => ""));
    if (holder !== process.pid && isAlive(holder)) {
      throw new IngestError(
        "spool_locked",
        `The spool is in use by another process (process ${holder}), and only one at a time may write to it; stop that process first.`,
      );
    }
    await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  // An empty file was left between making it and writing it.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
