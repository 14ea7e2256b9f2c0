import type { ChartFont, ChartInput } from "./chartInput.ts";
import type { ChartDrawing, PlacedText } from "./drawing.ts";
import type { Frame } from "./frame.ts";
import { isTargetNear } from "./scale.ts";
import { estimateTextWidth } from "./textWidth.ts";

/** Values of bands that the scale has to hold: all of what is allowed; of limits those that are near. */
export function bandEdges({ bands = [] }: Pick<ChartInput, "bands">, range: readonly number[]): number[] {
  return bands.flatMap(({ from, to, level }) =>
    [from, to].filter((edge) => edge !== null).filter((edge) => level === undefined || isTargetNear(range, edge)),
  );
}

/** Bands as far as they lie in the plot, named on the side where no line runs through the name, if there is one. */
export function layBands(
  frame: Frame,
  { bands = [], font }: Pick<ChartInput, "bands" | "font">,
  columns: readonly Float64Array[],
): ChartDrawing["bands"] {
  const { plot, y } = frame;
  const within = (value: number) => Math.max(plot.top, Math.min(plot.bottom, y(value)));
  return bands
    .map(({ from, to, level = null, label = "" }) => {
      const top = to === null ? plot.top : within(to);
      const bottom = from === null ? plot.bottom : within(from);
      const hasRoom = level !== null && label !== "" && bottom - top >= font.size + 4;
      // At the limit, which is the edge that the values come from.
      const middle = from === null ? top + font.size / 2 + 3 : bottom - font.size / 2 - 3;
      const isLeft = isFree(frame, columns, { x: plot.left, y: middle }, { label, font });
      const placed: PlacedText = isLeft
        ? { x: plot.left + 4, y: middle, anchor: "start", text: label }
        : { x: plot.right - 4, y: middle, anchor: "end", text: label };
      return { top, bottom, level, label: hasRoom ? placed : null };
    })
    .filter(({ top, bottom }) => bottom - top >= 1);
}

/** Whether no value lies within a line's height of a text that begins there. */
function isFree(
  { x, y, places }: Frame,
  columns: readonly Float64Array[],
  start: { x: number; y: number },
  { label, font }: { label: string; font: ChartFont },
): boolean {
  const end = start.x + estimateTextWidth(label, font) + 8;
  const last = places.step > 0 ? Math.ceil((end - x(0)) / places.step) : 0;
  return columns.every((column) =>
    column.subarray(0, last + 1).every((value) => !Number.isFinite(value) || Math.abs(y(value) - start.y) > font.size),
  );
}

/** Marks of alerts and of notes, on the line where it has a value. */
export function layFirings(
  { plot, x, y }: Frame,
  { firings = [], axis }: Pick<ChartInput, "firings" | "axis">,
  columns: readonly Float64Array[],
): ChartDrawing["firings"] {
  return firings
    .filter(({ place }) => place >= 0 && place < axis.count)
    .map(({ place, level, series = 0 }) => {
      const value = columns[series]?.[place] ?? Number.NaN;
      return { x: x(place), y: Number.isFinite(value) ? y(value) : plot.bottom, level };
    });
}
