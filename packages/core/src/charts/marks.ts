import type { ChartInput } from "./chartInput.ts";
import type { ChartDrawing } from "./drawing.ts";
import type { Frame } from "./frame.ts";
import { estimateTextWidth } from "./textWidth.ts";

/** Below this many px the plot needs all the width. */
export const NARROW = 420;

/**
 * Lines where the meaning of the values changes, each named at its top on the side with more room, by its first word (`v2`) where there
 * isn't enough; a name that would lie on the one before it is a line lower.
 * @param shift px from the middle of a place to its line
 */
export function layMarks(frame: Frame, { marks = [], width, font }: ChartInput, shift = 0): ChartDrawing["marks"] {
  const { left, right, top } = frame.plot;
  let taken: { from: number; to: number; row: number } | null = null;
  return marks.map(({ place, label }) => {
    const x = frame.x(place) + shift;
    const share = (x - left) / Math.max(1, right - left);
    // In a narrow plot the start of the top belongs to the target's name.
    const isLeft = share > (width < NARROW ? 0.85 : 0.5);
    const room = isLeft ? x - left : right - x;
    const text = width < NARROW || estimateTextWidth(label, font) + 10 > room ? (label.split(" ")[0] ?? label) : label;
    const size = estimateTextWidth(text, font) + 5;
    const from = isLeft ? x - size : x;
    const row: number = taken && from < taken.to && taken.from < from + size ? taken.row + 1 : 0;
    taken = { from, to: from + size, row };
    return {
      x,
      label: {
        x: isLeft ? x - 5 : x + 5,
        y: top + font.size / 2 + 1 + row * (font.size + 2),
        anchor: isLeft ? "end" : "start",
        text,
      },
    };
  });
}
