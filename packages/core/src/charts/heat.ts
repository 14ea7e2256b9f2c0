/** How values become steps of one hue. */
export interface HeatScale {
  /** What the last step begins to end at: values above are in it too. */
  top: number;
  /** True when there are values above `top`. */
  isOpen: boolean;
}

/** One value this many times what nearly all keep to would leave the others one pale step. */
const OUTLIER = 2;

/**
 * The scale of a heatmap: from 0 to the largest value, or, where a few stand far above the others, to what 95 % of the cells keep to.
 */
export function heatScale(values: readonly (number | null)[]): HeatScale {
  const known = values.filter((value) => value !== null).sort((one, other) => one - other);
  const max = known.at(-1) ?? 0;
  const most = known[Math.ceil(known.length * 0.95) - 1] ?? 0;
  const isOpen = most > 0 && max > most * OUTLIER;
  return { top: isOpen ? most : max, isOpen };
}

/** Step 1 to `steps` of a value: equal parts of the way from 0 to the top. */
export function heatStep(value: number, { top }: HeatScale, steps: number): number {
  return top <= 0 ? 1 : Math.max(1, Math.min(steps, Math.ceil((value / top) * steps)));
}
