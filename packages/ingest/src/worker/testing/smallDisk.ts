import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readdirSync, rmSync, statfsSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/**
 * How a process gets a disk that fills up: a small file system that only it sees (ENOSPC; wants the right to mount, at least in a user
 * namespace), or a limit on the size of each of its files (EFBIG; wants `prlimit`).
 */
export const WAYS = ["file system", "file size"] as const;
export type SmallDiskWay = (typeof WAYS)[number];

const MOUNTED = ["-Urm", "sh", "-c", 'mount -t tmpfs -o size=24m tmpfs "$0" && exec "$@"'];

/** Whether this machine allows it. */
export function isPossible(way: SmallDiskWay, folder: string): boolean {
  const { status } =
    way === "file system"
      ? spawnSync("unshare", [...MOUNTED, folder, "true"])
      : spawnSync("prlimit", ["--fsize=unlimited:", "true"]);
  return status === 0;
}

/** Runs a script (`way`, `folder`) whose `folder` is the small disk. @returns what it wrote to its output, as JSON */
export async function runOnSmallDisk(way: SmallDiskWay, script: string, folder: string): Promise<unknown> {
  const command = [process.execPath, "--no-warnings", script, way, folder];
  const [file = "", ...parameters] = way === "file system" ? ["unshare", ...MOUNTED, folder, ...command] : command;
  const child = spawn(file, parameters, { stdio: ["ignore", "pipe", "inherit"] });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`the process on the small disk ended with ${code}`);
  return JSON.parse(output);
}

export interface SmallDisk {
  /** Leaves so many bytes. */
  fill(bytesLeft: number): void;
  free(): void;
}

/** The disk of the process itself, which runs on one. */
export function ownDisk(way: SmallDiskWay, folder: string): SmallDisk {
  if (way === "file size") {
    // Else the signal ends the process before the system call fails.
    process.on("SIGXFSZ", () => undefined);
    const limit = (bytes: number | "unlimited") =>
      spawnSync("prlimit", ["--pid", String(process.pid), `--fsize=${bytes}:`]);
    return { fill: (bytesLeft) => limit(largestFile(folder) + bytesLeft), free: () => limit("unlimited") };
  }
  const ballast = join(folder, "ballast");
  return {
    fill(bytesLeft) {
      const { bavail, bsize } = statfsSync(folder);
      const file = openSync(ballast, "a");
      for (let left = bavail * bsize - bytesLeft; left > 0; )
        left -= writeSync(file, Buffer.alloc(Math.min(left, 65_536)));
      closeSync(file);
    },
    free: () => rmSync(ballast),
  };
}

function largestFile(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Math.max(...names.map((name) => statSync(join(folder, name)).size));
}
