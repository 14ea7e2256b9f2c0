import { categoryAxis, estimateTextWidth, valueAxis } from "./axis.ts";
import { type ChartInput, type ChartOption, type ChartSeries, seriesColour } from "./chart.ts";
import { isTargetNear } from "./scale.ts";
import { spreadApart } from "./spread.ts";

/**
 * Option of a line chart. The stretch to a period that isn't over is dashed, a missing value is a gap, a value without neighbours
 * is a dot, the target is a dotted line unless it is far from every value; series are named at their end, not in a legend.
 */
export function lineOption(given: ChartInput): ChartOption {
  const { target } = given;
  const isDrawn =
    target &&
    isTargetNear(
      given.series.flatMap(({ values }) => values),
      target.value,
    );
  const input = isDrawn ? given : { ...given, target: undefined };
  const endLabels = input.series.map((series) => endLabel(series, input));
  const outside = isTargetOutside(input) ? [input.target?.label ?? ""] : [];
  const right = Math.max(12, ...[...endLabels, ...outside].map((text) => labelRoom(text, input)));
  const isPlaceForLabels = right < input.width / 3;
  const grid = { left: 4, right: isPlaceForLabels ? right : 12, top: 12, bottom: 4, outerBoundsMode: "same" };
  const yAxis = valueAxis(input, false);
  const moves = isPlaceForLabels ? labelMoves(input, yAxis) : [];
  return {
    animation: false,
    grid,
    xAxis: categoryAxis(input, input.width - grid.right - 48, false),
    yAxis,
    series: [
      ...bandSeries(input),
      ...input.series.flatMap((series, index) =>
        lineSeries(series, index, input, isPlaceForLabels ? (endLabels[index] ?? "") : "", moves[index] ?? 0),
      ),
    ],
  };
}

/** What is allowed, as an area behind the lines: ECharts has a part of its own for that, which would have to be shipped for it alone. */
function bandSeries({ band, categories, palette }: ChartInput) {
  if (!band) return [];
  return [
    {
      id: ":band",
      type: "line",
      silent: true,
      symbol: "none",
      emphasis: { disabled: true },
      lineStyle: { opacity: 0 },
      areaStyle: { color: palette.good, opacity: 0.1, origin: band.from },
      data: categories.map(() => band.to),
    },
  ];
}

/** Whether the target is named beside the plot: not where that would take the width from it, nor on the last value's label. */
function isTargetOutside(input: ChartInput): boolean {
  const [first] = input.series;
  return (
    input.target !== undefined && input.width >= NARROW && !(first && isNearLastValue(input.target.value, first, input))
  );
}

/** Below this many pixels the plot needs all the width. */
const NARROW = 420;

/** One series is labelled with its last value, several with their names. */
function endLabel(series: ChartSeries, input: ChartInput): string {
  const last = series.values.findLast((value) => value !== null);
  if (last === undefined || last === null) return "";
  return input.series.length > 1 ? series.title : input.formatLabel(last);
}

function labelRoom(text: string, input: ChartInput): number {
  return text === "" ? 12 : estimateTextWidth(text, input.font) + 20;
}

/** Room that the category axis and the air above the plot take. */
const OUTSIDE_PLOT = 42;

/** Pixels by which the names at the end of lines are moved so that none lies on another. */
function labelMoves({ series, height, font }: ChartInput, axis: { min?: number; max?: number }): number[] {
  const { min, max } = axis;
  if (height === undefined || min === undefined || max === undefined || series.length < 2) return [];
  const size = height - OUTSIDE_PLOT;
  const places = series.map(({ values }) => {
    const last = values.findLast((value) => value !== null) ?? min;
    return ((max - last) / (max - min)) * size;
  });
  return spreadApart(places, font.size + 2, size).map((place, index) => place - (places[index] ?? 0));
}

function lineSeries(series: ChartSeries, index: number, input: ChartInput, label: string, move: number) {
  const { values } = series;
  const colour = seriesColour(series, index, input.palette);
  const lastIndex = values.length - 1;
  const isDashedEnd = input.partialLast && lastIndex > 0;
  const lastKnown = values.findLastIndex((value) => value !== null);

  const point = (value: number | null, place: number, isShown: boolean) => {
    if (value === null || !isShown) return { value: null };
    const isAlone = (values[place - 1] ?? null) === null && (values[place + 1] ?? null) === null;
    const isEnd = place === lastKnown;
    return {
      value,
      symbolSize: isEnd ? 6 : isAlone ? 5 : 0,
      label: { show: isEnd && label !== "", formatter: label, ...(move !== 0 && { offset: [0, move] }) },
    };
  };
  const common = {
    type: "line",
    color: colour,
    symbol: "circle",
    silent: true,
    emphasis: { disabled: true },
    connectNulls: false,
    label: { position: "right", distance: 8, color: colour, fontFamily: input.font.family, fontSize: input.font.size },
  };
  const solid = {
    ...common,
    id: series.id,
    name: series.title,
    lineStyle: { color: colour, width: 2, cap: "round", join: "round" },
    data: values.map((value, place) => point(value, place, !isDashedEnd || place < lastIndex)),
    ...(index === 0 ? references(input) : {}),
  };
  if (!isDashedEnd) return [solid];
  const dashed = {
    ...common,
    id: `${series.id}:partial`,
    name: series.title,
    lineStyle: { color: colour, width: 2, type: [2, 4], cap: "round" },
    data: values.map((value, place) => point(value, place, place >= lastIndex - 1)),
  };
  return [solid, dashed];
}

/** The target across the chart and a line where a definition changed, hung on the first series. */
function references(input: ChartInput) {
  const { target, marks = [], palette, font } = input;
  if (!target && marks.length === 0) return {};
  const label = { color: palette.text, fontFamily: font.family, fontSize: font.size };
  const lineStyle = { color: palette.text, width: 1, type: [1, 3] };
  const data: unknown[] = marks.map((mark) => ({
    xAxis: mark.index,
    lineStyle: { ...lineStyle, type: [2, 3] },
    label: { ...label, ...markLabel(mark, input), rotate: 0, position: "end" },
  }));
  if (target) {
    const isOutside = isTargetOutside(input);
    data.push({
      yAxis: target.value,
      lineStyle,
      label: {
        ...label,
        formatter: target.label,
        position: isOutside ? "end" : "insideStartTop",
        distance: isOutside ? 8 : 3,
      },
    });
  }
  return { markLine: { silent: true, symbol: "none", animation: false, data } };
}

/** On the side of its line where there is more room; cut to its first word (`v2`) where there isn't enough. */
function markLabel({ index, label }: { index: number; label: string }, { categories, width, font }: ChartInput) {
  const share = index / Math.max(1, categories.length - 1);
  // In a narrow plot the start of the top belongs to the target's name.
  const isLeft = share > (width < NARROW ? 0.85 : 0.5);
  const room = Math.max(share, 1 - share) * (width - 150);
  const isCut = width < NARROW || estimateTextWidth(label, font) > room;
  const formatter = isCut ? (label.split(" ")[0] ?? label) : label;
  return { formatter, align: isLeft ? "right" : "left", padding: isLeft ? [0, 5, -16, 0] : [0, 0, -16, 5] };
}

/** Whether the target's label at the right edge would lie on the label of the last value. */
function isNearLastValue(target: number, series: ChartSeries, input: ChartInput): boolean {
  const known = series.values.filter((value) => value !== null);
  const last = known.at(-1);
  if (last === undefined || input.series.length > 1) return last !== undefined;
  const span = Math.max(...known, target) - Math.min(...known, target);
  return span === 0 || Math.abs(last - target) / span < 0.12;
}
