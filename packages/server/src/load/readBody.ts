import { ServerError } from "../errors.ts";
import { isParsed } from "../http/nodeShortcuts.ts";

/** Largest body, bytes. */
const MAX_BODY_BYTES = 1_048_576;

/** Deepest nesting of a body: filters in groups in groups need a tenth of it. */
const MAX_DEPTH = 40;

/**
 * Reads a request's body as JSON, counting the bytes that really come, whatever the headers promise.
 * @param example of what is taken, for who sent something else
 * @throws ServerError `body_too_large`, `body_malformed`
 */
export async function readJsonBody(
  request: Request,
  example = '{"queries": [{"id": …, "query": …}]}',
): Promise<unknown> {
  const bytes = await readBytes(request);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ServerError("body_malformed", `The body is not JSON in UTF-8. Send ${example}.`, { cause });
  }
  if (isDeeperThan(value, MAX_DEPTH)) {
    throw new ServerError("body_malformed", `The body is nested deeper than ${MAX_DEPTH} levels.`);
  }
  return value;
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = () =>
    new ServerError("body_too_large", `The body is larger than ${MAX_BODY_BYTES} bytes. Ask for less at a time.`);
  const promised = request.headers.get("content-length");
  if (Number(promised ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  if (promised !== null && isParsed(request)) return new Uint8Array(await request.arrayBuffer());
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MAX_BODY_BYTES) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** Walks level by level: a recursive walk could run out of stack on what it is there to refuse. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: object[] = typeof value === "object" && value !== null ? [value] : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= limit) return true;
    const next: object[] = [];
    for (const item of level) {
      for (const part of Object.values(item)) if (typeof part === "object" && part !== null) next.push(part);
    }
    level = next;
  }
  return false;
}
