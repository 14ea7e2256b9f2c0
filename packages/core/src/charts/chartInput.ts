import type { AlertLevel } from "../alerts/types.ts";
import type { Granularity, Locale } from "../kpi.ts";
import type { ColumnValues } from "./column.ts";

/** Font of a chart. Its family is inherited where the drawing is; texts are laid out by their usual width. */
export interface ChartFont {
  /** px. */
  size: number;
}

/** Values by place of the time axis. */
export interface ChartSeries {
  id: string;
  title: string;
  values: ColumnValues;
  /** In a page a custom property (`var(--ns-…)`), so that a chart follows the theme without being drawn again; in a file the colour itself. */
  colour: string;
}

/** The places of a time axis: as many as there are starts, one after the other. */
export interface TimeAxis {
  count: number;
  /** ISO date, or local date-time for hours. Only places that are shown are asked for. */
  startOf(place: number): string;
  granularity: Granularity;
}

/**
 * A stretch of the value axis: what is allowed, or where a limit of a level is passed, which is open to the side that is worse (null). A
 * limit far from every value isn't drawn: the scale is the values'.
 */
export interface ChartBand {
  from: number | null;
  to: number | null;
  /** @default what is allowed */
  level?: AlertLevel | undefined;
  /** Of a level: written in it, at its end, where it is high enough. */
  label?: string | undefined;
}

/** What a chart over time is drawn from. */
export interface ChartInput {
  axis: TimeAxis;
  /** Language of the labels of the time axis. */
  locale: Locale;
  /** At most six; more is grouped by the caller. Of an area chart the first is at the bottom. */
  series: readonly ChartSeries[];
  /** True when the last place isn't over. */
  partialLast: boolean;
  target?: { value: number; label: string } | undefined;
  /** Stretches of the value axis behind the lines. */
  bands?: readonly ChartBand[] | undefined;
  /** Places at which an alert fired, or somebody noted something, on the series of that index. @default 0 */
  firings?: readonly { place: number; level: AlertLevel | "note"; series?: number | undefined }[] | undefined;
  /** Places where the meaning of the values changes. */
  marks?: readonly { place: number; label: string }[] | undefined;
  /** Text of a value on the axis. */
  formatTick(value: number): string;
  /** Text of a value in the drawing. */
  formatLabel(value: number): string;
  font: ChartFont;
  /** px. */
  width: number;
  height: number;
  /** Pixels of the screen for each px: lines are thinned to those. @default 1 */
  pixelRatio?: number | undefined;
}

/** Shown in at most this many colours; more is grouped by the caller. */
export const MAX_CATEGORIES = 6;
