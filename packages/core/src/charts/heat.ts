/** How values become steps of colour: of one hue from 0, or of two away from 0. */
export interface HeatScale {
  /** Where the last step away from 0 ends, on both sides alike: values farther off are in it too. 0 without a value that isn't 0. */
  limit: number;
  /** Whether there are values below 0 and above it. */
  hasBelow: boolean;
  hasAbove: boolean;
  /** True when there are values below `-limit`, and above `limit`. */
  isOpenBelow: boolean;
  isOpenAbove: boolean;
}

/** One value this many times what nearly all keep to would leave the others one pale step. */
const OUTLIER = 2;
/** Of the limit: what sums of decimals are off by when they should be 0. */
const NOTHING = 1e-9;

/**
 * The scale of a heatmap: from 0 to the value farthest from it, or, where a few stand far off, to what 95 % of the cells keep to. Values
 * below 0 and above it are to one measure, so that equally deep colours are equally far from 0.
 */
export function heatScale(values: readonly (number | null)[]): HeatScale {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const sizes = known.map(Math.abs).sort((one, other) => one - other);
  const largest = sizes.at(-1) ?? 0;
  const most = sizes[Math.ceil(sizes.length * 0.95) - 1] ?? 0;
  const limit = most > 0 && largest > most * OUTLIER ? most : largest;
  return {
    limit,
    hasBelow: known.some((value) => value < 0),
    hasAbove: known.some((value) => value > 0),
    isOpenBelow: known.some((value) => value < -limit),
    isOpenAbove: known.some((value) => value > limit),
  };
}

/**
 * Step of a value: equal parts of the way from 0 to the limit, 1 to `steps` above 0, -1 to `-steps` below it. 0 itself is the first step
 * of one hue, and the neutral step 0 where there are values below it.
 */
export function heatStep(value: number, { limit, hasBelow }: HeatScale, steps: number): number {
  if (limit <= 0 || Math.abs(value) <= limit * NOTHING) return hasBelow ? 0 : 1;
  const step = Math.max(1, Math.min(steps, Math.ceil((Math.abs(value) / limit) * steps)));
  return value < 0 ? -step : step;
}

/** Every step that a scale's cells may have, from the lowest: a legend's. */
export function heatSteps({ hasBelow, hasAbove }: HeatScale, steps: number): number[] {
  const away = Array.from({ length: steps }, (_, index) => index + 1);
  if (!hasBelow) return away;
  return [...away.map((step) => -step).reverse(), 0, ...(hasAbove ? away : [])];
}
