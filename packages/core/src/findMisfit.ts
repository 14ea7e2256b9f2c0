import { startOfBucket } from "./civil.ts";
import type { DateRange, Query, QueryTimeDimension } from "./query.ts";

export interface MisfitOptions {
  /** Whether measures may be texts and dates too, as of a query that a host has written. @default false */
  anyMeasures?: boolean | undefined;
}

/**
 * Holds an answer against its query, because a number that is read from rows of another form is wrong and looks right: every row has
 * every column that was asked for, measures are numbers or null, ranges and buckets are ones that were asked for, and none comes twice (of rows with their single times, which are cut, some may look alike).
 * Returns what is wrong, for a developer; null when all fits. Extra columns are no fault.
 */
export function findMisfit(query: Query, rows: unknown, { anyMeasures = false }: MisfitOptions = {}): string | null {
  if (!Array.isArray(rows)) return "its rows are no list";
  const seen = new Set<string>();
  // Single times are grouped by the instant and written by the second: two that look the same are two.
  const hasRawTime = (query.timeDimensions ?? []).some(({ dimension }) => query.dimensions?.includes(dimension));
  for (const [index, row] of rows.entries()) {
    if (!isRecord(row)) return `row ${index} is no row`;
    const wrong = wrongColumn(query, row, anyMeasures) ?? wrongTime(query, row);
    if (wrong !== null) return `row ${index}: ${wrong}`;
    const key = keyOf(query, row);
    if (!hasRawTime && seen.has(key)) return `row ${index} comes twice: ${key}`;
    seen.add(key);
  }
  return null;
}

function wrongColumn(query: Query, row: Record<string, unknown>, anyMeasures: boolean): string | null {
  for (const member of query.measures ?? []) {
    if (!Object.hasOwn(row, member)) return `${member} is missing`;
    if (!anyMeasures && !isNumber(row[member])) return `${member} is no number`;
    if (!isCell(row[member])) return `${member} is no value`;
  }
  for (const member of query.dimensions ?? []) {
    if (!Object.hasOwn(row, member)) return `${member} is missing`;
    if (!isCell(row[member])) return `${member} is no value`;
  }
  return null;
}

function wrongTime({ timeDimensions = [] }: Query, row: Record<string, unknown>): string | null {
  for (const time of timeDimensions) {
    const { compareDateRange, granularity, dimension } = time;
    if (compareDateRange && !compareDateRange.some((range) => rangeKey(range) === row.compareDateRange)) {
      return `the range ${String(row.compareDateRange)} wasn't asked for`;
    }
    const bucket = row[`${dimension}.${granularity}`];
    if (granularity && !isBucketOf(bucket, time)) return `the bucket ${String(bucket)} wasn't asked for`;
  }
  return null;
}

function isBucketOf(bucket: unknown, { granularity, dateRange, compareDateRange }: QueryTimeDimension): boolean {
  const [, date = "", hour] =
    (typeof bucket === "string" && /^(\d{4}-\d\d-\d\d)(?:T(\d\d):00:00(?:\.000)?)?$/.exec(bucket)) || [];
  if (!granularity || date === "" || Number.isNaN(Date.parse(date))) return false;
  if (granularity === "hour" ? hour === undefined : (hour ?? "00") !== "00") return false;
  if (granularity !== "hour" && startOfBucket(date, granularity) !== date) return false;
  const ranges = compareDateRange ?? (dateRange ? [dateRange] : []);
  return ranges.length === 0 || ranges.some((range) => isWithin(date, granularity, range));
}

/** The first bucket of a range may begin before it. */
function isWithin(date: string, granularity: NonNullable<QueryTimeDimension["granularity"]>, [start, end]: DateRange) {
  const first = granularity === "hour" ? start.slice(0, 10) : startOfBucket(start.slice(0, 10), granularity);
  return date >= first && date <= end.slice(0, 10);
}

/** What tells a row from the others: a query's answer is grouped by it. */
function keyOf({ dimensions = [], timeDimensions = [] }: Query, row: Record<string, unknown>): string {
  const times = timeDimensions.flatMap(({ dimension, granularity }) =>
    granularity ? [`${dimension}.${granularity}`] : [],
  );
  return JSON.stringify(["compareDateRange", ...times, ...dimensions].map((name) => row[name] ?? null));
}

function isNumber(cell: unknown): boolean {
  if (typeof cell === "string") return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell);
  return cell === null || (typeof cell === "number" && Number.isFinite(cell));
}

function isCell(cell: unknown): boolean {
  return cell === null || typeof cell === "string" || typeof cell === "boolean" || Number.isFinite(cell);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A range as Cube writes it in the `compareDateRange` of a row: both ends to the millisecond. */
export function rangeKey([start, end]: DateRange): string {
  return `${start.length > 10 ? start : `${start}T00:00:00.000`} - ${end.length > 10 ? end : `${end}T23:59:59.999`}`;
}
