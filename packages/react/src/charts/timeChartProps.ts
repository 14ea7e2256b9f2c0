import type { AlertLevel, ChartBand, ColumnValues, Granularity, KpiUnit } from "@northstar/core";
import type { BoxProps } from "../components/Root.tsx";
import type { SeriesPoint } from "../hooks/types.ts";

interface NamedSeries {
  id: string;
  title: string;
  /** Drawn in grey: what stands beside the main thing. @default false */
  isNeutral?: boolean;
  /** A CSS colour, where its place among the categories says the wrong thing: custom properties are fine. */
  colour?: string;
}

/** A series as points, each with its start. */
export interface TimeSeries extends NamedSeries {
  /** The same starts in every series of a chart. */
  points: readonly SeriesPoint[];
}

/** A series as a column of values, whose starts are the chart's: for many points. */
export interface ColumnSeries extends NamedSeries {
  /**
   * A value a start. A gap is `NaN` in a typed array, `null` in a plain one. A chart is drawn anew when it is given another array: one
   * that is written into is not looked at again.
   */
  values: ColumnValues;
}

/** ISO dates (local date-times for hours), in order; or the first of them, which the others follow a bucket after each other. */
export type TimeStarts = readonly string[] | { readonly first: string };

/** An alert that fired, or something that somebody noted about the point in time. */
export interface ChartFiring {
  start: string;
  level: AlertLevel | "note";
  /** Id of the series that it is about. @default the first */
  series?: string | undefined;
  /** What it was and when, in words. */
  label: string;
}

export interface TimeChartProps extends BoxProps {
  /** Names the chart to screen readers and heads its table. */
  title: string;
  unit: KpiUnit;
  granularity: Granularity;
  /** At most six: as points, or as columns with `starts`. */
  series: readonly (TimeSeries | ColumnSeries)[];
  /** Starts of all series' values, for series of columns. */
  starts?: TimeStarts | undefined;
  /** Whether the last place of series of columns isn't over; points say it themselves. @default false */
  isLastPartial?: boolean | undefined;
  /** A dotted line at this value, unless it is far from every other. */
  target?: number | undefined;
  /**
   * Behind the lines: what is allowed, named below the chart, and where limits of a level are passed, named in it. Keep the array the same
   * between renders. Bars have none.
   */
  bands?: readonly (ChartBand & { label: string })[] | undefined;
  /** Where alerts fired, by the ISO date of their period: marked on the first line, said with the place. Keep the array the same. */
  firings?: readonly ChartFiring[] | undefined;
  /** Places where a definition changed, by the ISO date it did. */
  marks?: readonly { start: string; label: string }[] | undefined;
  /** px. @default 200 */
  height?: number;
  /** px that the chart is likely to have: with it, a server draws too. In a page it is measured. */
  expectedWidth?: number | undefined;
  /** Chart or table, when something outside switches; otherwise the chart has a switch of its own. */
  view?: "chart" | "table" | undefined;
  /** Start of the place that is chosen: marked by a frame, a notch on the axis and a bold label. */
  selected?: string | null | undefined;
  /**
   * A place was chosen: by a click or a tap near it, or by Enter on the place walked to. Its start; null when the chosen one was chosen
   * again or left by Escape.
   */
  onSelect?: ((start: string | null) => void) | undefined;
  /** What is behind a place is asked for: by a double click, or by Enter on the place that is chosen (on any, without `onSelect`). */
  onDrill?: ((start: string) => void) | undefined;
}
