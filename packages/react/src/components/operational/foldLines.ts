import { type FoldMeasure, foldOther, MAX_CATEGORIES } from "@northstar/core";
import type { TimeSeries } from "../../charts/timeChartProps.ts";

/** A line of a chart, with what it is ranked by. */
export interface RankedLine extends TimeSeries {
  total: number | null;
}

/**
 * As many lines as there are colours, the largest first; the rest is one line of their sums, grey, the last. For values that add up, of
 * lines over the same buckets.
 */
export function foldLines(lines: readonly RankedLine[], otherTitle: (count: number) => string): TimeSeries[] {
  const starts = lines[0]?.points ?? [];
  const bucket = (index: number): FoldMeasure<RankedLine> => ({
    kind: "sum",
    value: ({ points }) => points[index]?.value ?? null,
  });
  const { shown, other } = foldOther<RankedLine, string>(lines, {
    count: MAX_CATEGORIES,
    measures: {
      total: { kind: "sum", value: ({ total }) => total },
      ...Object.fromEntries(starts.map(({ start }, index) => [start, bucket(index)])),
    },
    by: "total",
  });
  const kept = shown.map(({ total: _, ...line }) => line);
  if (!other) return kept;
  const points = starts.map((point) => ({ ...point, value: other.values[point.start] ?? null }));
  return [...kept, { id: ":others", title: otherTitle(other.rows.length), points, isNeutral: true }];
}
