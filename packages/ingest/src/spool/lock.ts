import { open, readFile, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { IngestError } from "../errors.ts";

/** Locks that this process holds: by its number alone it would take over its own. */
const held = new Set<string>();

/**
 * Holds a folder for this process, by a file with its number. One that a dead process left is taken over; so is one with this process's
 * own number, which in a container is the same after every restart.
 * @returns lets go of it
 * @throws IngestError `spool_locked`
 */
export async function lockFolder(dir: string): Promise<() => Promise<void>> {
  const path = resolve(dir, "lock");
  if (held.has(path)) throw inUse("another part of this process");
  for (let attempt = 0; ; attempt += 1) {
    try {
      const file = await open(path, "wx");
      await file.writeFile(String(process.pid));
      await file.close();
      held.add(path);
      return async () => {
        await rm(path, { force: true });
        held.delete(path);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 2) throw error;
    }
    const holder = Number(await readFile(path, "utf8").catch(() => ""));
    if (holder !== process.pid && isAlive(holder)) {
      throw inUse(`another process (process ${holder})`);
    }
    await rm(path, { force: true });
  }
}

function inUse(by: string): IngestError {
  return new IngestError(
    "spool_locked",
    `The spool is in use by ${by}, and only one at a time may write to it; stop that first.`,
  );
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
