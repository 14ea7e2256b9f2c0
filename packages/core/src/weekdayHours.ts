import { toEpochDay } from "./civil.ts";
import type { SeriesPoint } from "./planSeries.ts";
import { hourLengths } from "./zone.ts";

/** Means of an hourly count by day of the week and hour of the day. */
export interface WeekdayHours {
  /** Seven rows from Monday, of 24 columns: mean in one hour; null where no such hour is whole and known. */
  means: readonly (readonly (number | null)[])[];
  /** The hours that each mean rests on; a day that the clock shows twice an hour of has two of it. */
  hours: readonly (readonly number[])[];
}

/**
 * Lays a count by the hour out as an ordinary week. Each cell is the sum of its hours divided by how many there were, so weeks that
 * are there in part don't weigh more or less, and an hour that the clock shows twice isn't twice as busy. An hour without a value
 * between others had none and counts as 0; hours before the first value and after the last one aren't known, and the running one
 * isn't over: they count on neither side.
 * @param points by the hour, in the order of time, in the reporting zone
 */
export function weekdayHours(points: readonly SeriesPoint[], timeZone: string): WeekdayHours {
  const sums = grid();
  const hours = grid();
  for (const { start, value, partial } of knownStretch(points)) {
    if (partial) continue;
    const date = start.slice(0, 10);
    const hour = Number(start.slice(11, 13));
    const day = weekday(date);
    add(sums, day, hour, value ?? 0);
    add(hours, day, hour, hourLengths(date, timeZone)[hour] ?? 1);
  }
  const means = sums.map((row, day) =>
    row.map((sum, hour) => {
      const count = hours[day]?.[hour] ?? 0;
      return count === 0 ? null : sum / count;
    }),
  );
  return { means, hours };
}

/**
 * Sums of an hourly count by day. A day before the first value or after the last one is null: nothing is known of it.
 * @param points by the hour, in the order of time
 */
export function dayTotals(points: readonly SeriesPoint[]): SeriesPoint[] {
  const known = new Set(knownStretch(points).map(({ start }) => start));
  const days = new Map<string, { value: number | null; partial: boolean }>();
  for (const { start, value, partial } of points) {
    const date = start.slice(0, 10);
    const day = days.get(date) ?? { value: null, partial: false };
    days.set(date, {
      value: known.has(start) ? (day.value ?? 0) + (value ?? 0) : day.value,
      partial: day.partial || partial,
    });
  }
  return [...days].map(([start, day]) => ({ start, ...day }));
}

/** From the first value to the last. */
function knownStretch(points: readonly SeriesPoint[]): readonly SeriesPoint[] {
  const first = points.findIndex(({ value }) => value !== null);
  const last = points.findLastIndex(({ value }) => value !== null);
  return first < 0 ? [] : points.slice(first, last + 1);
}

/** 0 for Monday: 1970-01-05 was one. */
function weekday(date: string): number {
  return (((toEpochDay(date) - 4) % 7) + 7) % 7;
}

function grid(): number[][] {
  return Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
}

function add(cells: number[][], day: number, hour: number, amount: number): void {
  const row = cells[day];
  if (row) row[hour] = (row[hour] ?? 0) + amount;
}
