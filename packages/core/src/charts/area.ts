import { categoryAxis, estimateTextWidth, valueAxis } from "./axis.ts";
import { type ChartInput, type ChartOption, type ChartSeries, seriesColour } from "./chart.ts";
import { spreadApart } from "./spread.ts";

/** Room that the category axis and the air above the plot take. */
const OUTSIDE_PLOT = 42;

/**
 * Option of a stacked area chart: from 0, the first series at the bottom, a hairline of the surface between areas. The stretch to a
 * period that isn't over is lighter; series are named beside the middle of where their area ends, not in a legend.
 */
export function areaOption(input: ChartInput): ChartOption {
  const room = Math.max(...input.series.map(({ title }) => estimateTextWidth(title, input.font) + 20), 12);
  const isPlaceForLabels = room < input.width / 3;
  const grid = { left: 4, right: isPlaceForLabels ? room : 12, top: 12, bottom: 4, outerBoundsMode: "same" };
  const totals = input.categories.map((_, place) =>
    input.series.reduce((sum, { values }) => sum + (values[place] ?? 0), 0),
  );
  const yAxis = valueAxis({ ...input, series: [{ id: "total", title: "", values: totals }] }, true);
  const offsets = isPlaceForLabels ? labelOffsets(input, yAxis.max ?? 0) : [];
  return {
    animation: false,
    grid,
    xAxis: categoryAxis(input, input.width - grid.right - 48, false),
    yAxis,
    series: input.series.flatMap((series, index) => areas(series, index, input, offsets[index])),
  };
}

/** Pixels from the top of each area's end to where its name stands: its middle, moved where names would touch. */
function labelOffsets({ series, height, font }: ChartInput, max: number): number[] {
  if (height === undefined || max <= 0) return series.map(() => 0);
  const size = height - OUTSIDE_PLOT;
  let sum = 0;
  const ends = series.map(({ values }) => {
    const value = values.at(-1) ?? 0;
    sum += value;
    return { top: size * (1 - sum / max), middle: size * (1 - (sum - value / 2) / max) };
  });
  const places = spreadApart(
    ends.map(({ middle }) => middle),
    font.size + 2,
    size,
  );
  return places.map((place, index) => place - (ends[index]?.top ?? 0));
}

function areas(series: ChartSeries, index: number, input: ChartInput, offset: number | undefined) {
  const { values, id, title } = series;
  const colour = seriesColour(series, index, input.palette);
  const last = values.length - 1;
  const isLighterEnd = input.partialLast && last > 0;
  const area = (part: string, opacity: number, isShown: (place: number) => boolean) => ({
    type: "line",
    id: `${id}${part}`,
    name: title,
    stack: `all${part}`,
    color: colour,
    symbol: "circle",
    silent: true,
    emphasis: { disabled: true },
    connectNulls: false,
    lineStyle: { color: input.palette.surface, width: 1 },
    areaStyle: { color: colour, opacity },
    data: values.map((value, place) => ({
      value: isShown(place) ? value : null,
      symbolSize: 0.01,
      label: { show: place === last && offset !== undefined && value !== null && isShown(place) },
    })),
    label: {
      position: "right",
      distance: 8,
      offset: [0, offset ?? 0],
      formatter: title,
      color: input.palette.text,
      fontFamily: input.font.family,
      fontSize: input.font.size,
    },
  });
  if (!isLighterEnd) return [area("", 0.86, () => true)];
  return [area("", 0.86, (place) => place < last), area(":partial", 0.5, (place) => place >= last - 1)];
}
