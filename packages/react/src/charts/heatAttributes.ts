import { type HeatScale, heatStep } from "@northstar/core";

/** On each side of 0. */
export const HEAT_STEPS = 5;

/** State attributes of a step: how deep it is, and on which side of 0. */
export function heatAttributes(step: number) {
  return { "data-step": Math.abs(step), "data-side": step < 0 ? "below" : undefined };
}

/** Those of a value; without one, the cell is open. */
export function heatAttributesOf(value: number | null, scale: HeatScale) {
  return value === null ? { "data-step": "none" } : heatAttributes(heatStep(value, scale, HEAT_STEPS));
}
