/** A date range whose ends are real local times, in the calendar's own arithmetic (no zone). */
export interface ParsedDateRange {
  startMs: number;
  endMs: number;
}

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?)?$/;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const DAY_MS = 86_400_000;

/**
 * Reads `2026-11-01` or `2026-11-01T00:00:00.000` as milliseconds of a calendar without zones.
 * A bare date is its first millisecond, or with `end` its last.
 * @returns null when it isn't such a text, names a day or time that doesn't exist, or lies outside 1900–2199
 */
export function parseLocalDateTime(text: string, end = false): number | null {
  const match = DATE_TIME.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (year < FIRST_YEAR || year > LAST_YEAR || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  // Date.UTC rolls 2026-02-30 over into March: a real day keeps its parts.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  if (match[4] === undefined) return date.getTime() + (end ? DAY_MS - 1 : 0);
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}

/**
 * Reads a range, both ends included.
 * @returns the range, or in one sentence what is wrong with it
 */
export function parseDateRange(range: readonly [string, string]): ParsedDateRange | string {
  const [start, end] = range;
  const startMs = parseLocalDateTime(start);
  const endMs = parseLocalDateTime(end, true);
  for (const [text, parsed] of [
    [start, startMs],
    [end, endMs],
  ] as const) {
    if (parsed === null) {
      return `${JSON.stringify(text)} is not a day that exists, written 2026-11-01 or 2026-11-01T00:00:00.000, between ${FIRST_YEAR} and ${LAST_YEAR}`;
    }
  }
  if (startMs === null || endMs === null) return "the range has no start or no end";
  if (startMs > endMs) return `it ends (${end}) before it starts (${start})`;
  return { startMs, endMs };
}
