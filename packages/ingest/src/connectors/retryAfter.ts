import { theirNow } from "./theirNow.ts";

/**
 * Milliseconds that an answer's `Retry-After` asks for, as seconds or as a date (RFC 9110, 10.2.3); null without a usable one. A date is
 * held against the answer's own `Date`, since the two clocks may differ.
 * @param now milliseconds since the epoch, for answers without `Date`
 */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const value = headers.get("retry-after")?.trim();
  if (!value) return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const at = Date.parse(value);
  if (Number.isNaN(at)) return null;
  return Math.max(0, at - (theirNow(headers) ?? now));
}
