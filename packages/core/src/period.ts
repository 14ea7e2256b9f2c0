import { addBuckets, addDays, addMonths, countDays, endOfBucket, startOfBucket, toEpochDay } from "./civil.ts";
import { CoreError } from "./errors.ts";
import type { Granularity, KpiMeta } from "./kpi.ts";
import type { DateRange } from "./query.ts";
import { isSkippedHour, wallClock } from "./zone.ts";

/** Periods that have a name, in the order in which they are offered. */
export const PERIOD_PRESETS = [
  "this_month",
  "last_month",
  "last_30_days",
  "last_90_days",
  "this_quarter",
  "year_to_date",
] as const;
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];

/** A preset, or two ISO dates in the reporting zone, both included. */
export type PeriodSelection = { preset: PeriodPreset } | { start: string; end: string };

/** What a period may be compared with. */
export const COMPARISONS = ["previous_period", "previous_year", "none"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** A period in the reporting zone. `start` and `end` are ISO dates, both included; `end` may lie in the future. */
export interface Period {
  start: string;
  end: string;
  /** True while its last day isn't over. */
  partial: boolean;
  /** Days begun, today included. */
  elapsedDays: number;
  totalDays: number;
}

export interface PeriodContext {
  now: Date;
  /** IANA name of the reporting zone. */
  timeZone: string;
  /** `now` is of a day that is over: what is drawn up to it ends with it, not with its last bucket. */
  isPast?: boolean | undefined;
  /** Grain of series that say none, where it isn't the KPI's. */
  grainOf?: ((kpi: KpiMeta) => Granularity | undefined) | undefined;
}

/** Turns a selection into dates. Throws `invalid_date`, and `invalid_period` when it ends before it starts. */
export function resolvePeriod(selection: PeriodSelection, context: PeriodContext): Period {
  const today = wallClock(context.now, context.timeZone).date;
  const [start, end] = "preset" in selection ? presetDates(selection.preset, today) : [selection.start, selection.end];
  return periodOf(start, end, today);
}

function presetDates(preset: PeriodPreset, today: string): DateRange {
  switch (preset) {
    case "this_month":
      return [startOfBucket(today, "month"), endOfBucket(today, "month")];
    case "last_month": {
      const end = addDays(startOfBucket(today, "month"), -1);
      return [startOfBucket(end, "month"), end];
    }
    case "last_30_days":
      return [addDays(today, -29), today];
    case "last_90_days":
      return [addDays(today, -89), today];
    case "this_quarter":
      return [startOfBucket(today, "quarter"), endOfBucket(today, "quarter")];
    case "year_to_date":
      return [startOfBucket(today, "year"), endOfBucket(today, "year")];
  }
}

function periodOf(start: string, end: string, today: string): Period {
  const totalDays = countDays(start, end);
  if (totalDays < 1) {
    throw new CoreError("invalid_period", `The period ends (${end}) before it starts (${start}). Swap the dates.`);
  }
  const elapsedDays = Math.max(0, Math.min(totalDays, countDays(start, today)));
  return { start, end, partial: end >= today, elapsedDays, totalDays };
}

/** The part of a period that has begun, in whole days: what to ask for it. The whole period when none of it has. */
export function elapsedRange(period: Period): DateRange {
  if (period.elapsedDays === 0) return [period.start, period.end];
  return [period.start, addDays(period.start, period.elapsedDays - 1)];
}

/**
 * What a period is compared with, or null when nothing is.
 *
 * Whole calendar months (so also quarters and years) are compared with as many months before; anything else with as many days before;
 * `previous_year` with the same dates a year before. A period that isn't over is compared with the same elapsed part: to the
 * same day and the end of the hour that is running, so that growth is never flattered by a part of an hour. A day that the
 * earlier month lacks ends with that month: 31 March against the whole of February.
 */
export function comparisonRange(period: Period, comparison: Comparison, context: PeriodContext): DateRange | null {
  if (comparison === "none" || period.elapsedDays === 0) return null;
  const clock = wallClock(context.now, context.timeZone);
  const months = wholeMonths(period);
  const shift =
    comparison === "previous_year"
      ? (date: string) => addMonths(date, -12)
      : months > 0
        ? (date: string) => addMonths(date, -months)
        : (date: string) => addDays(date, -period.totalDays);
  const start = shift(period.start);
  if (!period.partial) {
    const end = shift(period.end);
    return [start, months > 0 ? endOfBucket(end, "month") : end];
  }
  const end = shift(clock.date);
  const isClamped = end.slice(8) < clock.date.slice(8) && (comparison === "previous_year" || months > 0);
  return [`${start}T00:00:00.000`, isClamped ? `${end}T23:59:59.999` : `${end}T${pad(clock.hour)}:59:59.999`];
}

/** Number of whole calendar months a period covers, 0 when it doesn't start and end with one. */
function wholeMonths({ start, end }: Period): number {
  if (!start.endsWith("-01") || endOfBucket(end, "month") !== end) return 0;
  return (
    (Number(end.slice(0, 4)) - Number(start.slice(0, 4))) * 12 + Number(end.slice(5, 7)) - Number(start.slice(5, 7)) + 1
  );
}

/**
 * Range of the last `count` buckets, up to and including the one that holds the last begun day of the period.
 * It ends where that bucket ends, in the future when it is running: aligned ranges are what rollups can answer.
 */
export function trailingRange(
  granularity: Granularity,
  count: number,
  period: Period,
  context: PeriodContext,
): DateRange {
  const clock = wallClock(context.now, context.timeZone);
  const anchor = earlier(period.end, clock.date);
  if (granularity === "hour") {
    const lastHour = toEpochDay(anchor) * 24 + (anchor === clock.date ? clock.hour : 23);
    return [hourStart(lastHour - count + 1), hourStart(lastHour).replace(":00:00.000", ":59:59.999")];
  }
  const last = startOfBucket(anchor, granularity);
  const end = endOfBucket(last, granularity);
  return [addBuckets(last, granularity, 1 - count), context.isPast ? earlier(end, clock.date) : end];
}

/**
 * Starts of the buckets that a range touches: ISO dates, or local date-times (`2026-11-01T09:00:00.000`) for hours.
 * With a zone, hours that its clock skips are left out; an hour that it shows twice is one bucket, as in SQL's `date_trunc`.
 */
export function bucketStarts(range: DateRange, granularity: Granularity, timeZone?: string): string[] {
  const starts: string[] = [];
  if (granularity === "hour") {
    const last = toHour(range[1], 23);
    for (let hour = toHour(range[0], 0); hour <= last; hour += 1) {
      const start = hourStart(hour);
      if (timeZone === undefined || !isSkippedHour(start.slice(0, 10), hour % 24, timeZone)) starts.push(start);
    }
    return starts;
  }
  const end = range[1].slice(0, 10);
  let start = startOfBucket(range[0].slice(0, 10), granularity);
  for (; start <= end; start = addBuckets(start, granularity, 1)) starts.push(start);
  return starts;
}

/** True when a bucket isn't over yet. `start` as `bucketStarts` gives it. */
export function isPartialBucket(start: string, granularity: Granularity, context: PeriodContext): boolean {
  const clock = wallClock(context.now, context.timeZone);
  if (granularity === "hour") return toHour(start, 0) >= toEpochDay(clock.date) * 24 + clock.hour;
  return endOfBucket(start.slice(0, 10), granularity) >= clock.date;
}

/**
 * The period a KPI's number is for when `period` is chosen. It is `period` itself, but for cohort KPIs (`cohortLagDays`) the latest
 * cohort of its grain, no later than `period`, whose window is over: of this month's registrations nobody can have been retained yet.
 */
export function kpiPeriod(
  kpi: Pick<KpiMeta, "grain" | "cohortLagDays">,
  period: Period,
  context: PeriodContext,
): Period {
  const today = wallClock(context.now, context.timeZone).date;
  if (!kpi.cohortLagDays || addDays(period.end, kpi.cohortLagDays) < today) return period;
  const [start, end] = completeRange(kpi, period, context);
  return periodOf(start, end, today);
}

/** Dates of the last period of the KPI's grain that was over (its cohort window too) no later than `period` ends. Days for an hourly KPI. */
export function completeRange(
  kpi: Pick<KpiMeta, "grain" | "cohortLagDays">,
  period: Period,
  context: PeriodContext,
): DateRange {
  const today = wallClock(context.now, context.timeZone).date;
  const lastDayOver = addDays(today, -1 - (kpi.cohortLagDays ?? 0));
  const limit = earlier(period.end, lastDayOver);
  const end = endOfBucket(limit, kpi.grain) === limit ? limit : addDays(startOfBucket(limit, kpi.grain), -1);
  return [startOfBucket(end, kpi.grain), end];
}

function toHour(dateTime: string, hourOfDate: number): number {
  return toEpochDay(dateTime.slice(0, 10)) * 24 + (dateTime.length > 10 ? Number(dateTime.slice(11, 13)) : hourOfDate);
}

function hourStart(hour: number): string {
  return `${new Date(hour * 3_600_000).toISOString().slice(0, 13)}:00:00.000`;
}

function earlier(first: string, second: string): string {
  return [first, second].sort()[0] ?? first;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
