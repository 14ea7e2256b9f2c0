import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import type { TargetGuard } from "./TargetGuard.ts";

export interface PostAnswer {
  status: number;
  /** Seconds, from `Retry-After`; null without one. */
  retryAfter: number | null;
  /** As much of it as tells an error. */
  body: string;
}

export interface PostOptions {
  guard: TargetGuard;
  /** For all of it, from the name's look-up to the answer's end. ms */
  timeoutMs: number;
  now: () => number;
}

/** Of an answer no more is kept. bytes */
const ANSWER_BYTES = 16_384;

/**
 * Posts JSON to a target. The address that is connected to is the one that was checked, and a redirect is an answer like others: it isn't
 * followed.
 * @throws TargetRefused, or the network's error
 */
export async function post(
  target: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  { guard, timeoutMs, now }: PostOptions,
): Promise<PostAnswer> {
  const url = guard.parse(target);
  const signal = AbortSignal.timeout(timeoutMs);
  const addresses = await withSignal(guard.addressesOf(url.hostname), signal);
  const families = addresses.map((address) => ({ address, family: isIP(address) }));
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return await new Promise<PostAnswer>((resolve, reject) => {
    const sent = request(
      url,
      {
        method: "POST",
        // Of its own: a connection that was kept may be gone when it is used, which looks like a failed message.
        agent: false,
        signal,
        headers: {
          "content-type": "application/json; charset=utf-8",
          "content-length": String(Buffer.byteLength(body)),
          "user-agent": "Northstar",
          ...headers,
        },
        lookup: (_host, { all }, found) => {
          const [first] = families;
          if (all) found(null, families);
          else if (first) found(null, first.address, first.family);
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        const settle = () =>
          resolve({
            status: answer.statusCode ?? 0,
            retryAfter: secondsOf(answer.headers["retry-after"], now()),
            body: Buffer.concat(parts).subarray(0, ANSWER_BYTES).toString(),
          });
        answer.on("data", (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size < ANSWER_BYTES) return;
          settle();
          answer.destroy();
        });
        answer.on("end", settle);
        answer.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
export function secondsOf(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}

async function withSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
