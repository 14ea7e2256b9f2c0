import { areaDrawing } from "@northstar/core";
import { TimeChart } from "./TimeChart.tsx";
import type { TimeChartProps } from "./timeChartProps.ts";

/** An area for each series over time, one on the other from 0: parts of a whole. The stretch to a period that isn't over is lighter. */
export function AreaChart(props: AreaChartProps) {
  return <TimeChart {...props} kind="area" draw={areaDrawing} />;
}

export type AreaChartProps = Omit<TimeChartProps, "target" | "bands" | "firings">;
