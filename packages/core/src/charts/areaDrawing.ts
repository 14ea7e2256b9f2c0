import type { ChartInput, ChartSeries } from "./chartInput.ts";
import { columnsRange, lastKnownPlace, toColumn } from "./column.ts";
import type { AreaShape, ChartDrawing } from "./drawing.ts";
import { type Frame, layFrame, lineHeight } from "./frame.ts";
import { layMarks } from "./marks.ts";
import { barPath, betweenPath, linePath } from "./path.ts";
import { type PixelRun, pixelRuns } from "./pixelRuns.ts";
import { spreadApart } from "./spread.ts";
import { stretchesOf } from "./stretches.ts";
import { estimateTextWidth } from "./textWidth.ts";
import { extentOf, isDense, isInOneColumn, pointMaker } from "./thinLine.ts";

const RIGHT = 12;
/** px of a value that has no neighbours to span an area with. */
const ALONE = 2;

/** An area between two lines of sums. */
interface Layer {
  series: ChartSeries;
  lower: Float64Array;
  upper: Float64Array;
}

/**
 * Parts of a whole, one on the other from 0, the first series at the bottom. A missing value is a gap, of its own area and of those on it,
 * whose place isn't known then; a series without any value isn't part of the stack. The stretch to a period that isn't over is apart, to
 * be drawn lighter with a dashed edge. Series are named at the middle of their ends, or below the plot where there is no room.
 */
export function areaDrawing(input: ChartInput): ChartDrawing {
  const layers = stack(input);
  const range = columnsRange(layers.map(({ upper }) => upper));
  const room = Math.max(RIGHT, ...layers.map(({ series }) => estimateTextWidth(series.title, input.font) + 20));
  const hasEnds = room < input.width / 3;
  const frame = layFrame(input, {
    values: range ? [...range] : [],
    fromZero: true,
    isBanded: false,
    right: hasEnds ? room : RIGHT,
    legend: hasEnds ? [] : layers.map(({ series }) => series),
  });
  const { x, y, ...drawn } = frame;
  return {
    ...drawn,
    bands: [],
    firings: [],
    target: null,
    marks: layMarks(frame, input),
    series: layers.map((layer) => areaShape(layer, frame, input)),
    ends: hasEnds ? layEnds(layers, frame, input) : [],
    isDense: isDense(frame, input.pixelRatio),
  };
}

function stack({ series, axis: { count } }: ChartInput): Layer[] {
  let lower = new Float64Array(count);
  return series.flatMap((one) => {
    const column = toColumn(one.values);
    if (lastKnownPlace(column) < 0) return [];
    // A sum with a gap is one: NaN and anything is NaN.
    const upper = lower.map((sum, place) => sum + (column[place] ?? Number.NaN));
    const layer = { series: one, lower, upper };
    lower = upper;
    return [layer];
  });
}

function areaShape({ series: { id, colour }, lower, upper }: Layer, frame: Frame, input: ChartInput): AreaShape {
  const points = pointMaker(frame, input);
  const last = upper.length - 1;
  const hasPartial = input.partialLast && Number.isFinite(upper[last]) && Number.isFinite(upper[last - 1]);
  const between = (from: number, to: number) => betweenPath(points(upper, from, to), points(lower, from, to));
  const { pixelRatio = 1 } = input;
  const pieces: PixelRun[] = [];
  let solid = "";
  for (const [from, to] of stretchesOf(upper, hasPartial ? last : last + 1)) {
    if (isInOneColumn(frame, input, from, to)) {
      const { top } = extentOf(frame, upper, from, to);
      pieces.push({ x: frame.x(from), top, bottom: extentOf(frame, lower, from, to).bottom });
    } else if (from < to) solid += between(from, to);
    else if (!(hasPartial && to === last - 1)) solid += alone(from, lower, upper, frame);
  }
  for (const { x, top, bottom } of pixelRuns(pieces, pixelRatio)) {
    const width = 1 / pixelRatio;
    solid += barPath({ left: x - width / 2, top, width, height: bottom - top }, 0, "top");
  }
  return {
    kind: "area",
    id,
    colour,
    solid,
    partial: hasPartial ? between(last - 1, last) : "",
    partialEdge: hasPartial ? linePath(points(upper, last - 1, last)) : "",
  };
}

function alone(place: number, lower: Float64Array, upper: Float64Array, frame: Frame): string {
  const top = frame.y(upper[place] ?? 0);
  const height = frame.y(lower[place] ?? 0) - top;
  return height > 0 ? barPath({ left: frame.x(place) - ALONE / 2, top, width: ALONE, height }, 0, "top") : "";
}

/** Names at the middle of where each area ends, moved where they would touch. */
function layEnds(layers: readonly Layer[], frame: Frame, input: ChartInput): ChartDrawing["ends"] {
  const { top, bottom, right } = frame.plot;
  const middles = layers.map(({ lower, upper }) => {
    const place = lastKnownPlace(upper);
    return place < 0 ? bottom - top : (frame.y(lower[place] ?? 0) + frame.y(upper[place] ?? 0)) / 2 - top;
  });
  return spreadApart(middles, lineHeight(input), bottom - top).map((y, index) => ({
    id: layers[index]?.series.id ?? "",
    colour: layers[index]?.series.colour ?? "",
    text: layers[index]?.series.title ?? "",
    x: right + 8,
    y: top + y,
    anchor: "start",
  }));
}
