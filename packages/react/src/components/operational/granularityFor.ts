import type { Granularity } from "@northstar/core";

/** Buckets of a chart over so many days: enough points for a shape, few enough to read. */
export function granularityFor(days: number): Granularity {
  if (days <= 45) return "day";
  return days <= 200 ? "week" : "month";
}
