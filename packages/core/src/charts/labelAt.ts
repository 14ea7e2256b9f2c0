import type { ChartFont } from "./chartInput.ts";
import { type ChartDrawing, placeX } from "./drawing.ts";
import { estimateTextWidth } from "./textWidth.ts";

/** The labels of the time axis with one more for a place that has none, in place of those that it would touch. */
export function withLabelAt(
  drawing: Pick<ChartDrawing, "labels" | "places" | "plot" | "width">,
  { place, text }: { place: number; text: string },
  font: ChartFont,
): ChartDrawing["labels"] {
  if (drawing.labels.some((label) => label.place === place)) return drawing.labels;
  const half = estimateTextWidth(text, font) / 2;
  const x = Math.max(half, Math.min(drawing.width - half, placeX(drawing, place)));
  const y = drawing.plot.bottom + 10 + font.size / 2;
  const others = drawing.labels.filter(
    (label) => Math.abs(label.x - x) >= half + estimateTextWidth(label.text, font) / 2 + font.size / 2,
  );
  return [...others, { place, x, y, anchor: "middle" as const, text }].sort((one, other) => one.place - other.place);
}
