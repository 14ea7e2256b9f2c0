/** Ends and step of an axis. */
export interface AxisScale {
  min: number;
  max: number;
  interval: number;
}

const STEPS = [1, 2, 2.5, 5, 10];

/**
 * A scale of round numbers, some four steps, that holds every value. ECharts makes one too, but not around a target
 * that isn't among its values.
 */
export function roundScale(values: readonly number[], fromZero: boolean): AxisScale | null {
  if (values.length === 0) return null;
  const lowest = Math.min(...values, ...(fromZero ? [0] : []));
  const highest = Math.max(...values, ...(fromZero ? [0] : []));
  const span = highest - lowest || Math.abs(highest) || 1;
  const rough = span / 4;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const interval = (STEPS.find((step) => step * magnitude >= rough * 0.999) ?? 10) * magnitude;
  // Counted in steps and rounded: 0.1 + 0.2 would be seen on an axis.
  const at = (steps: number) => Number((steps * interval).toPrecision(12));
  const first = Math.floor(lowest / interval + 1e-9);
  const last = Math.ceil(highest / interval - 1e-9);
  return { min: at(first), max: at(last === first ? first + 1 : last), interval };
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
