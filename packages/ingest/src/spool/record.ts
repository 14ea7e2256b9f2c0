import { crc32 } from "node:zlib";
import { isSourceName } from "../sources/registry.ts";
import type { Delivery } from "./types.ts";

/**
 * A delivery as bytes: `NSR1`, then as unsigned 32-bit big-endian numbers the length of the head, the length of the body and the CRC-32
 * (ISO-HDLC, as in gzip; Node has it built in) of those two lengths and what follows; then the head, JSON in UTF-8; then the body as it came.
 */
const MAGIC = 0x4e535231;
export const FRAME_BYTES = 16;
const MAX_HEAD_BYTES = 1024 * 1024;
/** More than any limit of a hook: lengths beyond it are damage. */
const MAX_BODY_BYTES = 1024 * 1024 * 1024;

/** The frame and head, and the body, which is not copied. */
export function encodeRecord({ source, dedupKey, receivedAt, headers, body }: Delivery): [Buffer, Buffer] {
  const head = Buffer.from(JSON.stringify({ source, dedupKey, receivedAt: String(receivedAt), headers }));
  const start = Buffer.allocUnsafe(FRAME_BYTES + head.length);
  start.writeUInt32BE(MAGIC, 0);
  start.writeUInt32BE(head.length, 4);
  start.writeUInt32BE(body.length, 8);
  head.copy(start, FRAME_BYTES);
  start.writeUInt32BE(sumOf(start.subarray(4, 12), head, body), 12);
  return [start, body];
}

/**
 * What lies at `offset`:
 * - `record`: a whole one, and where it ends
 * - `short`: the beginning of one that ends behind the buffer; `needs` bytes from `offset`, as far as is known
 * - `damaged`: bytes that aren't what was written; `end` is where the next may be, null when there is none in the buffer
 */
export type Decoded =
  | { kind: "record"; delivery: Delivery; end: number }
  | { kind: "short"; needs: number }
  | { kind: "damaged"; end: number | null };

export function decodeRecord(buffer: Buffer, offset: number): Decoded {
  if (buffer.length - offset < FRAME_BYTES) return { kind: "short", needs: FRAME_BYTES };
  const headBytes = buffer.readUInt32BE(offset + 4);
  const bodyBytes = buffer.readUInt32BE(offset + 8);
  if (buffer.readUInt32BE(offset) !== MAGIC || headBytes > MAX_HEAD_BYTES || bodyBytes > MAX_BODY_BYTES) {
    return { kind: "damaged", end: nextRecord(buffer, offset + 1) };
  }
  const end = offset + FRAME_BYTES + headBytes + bodyBytes;
  if (end > buffer.length) return { kind: "short", needs: end - offset };
  const head = buffer.subarray(offset + FRAME_BYTES, offset + FRAME_BYTES + headBytes);
  const body = buffer.subarray(offset + FRAME_BYTES + headBytes, end);
  if (sumOf(buffer.subarray(offset + 4, offset + 12), head, body) !== buffer.readUInt32BE(offset + 12)) {
    return { kind: "damaged", end: nextRecord(buffer, offset + 1) };
  }
  const { source, dedupKey, receivedAt, headers } = JSON.parse(head.toString()) as Record<string, unknown>;
  // Written by a version that knew more sources.
  if (typeof source !== "string" || !isSourceName(source)) return { kind: "damaged", end };
  const delivery: Delivery = {
    source,
    dedupKey: String(dedupKey),
    receivedAt: BigInt(String(receivedAt)),
    headers: headers as Record<string, string>,
    // Its own bytes: a slice would hold the whole read.
    body: Buffer.from(body),
  };
  return { kind: "record", delivery, end };
}

/** The next place that begins as a record does. It may be in a body; its sum decides. */
function nextRecord(buffer: Buffer, from: number): number | null {
  const found = buffer.indexOf("NSR1", from, "latin1");
  return found === -1 ? null : found;
}

function sumOf(lengths: Buffer, head: Buffer, body: Buffer): number {
  return crc32(body, crc32(head, crc32(lengths)));
}
