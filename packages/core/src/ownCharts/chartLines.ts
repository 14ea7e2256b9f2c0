import { MAX_CATEGORIES } from "../charts/chartInput.ts";
import { isPartialBucket, type PeriodContext } from "../period.ts";
import type { SeriesPoint } from "../planSeries.ts";
import type { ChartPlan, ChartReading, ChartRow } from "./planChart.ts";
import type { ChartMeasure } from "./types.ts";

/** One line of a chart over time. */
export interface ChartLine {
  /** Stable while the same things are drawn. */
  id: string;
  measure: ChartMeasure;
  /** The dimension's value that it is of; null without one, or where rows have none. */
  value: string | null;
  isBefore: boolean;
  points: readonly SeriesPoint[];
}

/** The lines of a chart over time, and how many more values of the dimension there are. */
export interface ChartLines {
  lines: readonly ChartLine[];
  left: number;
}

/**
 * A line for each measure or, broken down by a dimension, for each of its six largest values. What a single measure is compared with is a line
 * too, laid over the same places.
 */
export function chartLines(
  { rows: { by }, measures }: ChartPlan,
  reading: ChartReading,
  context: PeriodContext,
): ChartLines {
  const { rows, starts, granularity } = reading;
  const [first] = measures;
  if (granularity === null || !first) return { lines: [], left: 0 };
  const pointsOf = (own: readonly ChartRow[], read: (row: ChartRow) => number | null): SeriesPoint[] => {
    const values = new Map(own.map((row) => [row.start, read(row)]));
    return starts.map((start) => ({
      start,
      value: values.get(start) ?? null,
      partial: isPartialBucket(start, granularity, context),
    }));
  };
  const [dimension] = by.keys();
  if (dimension === undefined) {
    const lines = measures.map((measure) => ({
      id: measure.id,
      measure,
      value: null,
      isBefore: false,
      points: pointsOf(rows, ({ values }) => values[measure.id] ?? null),
    }));
    if (reading.beforeRange === null || measures.length > 1) return { lines, left: 0 };
    const points = pointsOf(rows, ({ before }) => before?.[first.id] ?? null).map((point) => ({
      ...point,
      partial: false,
    }));
    return {
      lines: [...lines, { id: `${first.id}:before`, measure: first, value: null, isBefore: true, points }],
      left: 0,
    };
  }
  const groups = new Map<string | null, ChartRow[]>();
  for (const row of rows) {
    const value = row.keys[dimension] ?? null;
    groups.set(value, [...(groups.get(value) ?? []), row]);
  }
  const sizeOf = (own: readonly ChartRow[]) =>
    own.reduce((sum, { values }) => sum + Math.abs(values[first.id] ?? 0), 0);
  const ranked = [...groups].toSorted(([, one], [, other]) => sizeOf(other) - sizeOf(one));
  return {
    lines: ranked.slice(0, MAX_CATEGORIES).map(([value, own]) => ({
      id: `${first.id}=${value ?? ""}`,
      measure: first,
      value,
      isBefore: false,
      points: pointsOf(own, ({ values }) => values[first.id] ?? null),
    })),
    left: Math.max(0, ranked.length - MAX_CATEGORIES),
  };
}
