/** What an answer says the time is, milliseconds since the epoch: the provider's clock, which isn't ours. Null where it doesn't say. */
export function theirNow(headers: Headers): number | null {
  const at = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) ? null : at;
}
