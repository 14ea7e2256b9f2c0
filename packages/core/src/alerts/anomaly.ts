import { toEpochDay } from "../civil.ts";
import type { Granularity } from "../kpi.ts";

/** Earlier periods without which nothing is said about what is usual. */
export const LEAST_HISTORY = 8;

/** Distances are cut here: what never moved has no spread, and any other value is endlessly far from it. */
export const MOST_DEVIATIONS = 99;

/** Makes a median absolute deviation, and a mean one, of normally distributed values their standard deviation. */
const MAD_SCALE = 1.4826;
const MEAN_DEVIATION_SCALE = 1.253314;

export type Season = "none" | "weekday" | "hour_of_week" | "month";

/**
 * What is usual by earlier values: their median and their spread. The spread is the median absolute deviation; where more than half of the
 * values are the same that is 0, and the mean absolute deviation stands in (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993).
 * @returns null with fewer than 8 earlier values
 */
export function usualOf(earlier: readonly number[]): { middle: number; spread: number } | null {
  if (earlier.length < LEAST_HISTORY) return null;
  const middle = median(earlier);
  const distances = earlier.map((one) => Math.abs(one - middle));
  const mean = distances.reduce((sum, one) => sum + one, 0) / distances.length;
  return { middle, spread: median(distances) * MAD_SCALE || mean * MEAN_DEVIATION_SCALE };
}

/** How far a value lies from the median of earlier ones, in deviations: above it positive. @returns null with fewer than 8 earlier values */
export function deviationsFrom(value: number, earlier: readonly number[]): number | null {
  const usual = usualOf(earlier);
  if (!usual) return null;
  const distance = value - usual.middle;
  if (distance === 0) return 0;
  return Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, distance / usual.spread));
}

/** Periods from one to the next of its season, and which grain has such a season. */
export const SEASON_LENGTH: Readonly<Record<Season, number>> = { none: 1, weekday: 7, hour_of_week: 168, month: 12 };
export const SEASON_GRAIN: Readonly<Record<Exclude<Season, "none">, Granularity>> = {
  weekday: "day",
  hour_of_week: "hour",
  month: "month",
};

/** Whether two hours, given by their starts (local date-times), are of the same day of the week and time of day. */
export function isSameHourOfWeek(one: string | undefined, other: string): boolean {
  return one !== undefined && one.slice(11, 13) === other.slice(11, 13) && weekday(one) === weekday(other);
}

/** 0 is Thursday, as 1970 began. */
function weekday(start: string): number {
  return toEpochDay(start.slice(0, 10)) % 7;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}
