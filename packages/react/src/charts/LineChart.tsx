import { lineDrawing } from "@northstar/core";
import { TimeChart } from "./TimeChart.tsx";
import type { TimeChartProps } from "./timeChartProps.ts";

/** A line for each series over time; the stretch to a period that isn't over is dashed, a missing value is a gap. */
export function LineChart(props: LineChartProps) {
  return <TimeChart {...props} kind="line" draw={lineDrawing} />;
}

export type LineChartProps = TimeChartProps;
