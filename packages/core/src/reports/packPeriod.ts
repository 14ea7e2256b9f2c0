import { addBuckets, addDays, endOfBucket, isoWeek, startOfBucket } from "../civil.ts";
import { CoreError } from "../errors.ts";
import type { PeriodContext } from "../period.ts";
import { wallClock } from "../zone.ts";
import type { PackKind, PackPeriod } from "./types.ts";

/** Buckets that the kinds are about. */
export const PACK_GRAIN = { wbr: "week", mbr: "month", qbr: "quarter" } as const;

const FORMS = {
  wbr: { example: "2026-W46", pattern: /^(\d{4})-W(\d{2})$/ },
  mbr: { example: "2026-10", pattern: /^(\d{4})-(\d{2})$/ },
  qbr: { example: "2026-Q3", pattern: /^(\d{4})-Q([1-4])$/ },
} as const;

/**
 * The closed period of a name, or the last that is over. Weeks are those of ISO 8601.
 * @throws CoreError `invalid_period` for a name that is none of its kind, and for a period that isn't over
 */
export function packPeriod(kind: PackKind, name: string | undefined, context: PeriodContext): PackPeriod {
  const grain = PACK_GRAIN[kind];
  const today = wallClock(context.now, context.timeZone).date;
  const start = name === undefined ? addBuckets(startOfBucket(today, grain), grain, -1) : startOfNamed(kind, name);
  const end = endOfBucket(start, grain);
  if (end >= today) {
    throw new CoreError(
      "invalid_period",
      `${packPeriodName(kind, start)} isn't over: it ends on ${end}. A review is of a period whose numbers are all there.`,
    );
  }
  return { kind, name: packPeriodName(kind, start), start, end };
}

/** The period before, of the same kind. */
export function previousPackPeriod({ kind, start }: PackPeriod): PackPeriod {
  const grain = PACK_GRAIN[kind];
  const before = addBuckets(start, grain, -1);
  return { kind, name: packPeriodName(kind, before), start: before, end: endOfBucket(before, grain) };
}

/** The last periods that are over, the latest first. */
export function closedPackPeriods(kind: PackKind, count: number, context: PeriodContext): PackPeriod[] {
  const periods: PackPeriod[] = [];
  for (let period = packPeriod(kind, undefined, context); periods.length < count; period = previousPackPeriod(period)) {
    periods.push(period);
  }
  return periods;
}

function packPeriodName(kind: PackKind, start: string): string {
  switch (kind) {
    case "wbr": {
      const { year, week } = isoWeek(start);
      return `${year}-W${String(week).padStart(2, "0")}`;
    }
    case "mbr":
      return start.slice(0, 7);
    case "qbr":
      return `${start.slice(0, 4)}-Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`;
  }
}

function startOfNamed(kind: PackKind, name: string): string {
  const { pattern, example } = FORMS[kind];
  const [, year = "", part = ""] = pattern.exec(name) ?? [];
  const start = year === "" ? null : startOf(kind, year, Number(part));
  if (start !== null && packPeriodName(kind, start) === name) return start;
  throw new CoreError(
    "invalid_period",
    `"${name.slice(0, 20)}" is no period of this kind. Give one such as ${example}.`,
  );
}

/** Null where the calendar has no such period. */
function startOf(kind: PackKind, year: string, part: number): string | null {
  // The fourth of January is always of week 1.
  if (kind === "wbr")
    return part < 1 || part > 53 ? null : addDays(startOfBucket(`${year}-01-04`, "week"), 7 * (part - 1));
  const month = kind === "qbr" ? 3 * part - 2 : part;
  return month < 1 || month > 12 ? null : `${year}-${String(month).padStart(2, "0")}-01`;
}
