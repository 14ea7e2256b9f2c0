import type { CatalogKpi } from "../kpi.ts";
import type { SeriesPoint } from "../planSeries.ts";

/** Whether no rows are none: of what is counted, not of shares, sums of money or durations. */
export function isCounted({ unit }: Pick<CatalogKpi, "unit">): boolean {
  return unit === "people" || unit === "count";
}

/**
 * Periods without a row of what is counted, as the 0 that they are once their sources were loaded past them: a day without any registration
 * is the worst of days, not an unknown one. Periods before the first with a row stay unknown: it may not have been counted yet.
 * @param points periods that are over and loaded, oldest first
 */
export function fillCounted(points: readonly SeriesPoint[], kpi: Pick<CatalogKpi, "unit">): readonly SeriesPoint[] {
  if (!isCounted(kpi)) return points;
  const first = points.findIndex(({ value }) => value !== null);
  if (first === -1) return points;
  return points.map((point, index) => (point.value === null && index > first ? { ...point, value: 0 } : point));
}
