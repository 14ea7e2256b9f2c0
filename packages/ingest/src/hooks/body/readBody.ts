import type { Admission } from "../admission.ts";
import { HookProblem } from "../hookProblem.ts";

/** Up to here a promise is believed, bytes: who makes many and keeps none takes little of a hook's room. */
const PROMISED_BYTES = 64 * 1024;

/**
 * Reads a body whole. Its promised length is looked at first; then the bytes that really come are counted, unless they are few and something in
 * front has made sure that no more come than were promised.
 * @param room takes what was read; whoever calls gives it back, `taken` says how much
 * @throws HookProblem `body_too_large`, `body_empty`, `body_broken`, `busy`
 */
export async function readBody(
  request: Request,
  {
    maxBytes,
    isLengthTrue,
    room,
    taken,
  }: { maxBytes: number; isLengthTrue: boolean; room: Admission; taken: { bytes: number } },
): Promise<Buffer> {
  const promised = promisedBytes(request.headers.get("content-length"));
  if (promised !== null && promised > maxBytes) throw tooLarge(maxBytes);
  const take = (bytes: number) => {
    room.take(bytes);
    taken.bytes += bytes;
  };
  let body: Buffer;
  try {
    if (promised !== null && promised <= PROMISED_BYTES && isLengthTrue) {
      take(promised);
      body = Buffer.from(await request.arrayBuffer());
    } else {
      body = await readCounting(request, maxBytes, take);
    }
  } catch (cause) {
    if (cause instanceof HookProblem) throw cause;
    throw new HookProblem("body_broken", "The body broke off before its end.", { cause });
  }
  if (body.length === 0) throw new HookProblem("body_empty", "The delivery has no body.");
  return body;
}

async function readCounting(request: Request, maxBytes: number, take: (bytes: number) => void): Promise<Buffer> {
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the stream.
  for await (const chunk of request.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    take(chunk.byteLength);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

function promisedBytes(header: string | null): number | null {
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

function tooLarge(maxBytes: number): HookProblem {
  // What is still coming isn't read, so the connection can't be used again.
  return new HookProblem("body_too_large", `The body is larger than ${maxBytes} bytes. Send fewer events at a time.`, {
    headers: { connection: "close" },
  });
}
