import type { Granularity, KpiUnit } from "@northstar/core";
import type { SeriesPoint } from "../hooks/types.ts";

export interface TimeSeries {
  id: string;
  title: string;
  /** The same starts in every series of a chart. */
  points: readonly SeriesPoint[];
  /** Drawn in grey: what stands beside the main thing. @default false */
  isNeutral?: boolean;
  /** A CSS colour, where its place among the categories says the wrong thing: custom properties are fine. */
  colour?: string;
}

export interface TimeChartProps {
  /** Names the chart to screen readers and heads its table. */
  title: string;
  unit: KpiUnit;
  granularity: Granularity;
  /** At most six. */
  series: readonly TimeSeries[];
  /** A dotted line at this value. */
  target?: number | undefined;
  /** What is allowed, behind the lines. Bars have none. */
  band?: { from: number; to: number; label: string } | undefined;
  /** Places where a definition changed, by the ISO date it did. */
  marks?: readonly { start: string; label: string }[] | undefined;
  /** Pixels. @default 200 */
  height?: number;
  /** Chart or table, when something outside switches; otherwise the chart has a switch of its own. */
  view?: "chart" | "table" | undefined;
}
