/** Ends and step of an axis. */
export interface AxisScale {
  min: number;
  max: number;
  interval: number;
}

/** A difference that isn't one: steps of it could not be told from 0. */
const SMALLEST = 1e-100;
const STEPS = [1, 2, 2.5, 5, 10];

/** A scale of round numbers, some four steps, that holds every value; null for none. */
export function roundScale(values: readonly number[], fromZero: boolean): AxisScale | null {
  if (values.length === 0) return null;
  const lowest = Math.min(...values, ...(fromZero ? [0] : []));
  const highest = Math.max(...values, ...(fromZero ? [0] : []));
  const size = Math.max(Math.abs(lowest), Math.abs(highest));
  // Values that differ by less than a number's own digits count as one.
  const span = highest - lowest > size * 1e-9 ? highest - lowest : Math.abs(highest);
  if (span < SMALLEST) return { min: 0, max: 0.25, interval: 0.25 };
  const rough = span / 4;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const interval = (STEPS.find((step) => step * magnitude >= rough * 0.999) ?? 10) * magnitude;
  // Counted in steps and rounded: 0.1 + 0.2 would be seen on an axis.
  const at = (steps: number) => Number((steps * interval).toPrecision(12));
  const first = Math.floor(lowest / interval + 1e-9);
  const last = Math.ceil(highest / interval - 1e-9);
  return { min: at(first), max: at(last === first ? first + 1 : last), interval };
}

/** The round numbers of a scale, from the lowest to the highest. */
export function scaleTicks({ min, max, interval }: AxisScale): number[] {
  const count = Math.round((max - min) / interval);
  return Array.from({ length: count + 1 }, (_, index) => Number((min + index * interval).toPrecision(12)));
}

/** Share of the height that values have to keep for a target to be drawn beside them. */
const LEAST_SHARE = 0.3;

/** Whether a target can share a scale with values: one far away would press their changes flat, and words say it better. */
export function isTargetNear(values: readonly (number | null)[], target: number): boolean {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return false;
  const lowest = Math.min(...known);
  const highest = Math.max(...known);
  if (lowest === highest) return true;
  return (highest - lowest) / (Math.max(highest, target) - Math.min(lowest, target)) >= LEAST_SHARE;
}
