import type { AlertLevel, AlertLimits } from "./types.ts";

/** On which side of a limit it is bad. */
export type BadSide = "above" | "below";

/** Whether a value is beyond a limit; on it is still well. */
export function isBeyond(value: number, limit: number, side: BadSide): boolean {
  return side === "above" ? value > limit : value < limit;
}

/** Where a value stands towards limits: which level it enters, which it would keep, and the limit that says so. */
export function standing(
  value: number,
  { amber, red }: AlertLimits,
  side: BadSide,
): { entered: AlertLevel | null; held: Record<AlertLevel, boolean>; limit: number } {
  const enters = (limit: AlertLimits["red"]) => limit !== undefined && isBeyond(value, limit.enter, side);
  const keeps = (limit: AlertLimits["red"]) => limit !== undefined && isBeyond(value, limit.exit ?? limit.enter, side);
  const entered = enters(red) ? "red" : enters(amber) ? "amber" : null;
  const nearest = entered === "red" ? red : (amber ?? red);
  return { entered, held: { amber: keeps(amber), red: keeps(red) }, limit: nearest?.enter ?? Number.NaN };
}
