import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { SourceName } from "../sources/registry.ts";
import { decodeRecord } from "./record.ts";
import type { SpooledDelivery } from "./types.ts";

/** A record as it is counted: what it is of is read when it is wanted. */
export interface Waiting {
  source: SourceName;
  receivedAt: bigint;
  bytes: number;
  /** Offset behind it. */
  end: number;
}

const NAME = /^(\d{10})\.spool$/;

export function segmentPath(dir: string, number: number): string {
  return join(dir, `${String(number).padStart(10, "0")}.spool`);
}

/** The number of a segment by the name of its file; null for other files. */
export function segmentNumber(name: string): number | null {
  const found = NAME.exec(name)?.[1];
  return found === undefined ? null : Number(found);
}

/** Read at once at least, however small what is asked for. */
const READ_BYTES = 1024 * 1024;

/**
 * Whole records of a segment between two offsets, in order, `maxBytes` at most but one at least. What isn't readable in between is
 * passed over and told.
 * @returns where reading ended: at `size`, or behind the last record
 */
export async function readSegment(
  dir: string,
  number: number,
  range: { from: number; size: number; maxBytes: number },
  onDamage: (from: number, to: number) => void,
): Promise<{ records: SpooledDelivery[]; end: number; wholeEnd: number }> {
  const records: SpooledDelivery[] = [];
  const file = await open(segmentPath(dir, number), "r");
  let { from } = range;
  let wholeEnd = from;
  let taken = 0;
  let wanted = READ_BYTES;
  try {
    while (from < range.size && taken < range.maxBytes) {
      const buffer = await readAt(file, from, Math.min(Math.max(wanted, READ_BYTES), range.size - from));
      const isLast = from + buffer.length >= range.size;
      let offset = 0;
      while (offset < buffer.length && taken < range.maxBytes) {
        const found = decodeRecord(buffer, offset);
        if (found.kind === "record") {
          offset = found.end;
          wholeEnd = from + offset;
          taken += found.delivery.body.length + 1;
          records.push({ delivery: found.delivery, end: { segment: number, offset: wholeEnd } });
          continue;
        }
        // A record that would end behind the segment has a damaged length.
        const isBeyond = found.kind === "short" && from + offset + found.needs > range.size;
        if (found.kind === "short" && !isBeyond) {
          wanted = found.needs;
          break;
        }
        const next = found.kind === "damaged" ? found.end : nextIn(buffer, offset + 1);
        const to = next ?? (isLast ? buffer.length : Math.max(offset + 1, buffer.length - 3));
        onDamage(from + offset, from + to);
        offset = to;
      }
      if (offset === 0 && buffer.length === 0) break;
      from += offset;
    }
    return { records, end: from, wholeEnd };
  } finally {
    await file.close();
  }
}

function nextIn(buffer: Buffer, from: number): number | null {
  const found = buffer.indexOf("NSR1", from, "latin1");
  return found === -1 ? null : found;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
