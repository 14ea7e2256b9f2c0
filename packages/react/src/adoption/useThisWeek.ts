import { addDays, endOfBucket, type Filters, startOfBucket, wallClock } from "@northstar/core";
import { useMemo } from "react";
import { useNorthstar } from "../hooks/useNorthstar.ts";

/** Weeks that are drawn, the running one included. */
export const WEEKS = 13;

/** The running week of the reporting zone, and the Mondays of the weeks that are drawn. */
export interface ThisWeek {
  start: string;
  end: string;
  /** Oldest first. */
  starts: readonly string[];
  /** The provider's filters with this week as period. */
  filters: Filters;
}

export function useThisWeek(): ThisWeek {
  const { now, timeZone } = useNorthstar();
  const { date } = wallClock(now(), timeZone);
  return useMemo(() => {
    const start = startOfBucket(date, "week");
    const end = endOfBucket(start, "week");
    const starts = Array.from({ length: WEEKS }, (_, index) => addDays(start, 7 * (index + 1 - WEEKS)));
    return { start, end, starts, filters: { period: { start, end } } };
  }, [date]);
}
