import { addDays, endOfBucket, startOfBucket } from "./civil.ts";

/** The weeks of the month of a date, Monday first: seven ISO dates each, null for days of the months beside it. */
export function monthGrid(date: string): (string | null)[][] {
  const first = startOfBucket(date, "month");
  const last = endOfBucket(date, "month");
  const weeks: (string | null)[][] = [];
  for (let monday = startOfBucket(first, "week"); monday <= last; monday = addDays(monday, 7)) {
    const week = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
    weeks.push(week.map((day) => (day < first || day > last ? null : day)));
  }
  return weeks;
}

/** A date no earlier than `min` and no later than `max`. */
export function clampDate(date: string, min?: string, max?: string): string {
  if (min !== undefined && date < min) return min;
  return max !== undefined && date > max ? max : date;
}
