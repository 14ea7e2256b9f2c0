import { addDays } from "../civil.ts";
import { wallClock } from "../zone.ts";

const HOUR_MS = 3_600_000;

/**
 * The time that periods are worked out at for a link of `asOf`: the last moment of its day in the reporting zone. A running month then ends
 * with that day, and is compared with the same whole days of the month before. Null while the day isn't over, or lies ahead:
 * then the real time holds.
 */
export function pinnedTime(asOf: Date, now: Date, timeZone: string): Date | null {
  const day = wallClock(asOf, timeZone).date;
  if (day >= wallClock(now, timeZone).date) return null;
  const next = addDays(day, 1);
  // Offsets are whole minutes, and days as long as their zone makes them: the end is looked for, first by hours, then by minutes.
  let end = asOf.getTime() - (asOf.getTime() % 60_000);
  while (wallClock(new Date(end), timeZone).date < next) end += HOUR_MS;
  do end -= 60_000;
  while (wallClock(new Date(end), timeZone).date >= next);
  return new Date(end + 59_999);
}
