/** Milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A day of the reporting zone. */
interface Day {
  /** ISO date. */
  date: string;
  /** Its midnight, ms UTC. */
  start: number;
  /** 0 = Monday … 6 = Sunday. */
  weekday: number;
  /** Counts from the first month of the calendar. */
  month: number;
}

/** The days that the simulation covers, from the first of a month to the day of `now`. */
export interface Calendar {
  timeZone: string;
  now: number;
  /** Midnight of the first day, ms UTC. */
  start: number;
  days: readonly Day[];
  /** Midnight of the first day of each month, the running one last; ms UTC. */
  monthStarts: readonly number[];
  /** Index in `days` of an instant, kept inside the calendar. */
  dayIndex(at: number): number;
  /** Index in `monthStarts` of an instant, kept inside the calendar. */
  monthIndex(at: number): number;
}

/** Offset of a zone from UTC at an instant, in ms. */
function zoneOffset(format: Intl.DateTimeFormat, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const shown = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second);
  return shown - Math.floor(at / 1000) * 1000;
}

/** The instant at which a zone's clock shows `wall`, given as if it were UTC. */
function midnightOf(format: Intl.DateTimeFormat, wall: number): number {
  // The offset is that of the instant sought, which a first guess comes near enough to.
  const guess = wall - zoneOffset(format, wall);
  return wall - zoneOffset(format, guess);
}

/** The calendar of `months` whole months before the running one, and the running one up to `now`. */
export function makeCalendar(options: { now: Date; months: number; timeZone: string }): Calendar {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: options.timeZone,
    calendar: "iso8601",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const now = options.now.getTime();
  const local = new Date(now + zoneOffset(format, now));
  const firstMonth = local.getUTCMonth() - options.months;
  const days: Day[] = [];
  const monthStarts: number[] = [];
  for (let offset = 0; ; offset += 1) {
    const wall = new Date(Date.UTC(local.getUTCFullYear(), firstMonth, 1 + offset));
    const start = midnightOf(format, wall.getTime());
    if (start > now) break;
    if (wall.getUTCDate() === 1) monthStarts.push(start);
    days.push({
      date: wall.toISOString().slice(0, 10),
      start,
      weekday: (wall.getUTCDay() + 6) % 7,
      month: monthStarts.length - 1,
    });
  }
  const first = days[0]?.start ?? now;
  const dayIndex = (at: number) => {
    let index = Math.min(Math.max(Math.floor((at - first) / DAY), 0), days.length - 1);
    // A daylight-saving hour moves midnights by at most one hour, so the guess is at most one day off.
    while (index > 0 && (days[index]?.start ?? 0) > at) index -= 1;
    while (index < days.length - 1 && (days[index + 1]?.start ?? at + 1) <= at) index += 1;
    return index;
  };
  return {
    timeZone: options.timeZone,
    now,
    start: first,
    days,
    monthStarts,
    dayIndex,
    monthIndex: (at) => days[dayIndex(at)]?.month ?? 0,
  };
}
