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

/** True when a report says of every source that it has never been loaded. Without a report nothing is known. */
export function isNeverLoaded(sources: readonly string[], report: FreshnessReport | null): boolean {
  if (report === null || sources.length === 0) return false;
  const loaded = report.sources.filter(({ lastLoadedAt }) => lastLoadedAt !== null);
  return !sources.some((id) => loaded.some(({ source }) => source === id));
}

/**
 * A value as read, or null where it stands for nothing: SQL counts 0 in a warehouse that nothing was ever loaded into. A value other
 * than 0 stays, since it was counted in something.
 */
export function valueOfLoaded(value: number | null, neverLoaded: boolean): number | null {
  return neverLoaded && value === 0 ? null : value;
}

/** Why a KPI has no value in a period; for a KPI whose value is null. */
export function noValueReason(kpi: Pick<KpiMeta, "unit">, period: Period, neverLoaded: boolean): NoValueReason {
  if (neverLoaded) return "no_data_yet";
  if (period.elapsedDays === 0) return "not_over_yet";
  return kpi.unit === "percent" || kpi.unit === "ratio" ? "division_by_zero" : "no_rows_in_period";
}
