import type { ChartFont, ChartSeries } from "./chartInput.ts";
import type { ChartDrawing } from "./drawing.ts";
import { cutText, estimateTextWidth } from "./textWidth.ts";

const SWATCH = 9;
/** Between a swatch and its name, and between entries. */
const BESIDE = 7;
const BETWEEN = 16;

/** Names of series in lines at the foot of a drawing, and the px that they take of its height. A name wider than the drawing is cut. */
export function layLegend(
  series: readonly ChartSeries[],
  { width, bottom, font }: { width: number; bottom: number; font: ChartFont },
): { entries: ChartDrawing["legend"]; height: number } {
  if (series.length === 0) return { entries: [], height: 0 };
  const line = font.size + 8;
  let x = 0;
  let row = 0;
  const laid = series.map((one) => {
    const text = cutText(one.title, width - SWATCH - BESIDE, font);
    const size = SWATCH + BESIDE + estimateTextWidth(text, font);
    if (x > 0 && x + size > width) {
      x = 0;
      row += 1;
    }
    const entry = { one, text, x, row };
    x += size + BETWEEN;
    return entry;
  });
  const height = (row + 1) * line;
  const entries = laid.map(({ one: { id, colour }, text, x: left, row: at }) => {
    const y = bottom - height + (at + 0.5) * line;
    return {
      id,
      colour,
      swatch: { left, top: y - SWATCH / 2, width: SWATCH, height: SWATCH },
      label: { x: left + SWATCH + BESIDE, y, anchor: "start" as const, text },
    };
  });
  return { entries, height };
}
