import type { FreshnessReport } from "./freshness.ts";
import type { KpiMeta } from "./kpi.ts";
import type { Period } from "./period.ts";

/**
 * Why a KPI has no value:
 * - `no_data_yet`: none of its sources has ever been loaded;
 * - `not_over_yet`: the period hasn't begun;
 * - `division_by_zero`: a ratio's denominator is 0 in the period;
 * - `no_rows_in_period`: its sources have data, but none for a median, mean or the like in the period.
 */
export type NoValueReason = "no_data_yet" | "not_over_yet" | "division_by_zero" | "no_rows_in_period";

/** True when a report says of every source that it has never been loaded; null without a report. */
export function isNeverLoaded(sources: readonly string[], report: FreshnessReport | null): boolean | null {
  if (report === null) return null;
  if (sources.length === 0) return false;
  const loaded = report.sources.filter(({ lastLoadedAt }) => lastLoadedAt !== null);
  return !sources.some((id) => loaded.some(({ source }) => source === id));
}

/**
 * What a value in an answer stands for. SQL counts 0 where nothing was ever loaded, which is no value; and it sums to null where sources
 * are loaded and nobody was counted, which is 0. Any other value stays, since it was counted in something.
 * @param neverLoaded as `isNeverLoaded` says, null when no report is there to say it
 */
export function valueOfLoaded(
  value: number | null,
  { unit }: Pick<KpiMeta, "unit">,
  neverLoaded: boolean | null,
): number | null {
  if (neverLoaded === true && value === 0) return null;
  return neverLoaded === false && value === null && (unit === "people" || unit === "count") ? 0 : value;
}

/** Why a KPI has no value in a period; for a KPI whose value is null. */
export function noValueReason(kpi: Pick<KpiMeta, "unit">, period: Period, neverLoaded: boolean | null): NoValueReason {
  if (neverLoaded === true) return "no_data_yet";
  if (period.elapsedDays === 0) return "not_over_yet";
  return kpi.unit === "percent" || kpi.unit === "ratio" ? "division_by_zero" : "no_rows_in_period";
}
