import { type Calendar, DAY, HOUR } from "./days.ts";
import type { Random } from "./random.ts";

/** How busy each weekday is, Monday first. */
export const WEEKDAY_WEIGHTS = [1, 1, 0.97, 0.98, 0.86, 0.4, 0.36] as const;

/** How busy each hour of the zone's day is: the consulting morning, lunch, the evening at home. */
const HOUR_WEIGHTS = [
  1, 0.6, 0.4, 0.4, 0.7, 2, 4, 9, 12, 15, 18, 17, 11, 8, 5, 3.5, 3, 4, 8, 12, 14, 11, 7, 3,
] as const;

const cumulativeHours: readonly number[] = (() => {
  let sum = 0;
  const total = HOUR_WEIGHTS.reduce((a, b) => a + b, 0);
  return HOUR_WEIGHTS.map((weight) => {
    sum += weight / total;
    return sum;
  });
})();

/** A time of day, ms after midnight, by the community's rhythm. */
export function timeOfDay(random: Random): number {
  const drawn = random.next();
  let hour = 0;
  while (hour < 23 && drawn >= (cumulativeHours[hour] ?? 1)) hour += 1;
  return hour * HOUR + Math.floor(random.next() * HOUR);
}

/** An instant in [from, to) by the rhythm of week and day. Even chance where the rhythm leaves no room. */
export function momentBetween(calendar: Calendar, random: Random, from: number, to: number): number {
  const weekdayOfStart = calendar.days[0]?.weekday ?? 0;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const drawn = from + random.next() * (to - from);
    const days = Math.floor((drawn - calendar.start) / DAY);
    const weekday = (((days + weekdayOfStart) % 7) + 7) % 7;
    if (!random.chance(WEEKDAY_WEIGHTS[weekday] ?? 1)) continue;
    const midnight =
      days >= 0 && days < calendar.days.length
        ? (calendar.days[calendar.dayIndex(drawn)]?.start ?? drawn)
        : calendar.start + days * DAY;
    const at = midnight + timeOfDay(random);
    if (at >= from && at < to) return at;
  }
  return Math.floor(from + random.next() * (to - from));
}
