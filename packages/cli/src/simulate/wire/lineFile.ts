import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Characters gathered before they go to the disk. */
const CHUNK = 1 << 20;

/**
 * Writes lines to a new file, about a megabyte at a time. Synchronous: the simulation has nothing else to do.
 *
 * @throws the file system's own errors (no permission, disk full), after closing the file.
 */
export function writeLines(path: string, lines: Iterable<string>): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "w");
  try {
    let chunk = "";
    for (const line of lines) {
      chunk += `${line}\n`;
      if (chunk.length >= CHUNK) {
        writeAll(file, chunk);
        chunk = "";
      }
    }
    writeAll(file, chunk);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  // A write may take less than it was given.
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
