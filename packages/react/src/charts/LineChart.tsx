import { lineOption } from "@northstar/core";
import { TimeChart, type TimeChartProps } from "./TimeChart.tsx";

/** A line for each series over time; the stretch to a period that isn't over is dashed, a missing value is a gap. */
export function LineChart(props: LineChartProps) {
  return <TimeChart {...props} kind="line" makeOption={lineOption} />;
}

export type LineChartProps = TimeChartProps;
