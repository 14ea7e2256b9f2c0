import type { TableRow } from "../sources/normaliser.ts";
import { numberOf } from "../sources/values.ts";

/**
 * A number that a source counts itself, as a row of `metric_daily`; none where there is no number. It has no `computed_at`: a count that is
 * asked for says nothing of how far a source's events have come.
 */
export function dailyMetric(metric: string, day: string, dims: Record<string, string>, value: unknown): TableRow[] {
  const number = numberOf(value);
  if (number === null) return [];
  return [
    { table: "metric_daily", row: { metric, day, dims: JSON.stringify(dims), value: number, source_id: metric } },
  ];
}
