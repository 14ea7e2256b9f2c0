import { hash, randomBytes } from "node:crypto";

const MARK = "erased-";

/** A name for an erased person or browser that says nothing of them. */
export function newPseudonym(): string {
  return MARK + randomBytes(8).toString("hex");
}

/** A key in place of one that may hold an identifier: the same key gives the same, so that a replay meets the row that is there. */
export function erasedKey(key: string): string {
  return key.startsWith(MARK) ? key : MARK + hash("sha256", key, "hex").slice(0, 32);
}

/** {@link erasedKey} as SQL over a column. */
export function erasedKeySql(column: string): string {
  return `CASE WHEN starts_with(${column}, '${MARK}') THEN ${column} ELSE '${MARK}' || substr(sha256(${column}), 1, 32) END`;
}

/** Parameters of an event that numbers are made of, and that tell of nobody. */
export const KEPT_PARAMETERS = [
  "ga_session_id",
  "engagement_time_msec",
  "session_engaged",
  "seconds_played",
  "percent",
] as const;
/** What a session is built from: see warehouse/sessionSql.ts. */
export const KEPT_MARKS = ["ns_country", "ns_device", "ns_utm_rank", "ns_channel"] as const;

/** Codes are digits and dots; anything else is a server's words, which may hold an address. */
export const PLAIN_CODE = "^[0-9.]+$";
