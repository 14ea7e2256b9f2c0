import { endOfPeriod, instantOf, isoWeekday } from "../../alerts/schedule.ts";
import { addDays } from "../../civil.ts";
import type { FreshnessReport } from "../../freshness.ts";
import { PACK_GRAIN, packPeriod, previousPackPeriod } from "../packPeriod.ts";
import type { PackPeriod } from "../types.ts";
import type { PackScheduleInput, PackScheduleWhen } from "./types.ts";

/** A review that is to go out. Times are milliseconds since the epoch. */
export interface ReviewSlot {
  period: PackPeriod;
  at: number;
}

type Timed = Pick<PackScheduleInput, "kind" | "when">;

/** Periods back from the last that is over whose time may still be to come: a week's fifth working day, in a zone half a day away. */
const LOOKED_AT = 3;

/** When the review of a period goes out: never before the period is over in the zone of the reports. */
export function reviewSlot(when: PackScheduleWhen, period: PackPeriod, reportZone: string): number {
  let date = addDays(period.end, 1);
  let missing = when.on === "working_day" ? when.nth : 1;
  while (true) {
    const weekday = isoWeekday(date);
    if (when.on === "working_day" ? weekday <= 5 : weekday === when.weekday) missing -= 1;
    if (missing === 0) break;
    date = addDays(date, 1);
  }
  return Math.max(instantOf(date, when.time, when.timeZone), closeOf(period, reportZone));
}

/**
 * The last review whose time has come. Those before it aren't made up for: after a week off nobody wants four of them.
 * @param since what was due before isn't: when the schedule began
 */
export function dueReview({ kind, when }: Timed, since: number, now: number, reportZone: string): ReviewSlot | null {
  let period = packPeriod(kind, undefined, { now: new Date(now), timeZone: reportZone });
  for (let back = 0; back < LOOKED_AT; back += 1) {
    const at = reviewSlot(when, period, reportZone);
    if (at <= now) return at >= since ? { period, at } : null;
    period = previousPackPeriod(period);
  }
  return null;
}

/** The first review whose time is to come. */
export function nextReview({ kind, when }: Timed, now: number, reportZone: string): ReviewSlot {
  let period = periodAfter(packPeriod(kind, undefined, { now: new Date(now), timeZone: reportZone }), reportZone);
  let next: ReviewSlot = { period, at: reviewSlot(when, period, reportZone) };
  for (let back = 0; back < LOOKED_AT; back += 1) {
    period = previousPackPeriod(period);
    const at = reviewSlot(when, period, reportZone);
    if (at <= now) break;
    next = { period, at };
  }
  return next;
}

/**
 * Sources that aren't loaded up to a period's end: neither has an event of after it come, nor was the source read after it and kept to its objective. One that was
 * never loaded isn't waited for.
 */
export function unsettledSources({ sources }: FreshnessReport, period: PackPeriod, reportZone: string): string[] {
  const close = closeOf(period, reportZone);
  const isAfter = (time: string | null) => time !== null && Date.parse(time) >= close;
  return sources
    .filter(({ status, lastEventAt, lastLoadedAt }) => {
      if (status === "never" || isAfter(lastEventAt)) return false;
      return status === "late" || !isAfter(lastLoadedAt);
    })
    .map(({ source }) => source);
}

function closeOf({ kind, start }: PackPeriod, reportZone: string): number {
  return endOfPeriod(start, PACK_GRAIN[kind], reportZone);
}

function periodAfter({ kind, end }: PackPeriod, reportZone: string): PackPeriod {
  const inside = endOfPeriod(addDays(end, 1), PACK_GRAIN[kind], reportZone);
  return packPeriod(kind, undefined, { now: new Date(inside), timeZone: reportZone });
}
