import { barDrawing } from "@northstar/core";
import { TimeChart } from "./TimeChart.tsx";
import type { TimeChartProps } from "./timeChartProps.ts";

/** Bars from 0 for each series over time, side by side; those of a period that isn't over are hatched. */
export function BarChart(props: BarChartProps) {
  return <TimeChart {...props} kind="bar" draw={barDrawing} />;
}

export type BarChartProps = TimeChartProps;
