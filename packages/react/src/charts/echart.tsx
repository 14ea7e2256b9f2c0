// The only file that knows ECharts. It is loaded on the first chart, never with the first number.
import type { ChartOption } from "@northstar/core";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import EChartsReactCore from "echarts-for-react/esm/core";

echarts.use([LineChart, BarChart, GridComponent, MarkLineComponent, SVGRenderer]);

/** Draws an option as SVG at a given size. */
export function EChart({ option, width, height, onReady }: EChartProps) {
  return (
    <EChartsReactCore
      echarts={echarts}
      option={option}
      notMerge
      // The drawing is the picture only: its words and its keys are the walker's.
      aria-hidden="true"
      className="ns-chart-drawing"
      style={{ width, height }}
      opts={{ renderer: "svg", width, height }}
      autoResize={false}
      onChartReady={(chart) => {
        // On paper the drawing is made to fit another width: that takes a view box, which ECharts doesn't write.
        chart.getDom().querySelector("svg")?.setAttribute("viewBox", `0 0 ${width} ${height}`);
        onReady((index, value) => {
          const place = chart.isDisposed()
            ? null
            : chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [index, value]);
          return Array.isArray(place) ? [Number(place[0]), Number(place[1])] : null;
        });
      }}
    />
  );
}

/** Pixels of a value at a category, null when the drawing is gone. */
export type LocateValue = (index: number, value: number) => readonly [x: number, y: number] | null;

export interface EChartProps {
  option: ChartOption;
  /** Pixels. */
  width: number;
  height: number;
  /** Called once the drawing is there. */
  onReady(locate: LocateValue): void;
}
