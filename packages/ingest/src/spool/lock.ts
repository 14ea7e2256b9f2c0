import { link, readFile, rm, writeFile } from "node:fs/promises";
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
    // Written apart and then given its name, which only one process can: nobody ever reads half a lock.
    const own = `${path}.${process.pid}`;
    try {
      await writeFile(own, String(process.pid));
      await link(own, path);
      held.add(path);
      return async () => {
        await rm(path, { force: true });
        held.delete(path);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 2) throw error;
    } finally {
      await rm(own, { force: true });
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
  // What holds no number is nobody's.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
