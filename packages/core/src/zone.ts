import { CoreError } from "./errors.ts";

/** What the wall clock of a zone shows. */
export interface WallClock {
  /** ISO date. */
  date: string;
  hour: number;
  minute: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    try {
      formatter = new Intl.DateTimeFormat("en-US", {
        timeZone,
        calendar: "iso8601",
        numberingSystem: "latn",
        hourCycle: "h23",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
      });
    } catch (cause) {
      throw new CoreError(
        "invalid_time_zone",
        `"${timeZone}" is not a time zone. Give an IANA name such as "Europe/Madrid".`,
        {
          cause,
        },
      );
    }
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** What the wall clock of an IANA zone shows at an instant. Throws `invalid_time_zone`. */
export function wallClock(instant: Date, timeZone: string): WallClock {
  const part: Record<string, string> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(instant)) part[type] = value;
  return {
    date: `${part.year}-${part.month}-${part.day}`,
    hour: Number(part.hour),
    minute: Number(part.minute),
  };
}

/** True when a zone's clock never shows this hour of this day, because daylight saving skips it. */
export function isSkippedHour(date: string, hour: number, timeZone: string): boolean {
  // A skipped hour is found by looking at every instant that could show it: zones are at most 14 h from UTC.
  const utc = Date.parse(`${date}T00:00:00Z`) + hour * 3_600_000;
  for (let quarter = -14 * 4; quarter <= 14 * 4; quarter += 1) {
    const clock = wallClock(new Date(utc + quarter * 900_000), timeZone);
    if (clock.date === date && clock.hour === hour) return false;
  }
  return true;
}
