import { endOfBucket, isoWeek, startOfBucket } from "./civil.ts";
import { CoreError } from "./errors.ts";
import type { FormatContext } from "./format.ts";
import type { Granularity, Locale } from "./kpi.ts";

const formatters = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, formatter);
  }
  return formatter;
}

/** Civil dates are formatted at noon UTC in UTC: no zone can move them to another day. */
function formatDate(date: string, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(locale, { timeZone: "UTC", ...options }).format(atNoon(date));
}

function atNoon(date: string): Date {
  return new Date(`${date.slice(0, 10)}T12:00:00Z`);
}

/** A period in words: `noviembre de 2026`, `T4 2026`, `2026`, or its dates: `1–22 nov 2026`. Date-times count by their day. */
export function formatPeriodLabel(
  period: { start: string; end: string },
  { locale }: Pick<FormatContext, "locale">,
): string {
  const start = period.start.slice(0, 10);
  const end = period.end.slice(0, 10);
  for (const granularity of ["month", "quarter", "year"] as const) {
    if (startOfBucket(start, granularity) === start && endOfBucket(start, granularity) === end) {
      return formatBucketLabel(start, granularity, { locale });
    }
  }
  const formatter = dateFormat(locale, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
  return formatter.formatRange(atNoon(start), atNoon(end));
}

/**
 * A bucket in words. Long: `noviembre de 2026`, `semana 48, 23–29 nov 2026`, `22 nov 2026`. Short, for axes: `nov`
 * (`ene 26` in January, so that a year's turn is seen), `23 nov`, `09:00`.
 */
export function formatBucketLabel(
  start: string,
  granularity: Granularity,
  { locale }: Pick<FormatContext, "locale">,
  { short = false }: { short?: boolean } = {},
): string {
  const year = start.slice(0, 4);
  switch (granularity) {
    case "hour": {
      const time = start.length > 10 ? start.slice(11, 16) : "00:00";
      return short
        ? time
        : `${formatDate(start, locale, { day: "numeric", month: "short", year: "numeric" })}, ${time}`;
    }
    case "day":
      return formatDate(start, locale, { day: "numeric", month: "short", ...(short ? {} : { year: "numeric" }) });
    case "week": {
      if (short) return formatDate(start, locale, { day: "numeric", month: "short" });
      const week = isoWeek(start.slice(0, 10)).week;
      const dates = formatPeriodLabel({ start, end: endOfBucket(start.slice(0, 10), "week") }, { locale });
      return `${locale === "es" ? "semana" : "week"} ${week}, ${dates}`;
    }
    case "month": {
      if (!short) return formatDate(start, locale, { month: "long", year: "numeric" });
      const month = formatDate(start, locale, { month: "short" });
      return start.slice(5, 7) === "01" ? `${month} ${year.slice(2)}` : month;
    }
    case "quarter": {
      const quarter = `${locale === "es" ? "T" : "Q"}${Math.ceil(Number(start.slice(5, 7)) / 3)}`;
      return short && quarter.slice(1) !== "1" ? quarter : `${quarter} ${short ? year.slice(2) : year}`;
    }
    case "year":
      return year;
  }
}

/** Name of a date's month: `octubre`. */
export function formatMonthName(date: string, { locale }: Pick<FormatContext, "locale">): string {
  return formatDate(date, locale, { month: "long" });
}

const countFormats = new Map<Locale, Intl.NumberFormat>();

function countFormat(locale: Locale): Intl.NumberFormat {
  const known = countFormats.get(locale) ?? new Intl.NumberFormat(locale, { useGrouping: "always" });
  countFormats.set(locale, known);
  return known;
}

/** An age in at most two units: `45 s`, `3 min`, `1 h 40 min`, `2 d 3 h`. Negative ages (clocks that differ) count as 0. */
export function formatAge(seconds: number, { locale }: Pick<FormatContext, "locale">): string {
  const whole = Math.max(0, Math.floor(seconds));
  const number = countFormat(locale);
  const join = (...parts: readonly [value: number, unit: string][]) =>
    parts
      .filter(([value], index) => index === 0 || value > 0)
      .map(([value, unit]) => `${number.format(value)}\u00a0${unit}`)
      .join(" ");
  if (whole < 60) return join([whole, "s"]);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return join([minutes, "min"]);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return join([hours, "h"], [minutes % 60, "min"]);
  return join([Math.floor(hours / 24), "d"], [hours % 24, "h"]);
}

/** An instant in the reporting zone: `22 nov 2026, 10:00`. Takes an ISO time with its zone, or a Date. Throws `invalid_date`. */
export function formatInstant(
  instant: string | Date,
  { locale, timeZone }: Pick<FormatContext, "locale" | "timeZone">,
): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) {
    throw new CoreError("invalid_date", `"${String(instant)}" is not a time. Give an ISO 8601 time with its zone.`);
  }
  return dateFormat(locale, { timeZone, dateStyle: "medium", timeStyle: "short" }).format(date);
}
