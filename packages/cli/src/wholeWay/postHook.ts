import { createHmac } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { Readable } from "node:stream";

export interface PostedHook {
  method?: string;
  headers?: Readonly<Record<string, string | number>>;
  /** Whole; or piece by piece, in chunks unless the headers say a length. What the server doesn't wait for isn't sent. */
  body?: string | Uint8Array | (() => AsyncIterable<Uint8Array>) | undefined;
}

export interface HookAnswer {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

/**
 * Posts to a hook over a connection of its own, and takes the answer when it comes, also before all is sent. A server that has refused a body waits only
 * a moment for its sender to read why, and on a busy machine that can be too short: then it is posted again, as senders do.
 * @param url of the hook
 * @throws Error when the connection ends without an answer
 */
export async function postHook(url: string, posted: PostedHook): Promise<HookAnswer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await postOnce(url, posted);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      if (attempt === 3 || (code !== "EPIPE" && code !== "ECONNRESET")) throw error;
    }
  }
}

async function postOnce(url: string, { method = "POST", headers = {}, body }: PostedHook): Promise<HookAnswer> {
  const sent = request(url, { method, agent: false, headers: { "content-type": "application/json", ...headers } });
  const answered = once(sent, "response") as Promise<[IncomingMessage]>;
  if (typeof body === "function") Readable.from(body()).pipe(sent);
  else sent.end(body);
  const [response] = await answered;
  // What can't be sent any more, because the server has said no, is no fault.
  sent.on("error", () => undefined);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  sent.destroy();
  return { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() };
}

/** As the specification of Standard Webhooks says: HMAC-SHA256 over id, time in seconds and body. */
export function standardHeaders(
  key: string,
  id: string,
  body: string | Uint8Array,
  at = Math.floor(Date.now() / 1000),
) {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(at),
    "webhook-signature": `v1,${createHmac("sha256", Buffer.from(key, "base64")).update(`${id}.${at}.`).update(body).digest("base64")}`,
  };
}

/** As Meta signs. */
export function metaHeaders(secret: string, body: string | Uint8Array) {
  return { "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` };
}
