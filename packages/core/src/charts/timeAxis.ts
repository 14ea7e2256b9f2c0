import { addBuckets } from "../civil.ts";
import type { Granularity } from "../kpi.ts";
import type { TimeAxis } from "./chartInput.ts";

const HOUR_MS = 3_600_000;

/** The starts of buckets that follow each other from the first on: ISO dates, local date-times (`2026-11-22T09:00`) for hours. */
export function regularStarts(first: string, granularity: Granularity): (place: number) => string {
  if (granularity !== "hour") return (place) => addBuckets(first.slice(0, 10), granularity, place);
  // A local time has no zone; counted as if it were UTC's, every day has 24 hours.
  const start = Date.parse(`${first.slice(0, 10)}T${first.length > 10 ? first.slice(11, 16) : "00:00"}Z`);
  return (place) => new Date(start + place * HOUR_MS).toISOString().slice(0, 16);
}

/** The first place that starts at `start` or later, the number of places when none does. Found by halves: starts are in order. */
export function placeFrom({ count, startOf }: TimeAxis, start: string): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(middle) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
