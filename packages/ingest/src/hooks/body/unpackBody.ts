import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { HookProblem } from "../hookProblem.ts";
import type { HookLimits } from "../limits.ts";

/** Asynchronous: unpacking is done beside the loop that answers others. */
const UNPACKERS = new Map([
  ["gzip", promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)],
  ["x-gzip", promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)],
  ["deflate", promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate)],
  ["br", promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress)],
]);
/** Below this the ratio says nothing: a short text packs as well as it likes. */
const RATIO_FROM_BYTES = 64 * 1024;

/** What a body of so many bytes may become. */
export function mostUnpacked(packedBytes: number, limits: Pick<HookLimits, "unpackedBytes" | "ratio">): number {
  return Math.min(limits.unpackedBytes, Math.max(RATIO_FROM_BYTES, packedBytes * limits.ratio));
}

/**
 * Unpacks a body by its `Content-Encoding` (RFC 9110, 8.4), of which one is taken. Unpacking ends where a limit does, so that a bomb costs no
 * more than what is allowed.
 * @throws HookProblem `content_encoding`, `body_bomb`, `body_broken`
 */
export async function unpackBody(body: Buffer, encoding: string, maxOutputLength: number): Promise<Buffer> {
  const name = encoding.trim().toLowerCase();
  if (name === "" || name === "identity") return body;
  const unpack = UNPACKERS.get(name);
  if (!unpack)
    throw new HookProblem("content_encoding", "Send the body as it is, or packed once with gzip, deflate or br.");
  try {
    return await unpack(body, { maxOutputLength });
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE") {
      throw new HookProblem("body_bomb", `The body unpacks to more than ${maxOutputLength} bytes.`, { cause });
    }
    throw new HookProblem("body_broken", `The body can't be unpacked as ${name}: it is cut off or damaged.`, { cause });
  }
}
