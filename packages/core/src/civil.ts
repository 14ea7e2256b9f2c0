import { CoreError } from "./errors.ts";
import type { Granularity } from "./kpi.ts";

/**
 * Calendar arithmetic on civil dates (`2026-11-22`), with no zone and no clock. A civil day has no length in hours,
 * so nothing here can be wrong by the hour that a daylight-saving change adds or takes.
 */

const DAY_MS = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01 of an ISO date. Throws `invalid_date` for what is no day of the calendar. */
export function toEpochDay(date: string): number {
  const match = ISO_DATE.exec(date);
  const epochDay = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS : Number.NaN;
  if (Number.isNaN(epochDay) || fromEpochDay(epochDay) !== date) {
    throw new CoreError("invalid_date", `"${date}" is not a date. Give a day of the calendar as YYYY-MM-DD.`);
  }
  return epochDay;
}

/** ISO date of a number of days since 1970-01-01. */
export function fromEpochDay(epochDay: number): string {
  return new Date(epochDay * DAY_MS).toISOString().slice(0, 10);
}

/** Days from `start` to `end`, both included: 1 for the same day. */
export function countDays(start: string, end: string): number {
  return toEpochDay(end) - toEpochDay(start) + 1;
}

export function addDays(date: string, days: number): string {
  return fromEpochDay(toEpochDay(date) + days);
}

/** Same day of the month, `months` later; the month's last day when it has no such day (31 January + 1 = 28 February). */
export function addMonths(date: string, months: number): string {
  toEpochDay(date);
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(month / 12);
  const lastDay = new Date(Date.UTC(year, (month % 12) + 1, 0)).getUTCDate();
  const day = Math.min(Number(date.slice(8, 10)), lastDay);
  return fromEpochDay(Date.UTC(year, month % 12, day) / DAY_MS);
}

/** First day of the bucket that holds `date`. Weeks start on Monday; an hour's bucket is in its own day. */
export function startOfBucket(date: string, granularity: Granularity): string {
  switch (granularity) {
    case "hour":
    case "day":
      return fromEpochDay(toEpochDay(date));
    case "week":
      // 1970-01-01 was a Thursday: day 4 (Monday 5 January) begins a week.
      return addDays(date, -((((toEpochDay(date) - 4) % 7) + 7) % 7));
    case "month":
      return `${date.slice(0, 7)}-01`;
    case "quarter":
      return addMonths(`${date.slice(0, 7)}-01`, -((Number(date.slice(5, 7)) - 1) % 3));
    case "year":
      return `${date.slice(0, 4)}-01-01`;
  }
}

/** First day of the bucket `count` buckets after the one that starts on `start`. */
export function addBuckets(start: string, granularity: Exclude<Granularity, "hour">, count: number): string {
  switch (granularity) {
    case "day":
      return addDays(start, count);
    case "week":
      return addDays(start, count * 7);
    case "month":
      return addMonths(start, count);
    case "quarter":
      return addMonths(start, count * 3);
    case "year":
      return addMonths(start, count * 12);
  }
}

/** Last day of the bucket that holds `date`. */
export function endOfBucket(date: string, granularity: Granularity): string {
  if (granularity === "hour") return startOfBucket(date, "day");
  return addDays(addBuckets(startOfBucket(date, granularity), granularity, 1), -1);
}

/** ISO 8601 week of a date; `year` is the year that holds the week's Thursday. */
export function isoWeek(date: string): { year: number; week: number } {
  const thursday = addDays(startOfBucket(date, "week"), 3);
  const year = Number(thursday.slice(0, 4));
  return { year, week: Math.floor((toEpochDay(thursday) - toEpochDay(`${thursday.slice(0, 4)}-01-01`)) / 7) + 1 };
}
