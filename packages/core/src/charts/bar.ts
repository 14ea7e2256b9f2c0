import { categoryAxis, valueAxis } from "./axis.ts";
import { type ChartInput, type ChartOption, type ChartSeries, seriesColour } from "./chart.ts";

/** Option of a bar chart: bars from 0, grouped by category; those of a period that isn't over are hatched, with an outline. */
export function barOption(input: ChartInput): ChartOption {
  const grid = { left: 4, right: 8, top: 12, bottom: 4, outerBoundsMode: "same" };
  return {
    animation: false,
    grid,
    xAxis: categoryAxis(input, input.width - 56, true),
    yAxis: valueAxis(input, true),
    series: input.series.map((series, index) => barSeries(series, index, input)),
  };
}

function barSeries(series: ChartSeries, index: number, input: ChartInput) {
  const colour = seriesColour(series, index, input.palette);
  const last = series.values.length - 1;
  return {
    type: "bar",
    id: series.id,
    name: series.title,
    silent: true,
    emphasis: { disabled: true },
    color: colour,
    barGap: "15%",
    barCategoryGap: input.width < 480 ? "28%" : "40%",
    barMaxWidth: 28,
    data: series.values.map((value, place) => ({
      value,
      itemStyle: {
        color: colour,
        // Radii at the end away from the axis: top of a rise, bottom of a fall.
        borderRadius: value !== null && value < 0 ? [0, 0, 2, 2] : [2, 2, 0, 0],
        ...(input.partialLast && place === last
          ? { color: input.palette.surface, borderColor: colour, borderWidth: 1, decal: hatch(colour) }
          : {}),
      },
    })),
    ...(index === 0 && input.target ? { markLine: targetLine(input, input.target) } : {}),
  };
}

/** Diagonal lines of the bar's own colour: seen in grey and on paper too. */
function hatch(colour: string) {
  return { color: colour, symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: -Math.PI / 4 };
}

function targetLine({ palette, font }: ChartInput, target: { value: number; label: string }) {
  return {
    silent: true,
    symbol: "none",
    animation: false,
    lineStyle: { color: palette.text, width: 1, type: [1, 3] },
    label: {
      color: palette.text,
      fontFamily: font.family,
      fontSize: font.size,
      formatter: target.label,
      position: "insideStartTop",
    },
    data: [{ yAxis: target.value }],
  };
}
