import type { ChartInput, ChartSeries } from "./chartInput.ts";
import type { ChartDrawing, PlacedText, Places, Plot } from "./drawing.ts";
import { layLegend } from "./legend.ts";
import { roundScale, scaleTicks } from "./scale.ts";
import { estimateTextWidth } from "./textWidth.ts";
import { timeLabels } from "./timeLabels.ts";

/** Air above the plot: half a line of text. */
const TOP = 12;
/** From a text to what it names. */
const GAP = 8;

/** What a chart has whatever its kind: plot, both axes and the legend, and where places and values are. */
export interface Frame
  extends Pick<ChartDrawing, "width" | "height" | "plot" | "places" | "scale" | "ticks" | "labels" | "legend"> {
  x(place: number): number;
  /** Of a value within the scale. The middle when there is no scale: nothing is drawn there then. */
  y(value: number): number;
}

interface FrameOptions {
  /** All that the scale has to hold. */
  values: readonly number[];
  fromZero: boolean;
  /** Places stand in the middle of a band each, not on the plot's edges. */
  isBanded: boolean;
  /** px beside the plot, for names at the ends. */
  right: number;
  /** Series named below the plot. */
  legend: readonly ChartSeries[];
}

export function layFrame(input: ChartInput, options: FrameOptions): Frame {
  const { width, height, font, axis } = input;
  const scale = roundScale(options.values, options.fromZero);
  const tickTexts = scale ? scaleTicks(scale).map((value) => ({ value, text: input.formatTick(value) })) : [];
  const left =
    tickTexts.reduce((most, { text }) => Math.max(most, estimateTextWidth(text, font)), 0) + (scale ? GAP : 4);
  const legend = layLegend(options.legend, { width, bottom: height, font });
  const plot: Plot = {
    // Whole px, so that what stands on them is sharp.
    left: Math.ceil(Math.min(left, width / 2)),
    right: Math.floor(Math.max(width - options.right, width / 2)),
    top: TOP,
    bottom: Math.max(TOP + 1, height - legend.height - font.size - 18),
  };
  const places = layPlaces(axis.count, plot, options.isBanded);
  const x = (place: number) => places.first + place * places.step;
  const y = (value: number) =>
    scale
      ? plot.bottom - ((value - scale.min) / (scale.max - scale.min)) * (plot.bottom - plot.top)
      : (plot.top + plot.bottom) / 2;
  return {
    width,
    height,
    plot,
    places,
    scale: scale && { min: scale.min, max: scale.max },
    ticks: tickTexts.map(({ value, text }) => ({
      value,
      label: { x: plot.left - GAP, y: y(value), anchor: "end", text },
    })),
    labels: layLabels(input, plot, x),
    legend: legend.entries,
    x,
    y,
  };
}

/** Names below the axis. The first and the last keep inside the drawing; where that brings one too near to the next, it is left out. */
function layLabels({ axis, locale, font, width }: ChartInput, plot: Plot, x: (place: number) => number): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  let free = Number.POSITIVE_INFINITY;
  for (const { place, text } of timeLabels(axis, locale, plot.right - plot.left, font).reverse()) {
    const half = estimateTextWidth(text, font) / 2;
    const middle = Math.max(half, Math.min(width - half, x(place)));
    if (middle + half > free) continue;
    free = middle - half - font.size / 2;
    placed.unshift({ place, x: middle, y: plot.bottom + 10 + font.size / 2, anchor: "middle", text });
  }
  return placed;
}

type PlacedLabel = PlacedText & { place: number };

function layPlaces(count: number, { left, right }: Plot, isBanded: boolean): Places {
  const size = right - left;
  if (isBanded) return { count, first: left + size / count / 2, step: size / count };
  return count < 2 ? { count, first: (left + right) / 2, step: 0 } : { count, first: left, step: size / (count - 1) };
}

/** A line of text: how far apart the middles of two have to be. */
export function lineHeight({ font }: ChartInput): number {
  return font.size + 2;
}

/** The target across the plot, named at its start, above the line. */
export function targetInside(frame: Frame, { font }: ChartInput, { value, label }: { value: number; label: string }) {
  const y = frame.y(value);
  // Below its line where there is no room above.
  const above = y - font.size / 2 - 3;
  const text: PlacedText = {
    x: frame.plot.left + 3,
    y: above < font.size / 2 ? y + font.size / 2 + 4 : above,
    anchor: "start",
    text: label,
  };
  return { y, label: text };
}
