/** An ECharts option. Plain data: this package doesn't need ECharts to make one. */
export type ChartOption = Readonly<Record<string, unknown>>;

/**
 * Colours of a chart. In a page they are `var(--ns-…)`, so a chart follows the theme without being drawn again;
 * in a file (PNG, PDF) they are the colours themselves.
 */
export interface ChartPalette {
  text: string;
  grid: string;
  surface: string;
  /** One colour a category, at most six. */
  categories: readonly string[];
  /** What stands beside the main thing: a cost beside a revenue. */
  neutral: string;
  /** What is as it should be. */
  good: string;
}

/** Font of a chart, resolved: ECharts measures texts on a canvas and can't inherit. */
export interface ChartFont {
  family: string;
  /** Pixels. */
  size: number;
}

/** Values by category. `null` is a gap. */
export interface ChartSeries {
  id: string;
  title: string;
  values: readonly (number | null)[];
  /** @default the category colour at its place */
  colour?: string | undefined;
}

export interface ChartInput {
  /** Label of each category, in order. */
  categories: readonly string[];
  series: readonly ChartSeries[];
  /** True when the last category isn't over. */
  partialLast: boolean;
  target?: { value: number; label: string } | undefined;
  /** What is allowed: a stretch of the value axis behind the lines. */
  band?: { from: number; to: number } | undefined;
  /** Places where the meaning of the values changes. */
  marks?: readonly { index: number; label: string }[] | undefined;
  /** Text of a value on the axis. */
  formatTick(value: number): string;
  /** Text of a value in the drawing. */
  formatLabel(value: number): string;
  palette: ChartPalette;
  font: ChartFont;
  /** Pixels. */
  width: number;
  /** Pixels; without it names at the end of lines are where the lines end, also when they touch. */
  height?: number | undefined;
}

/** Shown in at most this many colours; more is grouped by the caller. */
export const MAX_CATEGORIES = 6;

/** Colour of a series: its own, or that of its place. */
export function seriesColour(series: ChartSeries, index: number, palette: ChartPalette): string {
  return series.colour ?? palette.categories[index % MAX_CATEGORIES] ?? palette.neutral;
}
