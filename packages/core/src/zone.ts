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

/** The answer given last: a screen asks the same clock for every tile, and for every bucket of a series. */
let latest: { instantMs: number; timeZone: string; clock: Readonly<WallClock> } | null = null;

/** What the wall clock of an IANA zone shows at an instant. Throws `invalid_time_zone`. */
export function wallClock(instant: Date, timeZone: string): Readonly<WallClock> {
  const instantMs = instant.getTime();
  if (latest?.instantMs === instantMs && latest.timeZone === timeZone) return latest.clock;
  const part: Record<string, string> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(instant)) part[type] = value;
  const clock = {
    date: `${part.year}-${part.month}-${part.day}`,
    hour: Number(part.hour),
    minute: Number(part.minute),
  };
  latest = { instantMs, timeZone, clock };
  return clock;
}

/** True when a zone's clock never shows this hour of this day, because daylight saving skips it. */
export function isSkippedHour(date: string, hour: number, timeZone: string): boolean {
  return hourLengths(date, timeZone)[hour] === 0;
}

const PLAIN_DAY: readonly number[] = Array.from({ length: 24 }, () => 1);
const lengthsOfDays = new Map<string, readonly number[]>();

/**
 * How long the clock of a zone shows each of the 24 hours of a day, in hours: 1, but 0 for an hour that daylight saving skips, 2
 * for one that it shows twice, and parts where the change isn't by whole hours. Throws `invalid_time_zone`.
 */
export function hourLengths(date: string, timeZone: string): readonly number[] {
  const key = `${timeZone} ${date}`;
  let lengths = lengthsOfDays.get(key);
  if (!lengths) {
    lengths = measureHours(date, timeZone);
    lengthsOfDays.set(key, lengths);
  }
  return lengths;
}

/** Zones are at most 14 h from UTC, so every instant of a day is within 14 h of the same day in UTC. */
const MARGIN_MS = 14 * 3_600_000;
const QUARTER_MS = 900_000;

function measureHours(date: string, timeZone: string): readonly number[] {
  const from = Date.parse(`${date}T00:00:00Z`) - MARGIN_MS;
  const until = Date.parse(`${date}T24:00:00Z`) + MARGIN_MS;
  // Looking at every quarter of an hour takes long; on most days the clock just runs.
  const shown = [from, until].map((instant) => clockMs(wallClock(new Date(instant), timeZone)));
  if ((shown[1] ?? 0) - (shown[0] ?? 0) === until - from) return PLAIN_DAY;
  const lengths = Array.from({ length: 24 }, () => 0);
  for (let instant = from; instant < until; instant += QUARTER_MS) {
    const clock = wallClock(new Date(instant), timeZone);
    if (clock.date === date) lengths[clock.hour] = (lengths[clock.hour] ?? 0) + 0.25;
  }
  return lengths;
}

function clockMs({ date, hour, minute }: WallClock): number {
  return Date.parse(`${date}T00:00:00Z`) + hour * 3_600_000 + minute * 60_000;
}
