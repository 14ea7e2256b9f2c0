import type { KpiReading } from "./planKpi.ts";
import type { SeriesPoint } from "./planSeries.ts";

/**
 * The points of a KPI's series with its running bucket set to the KPI's number, when both are for the same stretch: the period
 * begins with the last bucket and neither is over. Two answers come at two moments, and a reader must not see one thing
 * counted twice. Everything else, and the array itself where nothing changes, stays as it is.
 */
export function alignSeries(
  points: readonly SeriesPoint[],
  { period, current }: Pick<KpiReading, "period" | "current">,
): readonly SeriesPoint[] {
  const last = points.at(-1);
  if (!last?.partial || !period.partial || last.start !== period.start) return points;
  if (current === null || last.value === current) return points;
  return [...points.slice(0, -1), { ...last, value: current }];
}
