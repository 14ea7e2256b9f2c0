import type { TimeAxis } from "../charts/chartInput.ts";
import { endOfBucket } from "../civil.ts";

/**
 * The place of a time axis in which something begins to be otherwise: the one that holds the date. Null where nothing changes in what is
 * shown: before it, on its very first day, and after it.
 * @param since ISO date, or local date-time
 */
export function changePlace({ count, startOf, granularity }: TimeAxis, since: string): number | null {
  if (count === 0 || since <= startOf(0)) return null;
  const lastDay = endOfBucket(startOf(count - 1).slice(0, 10), granularity === "hour" ? "day" : granularity);
  if (since.slice(0, 10) > lastDay) return null;
  // The first place that begins no earlier; hours begin after their day's date, as text too.
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(middle) < since) low = middle + 1;
    else high = middle;
  }
  const isItsStart = low < count && (startOf(low) === since || startOf(low).slice(0, 10) === since);
  return isItsStart ? (low === 0 ? null : low) : low - 1;
}
