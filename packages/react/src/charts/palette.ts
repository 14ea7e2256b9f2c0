import type { ChartPalette } from "@northstar/core";

/** Colours as custom properties: SVG reads them, so a chart follows the theme without being drawn again. */
export const PAGE_PALETTE: ChartPalette = {
  text: "var(--ns-chart-axis)",
  grid: "var(--ns-chart-grid)",
  surface: "var(--ns-surface)",
  categories: [1, 2, 3, 4, 5, 6].map((number) => `var(--ns-category-${number})`),
  neutral: "var(--ns-neutral-mark)",
  good: "var(--ns-good)",
};
