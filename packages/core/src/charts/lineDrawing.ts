import { bandEdges, layBands, layFirings } from "./bands.ts";
import type { ChartInput, ChartSeries } from "./chartInput.ts";
import { columnsRange, lastKnownPlace, toColumn } from "./column.ts";
import type { ChartDrawing, LineShape } from "./drawing.ts";
import { type Frame, layFrame, lineHeight, targetInside } from "./frame.ts";
import { layMarks, NARROW } from "./marks.ts";
import { linePath, px } from "./path.ts";
import { type PixelRun, pixelRuns } from "./pixelRuns.ts";
import { isTargetNear } from "./scale.ts";
import { spreadApart } from "./spread.ts";
import { stretchesOf } from "./stretches.ts";
import { estimateTextWidth } from "./textWidth.ts";
import { extentOf, isDense, isInOneColumn, pointMaker } from "./thinLine.ts";

/** px beside the plot when nothing stands there: half the dot at a line's end, and air. */
const RIGHT = 12;

/**
 * A line for each series. The stretch to a period that isn't over is apart, to be dashed; a missing value is a gap, a value without
 * neighbours a dot. The target is left out where it is far from every value. Series are named at their ends, one series by its last
 * value; where there is no room for names, below the plot.
 */
export function lineDrawing(input: ChartInput): ChartDrawing {
  const columns = input.series.map(({ values }) => toColumn(values));
  const range = columnsRange(columns);
  const target = input.target && range && isTargetNear(range, input.target.value) ? input.target : undefined;
  const isOutside = target !== undefined && isTargetOutside(target.value, columns, input);
  const ends = input.series.map((series, index) => endText(series, columns[index], input));
  const texts = [...ends, ...(isOutside ? [target.label] : [])].filter((text) => text !== "");
  const room = Math.max(RIGHT, ...texts.map((text) => estimateTextWidth(text, input.font) + 20));
  const hasEnds = room < input.width / 3;
  const frame = layFrame(input, {
    values: range ? [...range, ...(target ? [target.value] : []), ...bandEdges(input, range)] : [],
    fromZero: false,
    isBanded: false,
    right: hasEnds ? room : RIGHT,
    legend: !hasEnds && input.series.length > 1 ? input.series : [],
  });
  const { x, y, ...drawn } = frame;
  return {
    ...drawn,
    bands: range ? layBands(frame, input, columns) : [],
    firings: layFirings(frame, input, columns),
    target: target
      ? isOutside && hasEnds
        ? {
            y: y(target.value),
            label: { x: frame.plot.right + 8, y: y(target.value), anchor: "start", text: target.label },
          }
        : targetInside(frame, input, target)
      : null,
    marks: layMarks(frame, input),
    series: input.series.map((series, index) => lineShape(series, columns[index] ?? new Float64Array(), frame, input)),
    ends: hasEnds ? layEnds(ends, columns, frame, input) : [],
    isDense: isDense(frame, input.pixelRatio),
  };
}

/** One series is labelled with its last value, several with their names. */
function endText({ title }: ChartSeries, column: Float64Array | undefined, input: ChartInput): string {
  const last = column?.[lastKnownPlace(column)];
  if (last === undefined) return "";
  return input.series.length > 1 ? title : input.formatLabel(last);
}

/** Whether the target is named beside the plot: not where that would take the width from it, nor on a label of a last value. */
function isTargetOutside(target: number, columns: readonly Float64Array[], { width }: ChartInput): boolean {
  const [column] = columns;
  const range = column && columnsRange([column]);
  if (width < NARROW || columns.length !== 1 || !column || !range) return false;
  const span = Math.max(range[1], target) - Math.min(range[0], target);
  return span > 0 && Math.abs((column[lastKnownPlace(column)] ?? target) - target) / span >= 0.12;
}

function lineShape({ id, colour }: ChartSeries, column: Float64Array, frame: Frame, input: ChartInput): LineShape {
  const points = pointMaker(frame, input);
  const last = column.length - 1;
  const isKnown = (place: number) => Number.isFinite(column[place]);
  const hasPartial = input.partialLast && last > 0 && isKnown(last) && isKnown(last - 1);
  const alone: number[] = [];
  const pieces: PixelRun[] = [];
  let solid = "";
  for (const [from, to] of stretchesOf(column, hasPartial ? last : last + 1)) {
    if (isInOneColumn(frame, input, from, to)) {
      pieces.push({ x: frame.x(from), ...extentOf(frame, column, from, to) });
    } else if (from < to) solid += linePath(points(column, from, to));
    // Where the dashes begin is a line's end, not a place alone.
    else if (!(hasPartial && to === last - 1)) alone.push(from);
  }
  for (const { x, top, bottom } of pixelRuns(pieces, input.pixelRatio ?? 1)) {
    // A line of no length is a dot as wide as the line.
    solid += bottom > top ? `M${px(x)} ${px(top)}V${px(bottom)}` : `M${px(x)} ${px(top)}h0`;
  }
  const end = lastKnownPlace(column);
  const dot = (place: number, radius: number) => ({ x: frame.x(place), y: frame.y(column[place] ?? 0), radius });
  return {
    kind: "line",
    id,
    colour,
    solid,
    partial: hasPartial ? linePath(points(column, last - 1, last)) : "",
    dots: [
      ...alone.filter((place) => place !== end).map((place) => dot(place, 2.5)),
      ...(end < 0 ? [] : [dot(end, 3)]),
    ],
  };
}

/** Names of several beside the plot, apart from each other; the last value of one beside its dot. */
function layEnds(
  texts: readonly string[],
  columns: readonly Float64Array[],
  frame: Frame,
  input: ChartInput,
): ChartDrawing["ends"] {
  const named = input.series.flatMap(({ id, colour }, index) => {
    const column = columns[index];
    const text = texts[index] ?? "";
    if (!column || text === "") return [];
    const place = lastKnownPlace(column);
    return [{ id, colour, text, x: frame.x(place), y: frame.y(column[place] ?? 0) }];
  });
  const { top, bottom, right } = frame.plot;
  const apart = spreadApart(
    named.map(({ y }) => y - top),
    lineHeight(input),
    bottom - top,
  );
  return named.map(({ x, y, ...end }, index) => ({
    ...end,
    x: (named.length > 1 ? right : x) + 8,
    y: named.length > 1 ? top + (apart[index] ?? y - top) : y,
    anchor: "start",
  }));
}
