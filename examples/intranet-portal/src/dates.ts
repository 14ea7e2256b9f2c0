import type { Locale } from "./preferences.tsx";

const DAY = 86_400_000;

/** The day so many days from now (negative: before). */
export function dayFromNow(days: number): Date {
  return new Date(Date.now() + days * DAY);
}

/** The working day so many working days from now; on a weekend 0 is the Monday after it. */
export function workdayFromNow(count: number): Date {
  let days = 0;
  for (let left = count; ; days++) {
    const weekday = dayFromNow(days).getDay();
    if (weekday === 0 || weekday === 6) continue;
    if (left-- === 0) return dayFromNow(days);
  }
}

/** Whole days between today and that day. */
export function daysUntil(day: Date): number {
  return Math.round((day.getTime() - Date.now()) / DAY);
}

/** "hoy", "ayer", "hace 3 días". */
export function formatDaysAgo(days: number, locale: Locale): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-days, "day");
}

/** "12 nov 2026". */
export function formatDate(date: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }).format(date);
}

/** "lunes, 23 de noviembre". */
export function formatLongDay(date: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }).format(date);
}
