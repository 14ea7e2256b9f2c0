import type { ChartInput, ChartSeries } from "./chartInput.ts";
import { columnsRange, toColumn } from "./column.ts";
import type { Bar, BarShape, ChartDrawing } from "./drawing.ts";
import { type Frame, layFrame, targetInside } from "./frame.ts";
import { layMarks } from "./marks.ts";
import { barPath, hatchPath } from "./path.ts";
import { isTargetNear } from "./scale.ts";

/** px. */
const WIDEST = 28;
const RADIUS = 2;
const HATCH_GAP = 5;
/** Share of a bar's width between two of a group. */
const BETWEEN = 0.15;

/**
 * Bars from 0, side by side for each place; that of a period that isn't over is hatched. A value of 0 is a bar one px high: only a gap is
 * nothing. Where there are more bars than px, each px has one bar over all the values in it.
 */
export function barDrawing(input: ChartInput): ChartDrawing {
  const columns = input.series.map(({ values }) => toColumn(values));
  const range = columnsRange(columns);
  const target = input.target && range && isTargetNear([...range, 0], input.target.value) ? input.target : undefined;
  const frame = layFrame(input, {
    values: range ? [...range, ...(target ? [target.value] : [])] : [],
    fromZero: true,
    isBanded: true,
    right: RADIUS,
    legend: [],
  });
  const { x, y, ...drawn } = frame;
  return {
    ...drawn,
    bands: [],
    firings: [],
    target: target ? targetInside(frame, input, target) : null,
    // Between the bars, not through one.
    marks: layMarks(frame, input, -frame.places.step / 2),
    series: input.series.map((series, index) =>
      barShape(series, columns[index] ?? new Float64Array(), index, frame, input),
    ),
    ends: [],
    isDense: isCrowded(frame),
  };
}

/** Whether bars would be thinner than a px and the air between them. */
function isCrowded({ places }: Frame): boolean {
  return places.step < 2;
}

function barShape(
  { id, colour }: ChartSeries,
  column: Float64Array,
  index: number,
  frame: Frame,
  input: ChartInput,
): BarShape {
  const bars = isCrowded(frame) ? pixelBars(column, frame) : groupBars(column, index, frame, input);
  const last = column.length - 1;
  const running = input.partialLast && !isCrowded(frame) ? bars.filter(({ place }) => place === last) : [];
  const over = bars.filter((bar) => !running.includes(bar));
  const path = (some: readonly Bar[]) =>
    some.map((bar) => barPath(bar, RADIUS, bar.isFall ? "bottom" : "top")).join("");
  return {
    kind: "bar",
    id,
    colour,
    bars,
    solid: path(over),
    partial: path(running),
    hatch: running.map((bar) => hatchPath(bar, HATCH_GAP)).join(""),
  };
}

function groupBars(column: Float64Array, index: number, frame: Frame, { series, width }: ChartInput): Bar[] {
  const { step } = frame.places;
  const group = step * (width < 480 ? 0.72 : 0.6);
  const shares = series.length + (series.length - 1) * BETWEEN;
  const exact = Math.min(WIDEST, group / shares);
  // Whole px have sharp edges; bars of less would lose too much by it.
  const size = exact >= 3 ? Math.round(exact) : exact;
  const start = (place: number) => frame.x(place) - (size * shares) / 2 + index * size * (1 + BETWEEN);
  const bars: Bar[] = [];
  for (let place = 0; place < column.length; place += 1) {
    const value = column[place] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const left = exact >= 3 ? Math.round(start(place)) : start(place);
    bars.push({ place, left, width: size, ...span(frame, Math.min(value, 0), Math.max(value, 0)) });
  }
  return bars;
}

/** A bar for each px, from the lowest to the highest of 0 and the values in it. */
function pixelBars(column: Float64Array, frame: Frame): Bar[] {
  const { left } = frame.plot;
  const lows = new Map<number, { place: number; low: number; high: number }>();
  for (let place = 0; place < column.length; place += 1) {
    const value = column[place] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const pixel = Math.floor(frame.x(place) - left);
    const found = lows.get(pixel);
    if (!found) lows.set(pixel, { place, low: Math.min(0, value), high: Math.max(0, value) });
    else if (value < found.low) found.low = value;
    else if (value > found.high) found.high = value;
  }
  return [...lows].map(([pixel, { place, low, high }]) => ({
    place,
    left: left + pixel,
    width: 1,
    ...span(frame, low, high),
  }));
}

function span(frame: Frame, low: number, high: number): Pick<Bar, "top" | "height" | "isFall"> {
  const isFall = high <= 0 && low < 0;
  const height = Math.max(1, frame.y(low) - frame.y(high));
  return { top: isFall ? frame.y(0) : frame.y(low) - height, height, isFall };
}
