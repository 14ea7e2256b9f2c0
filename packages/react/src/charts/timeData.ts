import { type ColumnValues, endOfBucket, placeFrom, regularStarts, type TimeAxis, valueAt } from "@northstar/core";
import { seriesColour } from "./palette.ts";
import type { ColumnSeries, TimeChartProps, TimeSeries } from "./timeChartProps.ts";

/** The series of a chart in one form: columns of values over one axis. */
export interface TimeData {
  axis: TimeAxis;
  series: readonly TimeColumn[];
  /** True when the last place isn't over. */
  partialLast: boolean;
}

export interface TimeColumn {
  id: string;
  title: string;
  colour: string;
  values: ColumnValues;
}

type TimeDataProps = Pick<TimeChartProps, "series" | "starts" | "granularity" | "isLastPartial">;

/** Makes one form of series of points and of columns. Columns aren't copied. */
export function readTimeData({ series, starts, granularity, isLastPartial = false }: TimeDataProps): TimeData {
  const [first] = series;
  const points = first && "points" in first ? first.points : null;
  const axis: TimeAxis = points
    ? { count: points.length, startOf: (place) => points[place]?.start ?? "", granularity }
    : columnAxis(first, { starts, granularity });
  return {
    axis,
    series: series.map((one, place) => ({
      id: one.id,
      title: one.title,
      colour: seriesColour(one, place),
      values: "points" in one ? one.points.map(({ value }) => value) : one.values,
    })),
    partialLast: points ? (points.at(-1)?.partial ?? false) : isLastPartial,
  };
}

function columnAxis(
  series: TimeSeries | ColumnSeries | undefined,
  { starts = [], granularity }: Pick<TimeChartProps, "starts" | "granularity">,
): TimeAxis {
  if ("first" in starts) {
    const count = series && "values" in series ? series.values.length : 0;
    return { count, startOf: regularStarts(starts.first, granularity), granularity };
  }
  return { count: starts.length, startOf: (place) => starts[place] ?? "", granularity };
}

/** The place that starts at `start`; null when none does. */
export function placeOf(axis: TimeAxis, start: string | null | undefined): number | null {
  if (start === null || start === undefined) return null;
  const place = placeFrom(axis, start);
  return place < axis.count && axis.startOf(place) === start ? place : null;
}

/** The place that a date lies in, whether it starts there or not; −1 outside of what is shown. */
export function placeWithin(axis: TimeAxis, date: string): number {
  const next = placeFrom(axis, date);
  if (next < axis.count) return axis.startOf(next) === date ? next : next - 1;
  const isPast = next > 0 && endOfBucket(axis.startOf(next - 1).slice(0, 10), axis.granularity) < date;
  return isPast ? -1 : next - 1;
}

/** Values of all series at a place. */
export function valuesAt({ series }: TimeData, place: number): (number | null)[] {
  return series.map(({ values }) => valueAt(values, place));
}
