import type { ChartInput } from "./chartInput.ts";
import type { Frame } from "./frame.ts";
import type { PathPoint } from "./path.ts";
import { thinToColumns } from "./thin.ts";

/** Makes points of a stretch's values: of each column of the screen's pixels no more than four. */
export function pointMaker(frame: Frame, { pixelRatio = 1 }: Pick<ChartInput, "pixelRatio">) {
  const columnsPerPlace = frame.places.step * pixelRatio;
  return (values: Float64Array, from: number, to: number): PathPoint[] => {
    const at = (place: number): PathPoint => [frame.x(place), frame.y(values[place] ?? 0)];
    if (!isDense(frame, pixelRatio)) return Array.from({ length: to - from + 1 }, (_, index) => at(from + index));
    return thinToColumns(values, from, to, columnsPerPlace).map(at);
  };
}

/** Whether a stretch stays within one column of pixels, where it is no line but a run of them. */
export function isInOneColumn(
  frame: Frame,
  { pixelRatio = 1 }: Pick<ChartInput, "pixelRatio">,
  from: number,
  to: number,
) {
  const columnsPerPlace = frame.places.step * pixelRatio;
  return isDense(frame, pixelRatio) && Math.floor(from * columnsPerPlace) === Math.floor(to * columnsPerPlace);
}

/** px from the top of the highest and the lowest value of a stretch. */
export function extentOf(
  frame: Frame,
  values: Float64Array,
  from: number,
  to: number,
): { top: number; bottom: number } {
  let lowest = values[from] ?? 0;
  let highest = lowest;
  for (let place = from + 1; place <= to; place += 1) {
    lowest = Math.min(lowest, values[place] ?? lowest);
    highest = Math.max(highest, values[place] ?? highest);
  }
  return { top: frame.y(highest), bottom: frame.y(lowest) };
}

/** Whether there are more places than columns of pixels. */
export function isDense({ places }: Frame, pixelRatio = 1): boolean {
  return places.count > 1 && places.step * pixelRatio < 1;
}
