import { CoreError } from "./errors.ts";
import type { Granularity } from "./kpi.ts";

/**
 * Calendar arithmetic on civil dates (`2026-11-22`), with no zone and no clock. A civil day has no length in hours,
 * so nothing here can be wrong by the hour that a daylight-saving change adds or takes.
 */

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Days since 1970-01-01 of an ISO date. Throws `invalid_date` for what is no day of the calendar. */
export function toEpochDay(date: string): number {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8));
  if (!ISO_DATE.test(date) || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw new CoreError("invalid_date", `"${date}" is not a date. Give a day of the calendar as YYYY-MM-DD.`);
  }
  return countDaysTo(year, month, day);
}

/**
 * ISO date of a number of days since 1970-01-01. A `Date` would do too, at ten times the cost, and every bucket of every answer is
 * worked out here. Source: the Gregorian calendar, in eras of 400 years that begin on 1 March (H. Hinnant, chrono-Compatible
 * Low-Level Date Algorithms).
 */
export function fromEpochDay(epochDay: number): string {
  const sinceMarch0 = epochDay + DAYS_TO_1970;
  const era = Math.floor(sinceMarch0 / DAYS_OF_ERA);
  const dayOfEra = sinceMarch0 - era * DAYS_OF_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return toIso(era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day);
}

const DAYS_OF_ERA = 146_097;
/** From 0000-03-01 to 1970-01-01. */
const DAYS_TO_1970 = 719_468;

/** The other way of `fromEpochDay`, by the same source. */
function countDaysTo(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_OF_ERA + dayOfEra - DAYS_TO_1970;
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function toIso(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
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
  const monthOfYear = month - year * 12 + 1;
  return toIso(year, monthOfYear, Math.min(Number(date.slice(8, 10)), daysInMonth(year, monthOfYear)));
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
