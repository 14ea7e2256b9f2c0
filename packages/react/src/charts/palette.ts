import { MAX_CATEGORIES } from "@northstar/core";
import type { TimeSeries } from "./timeChartProps.ts";

/** Colour of a series: its own, or that of its place. As custom properties, so that a chart follows the theme without being drawn again. */
export function seriesColour({ colour, isNeutral }: Pick<TimeSeries, "colour" | "isNeutral">, place: number): string {
  if (colour !== undefined) return colour;
  return isNeutral ? "var(--ns-neutral-mark)" : `var(--ns-category-${(place % MAX_CATEGORIES) + 1})`;
}
