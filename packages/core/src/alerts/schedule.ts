import { addDays, endOfBucket, toEpochDay } from "../civil.ts";
import type { Granularity } from "../kpi.ts";
import { wallClock } from "../zone.ts";
import type { AlertSchedule, QuietHours } from "./types.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * Whether it is time to look again. Seconds are counted in slots from the epoch, times of day by the wall clock of the zone; each slot is
 * used once, so that a restart, a late turn or a clock that was set neither skips a look nor doubles it.
 * @param last milliseconds since the epoch of the last look; null for none
 */
export function isDue(schedule: AlertSchedule, last: number | null, now: number, timeZone: string): boolean {
  if (last === null) return true;
  if ("everySeconds" in schedule) {
    const every = schedule.everySeconds * 1000;
    return Math.floor(now / every) !== Math.floor(last / every);
  }
  const slot = latestSlot(schedule, now, timeZone);
  return slot !== null && slot > last && slot <= now;
}

/** A look that comes so soon after its time of day is that one's: looks are some seconds apart, and take some. */
const PUNCTUAL_MS = MINUTE_MS;

/**
 * The moment that a look counts as. One at a time of day counts as of that time, though it comes some seconds later: what has to last for a
 * day would else be missed at the next by those seconds, and found a day later.
 * @param last of the look before; null for none
 */
export function momentOfLook(schedule: AlertSchedule, last: number | null, now: number, timeZone: string): number {
  if ("everySeconds" in schedule || last === null) return now;
  const slot = latestSlot(schedule, now, timeZone);
  return slot !== null && slot > last && now - slot < PUNCTUAL_MS ? slot : now;
}

/** The first instant from `from` on that the schedule names; null where it names none within 8 days. */
export function nextSlot(
  { at, days }: Extract<AlertSchedule, { at: readonly string[] }>,
  from: number,
  timeZone: string,
): number | null {
  const today = wallClock(new Date(from), timeZone).date;
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const date = addDays(today, ahead);
    if (days && !days.includes(isoWeekday(date))) continue;
    const slots = at.map((time) => instantOf(date, time, timeZone)).filter((instant) => instant >= from);
    if (slots.length > 0) return Math.min(...slots);
  }
  return null;
}

/** The last instant at or before `now` that the schedule names; of the last 8 days. */
function latestSlot(
  { at, days }: Extract<AlertSchedule, { at: readonly string[] }>,
  now: number,
  timeZone: string,
): number | null {
  const today = wallClock(new Date(now), timeZone).date;
  for (let back = 0; back <= 8; back += 1) {
    const date = addDays(today, -back);
    if (days && !days.includes(isoWeekday(date))) continue;
    const slots = at.map((time) => instantOf(date, time, timeZone)).filter((instant) => instant <= now);
    if (slots.length > 0) return Math.max(...slots);
  }
  return null;
}

/**
 * The first instant at which the wall clock of a zone shows a time of a day. A time that daylight saving skips is the first after the gap;
 * of one that it shows twice, the first.
 * @param time `HH:MM`
 */
export function instantOf(date: string, time: string, timeZone: string): number {
  const wanted = toEpochDay(date) * DAY_MS + minutesOf(time) * MINUTE_MS;
  // Zones are at most 14 h from UTC, and their offsets are those of one of these two instants.
  const candidates = [wanted - DAY_MS, wanted + DAY_MS]
    .map((instant) => wanted - offsetAt(instant, timeZone))
    .sort((a, b) => a - b);
  const exact = candidates.find((instant) => instant + offsetAt(instant, timeZone) === wanted);
  if (exact !== undefined) return exact;
  // It is skipped: the gap ends where the later offset begins.
  const [early = 0, late = 0] = candidates;
  let [from, to] = [early - 1, late];
  while (to - from > MINUTE_MS) {
    const middle = Math.floor((from + to) / 2 / MINUTE_MS) * MINUTE_MS;
    if (middle + offsetAt(middle, timeZone) >= wanted) to = middle;
    else from = middle;
  }
  return to;
}

/**
 * When a period is over: the instant at which the next begins.
 * @param start ISO date, or local date-time for hours
 * @param lagDays days after it that have to go by, too
 */
export function endOfPeriod(start: string, grain: Granularity, timeZone: string, lagDays = 0): number {
  if (grain === "hour") {
    const next = Number(start.slice(11, 13)) + 1;
    const date = addDays(start.slice(0, 10), next === 24 ? 1 : 0);
    return instantOf(date, `${String(next % 24).padStart(2, "0")}:00`, timeZone);
  }
  return instantOf(addDays(endOfBucket(start, grain), 1 + lagDays), "00:00", timeZone);
}

/** How far the wall clock of a zone is ahead of UTC, ms. */
function offsetAt(instant: number, timeZone: string): number {
  const { date, hour, minute } = wallClock(new Date(instant), timeZone);
  const shown = toEpochDay(date) * DAY_MS + (hour * 60 + minute) * MINUTE_MS;
  return shown - Math.floor(instant / MINUTE_MS) * MINUTE_MS;
}

/**
 * When the quiet hours that hold now are over, milliseconds since the epoch; null while none hold. Hours that begin where others end are one
 * stretch.
 */
export function quietUntil(hours: readonly QuietHours[] | undefined, now: number, timeZone: string): number | null {
  let until: number | null = null;
  // Each may carry on from another, at most once around the week.
  for (let round = 0; round <= 7 * (hours?.length ?? 0); round += 1) {
    const at: number = until ?? now;
    const ends = (hours ?? []).flatMap((one) => endOf(one, at, timeZone) ?? []);
    if (ends.length === 0) return until;
    until = Math.max(...ends);
  }
  return until;
}

/** Whether quiet hours leave no moment of the week. */
export function areAlways(hours: readonly QuietHours[]): boolean {
  // A Monday, in a zone without daylight saving.
  const monday = Date.UTC(2026, 10, 23);
  const until = quietUntil(hours, monday, "UTC");
  return until !== null && until >= monday + 7 * DAY_MS;
}

function endOf({ from, to, days }: QuietHours, now: number, timeZone: string): number | null {
  const today = wallClock(new Date(now), timeZone).date;
  for (const date of [today, addDays(today, -1)]) {
    if (days && !days.includes(isoWeekday(date))) continue;
    const start = instantOf(date, from, timeZone);
    const end = instantOf(minutesOf(to) > minutesOf(from) ? date : addDays(date, 1), to, timeZone);
    if (now >= start && now < end) return end;
  }
  return null;
}

/** 1 is Monday. */
export function isoWeekday(date: string): number {
  // 1970 began on a Thursday.
  return ((((toEpochDay(date) + 3) % 7) + 7) % 7) + 1;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
