import { countDays } from "@northstar/core";

/** More is loaded from files. */
const MAX_DAYS = 400;

/** Why days can't be loaded again; null when they can. */
export function rangeProblem({ from, to }: { from: string; to: string }, now: number): string | null {
  if (!isDay(from) || !isDay(to)) return "Both ends are days of the calendar, as in 2026-11-22.";
  if (to < from) return "The last day lies before the first.";
  // Today somewhere on Earth.
  if (to > new Date(now + 14 * 3_600_000).toISOString().slice(0, 10)) return "The last day lies in the future.";
  if (countDays(from, to) > MAX_DAYS) return `At most ${MAX_DAYS} days are loaded again at once.`;
  return null;
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
