import type { KpiRow } from "@northstar/core";
import type { KpiRowsValue, SeriesPoint } from "../../hooks/types.ts";

/** One line of a chart: a value of the dimension and a point for every bucket. */
export interface KeySeries {
  key: string | null;
  points: readonly SeriesPoint[];
}

/**
 * Rows by one dimension and time as series over the same buckets, in the order of first appearance. With `isSum`, a bucket in which
 * others have a row is 0: nothing happened. One in which none has is a gap: nothing is known.
 */
export function seriesByKey(
  { rows, starts }: Pick<KpiRowsValue, "rows" | "starts">,
  dimension: string,
  kpi: string,
  isSum: boolean,
): KeySeries[] {
  const byKey = new Map<string | null, Map<string, KpiRow>>();
  const known = new Map<string, KpiRow>();
  for (const row of rows) {
    const key = row.keys[dimension] ?? null;
    if (row.start === null) continue;
    const own = byKey.get(key) ?? new Map<string, KpiRow>();
    byKey.set(key, own.set(row.start, row));
    known.set(row.start, row);
  }
  return [...byKey].map(([key, own]) => ({
    key,
    points: starts.map((start) => ({
      start,
      value: own.get(start)?.values[kpi] ?? (isSum && known.has(start) ? 0 : null),
      partial: known.get(start)?.partial ?? false,
    })),
  }));
}
