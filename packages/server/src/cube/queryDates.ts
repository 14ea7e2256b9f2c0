import { CubeRuntimeError } from "./errors.ts";

const DATE_OPERATORS: ReadonlySet<unknown> = new Set([
  "inDateRange",
  "notInDateRange",
  "onTheDate",
  "beforeDate",
  "beforeOrOnDate",
  "afterDate",
  "afterOrOnDate",
]);

const ABSOLUTE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Refuses dates that don't exist and ranges that end before they start: Cube turns the first into no rows, or an error of the database,
 * and the second into no rows. A single relative text (`last 30 days`) is left to Cube, which refuses what it can't read.
 *
 * @throws CubeRuntimeError `bad_query`
 */
export function assertDatesReal(query: object): void {
  const { timeDimensions, filters } = query as { timeDimensions?: unknown; filters?: unknown };
  for (const dimension of asList(timeDimensions)) {
    if (!isRecord(dimension)) continue;
    assertRange(dimension.dateRange);
    for (const range of asList(dimension.compareDateRange)) assertRange(range);
  }
  asList(filters).forEach(assertFilter);
}

function assertFilter(filter: unknown): void {
  if (!isRecord(filter)) return;
  asList(filter.and).forEach(assertFilter);
  asList(filter.or).forEach(assertFilter);
  if (!DATE_OPERATORS.has(filter.operator)) return;
  const values = asList(filter.values);
  if (values.length === 1) {
    assertSingle(values[0]);
  } else if (values.length > 1) {
    assertRange(values);
  }
}

function assertRange(range: unknown): void {
  if (typeof range === "string") assertSingle(range);
  if (!Array.isArray(range)) return;
  for (const end of range) assertDate(end);
  const [start, end] = range as string[];
  if (start !== undefined && end !== undefined && comparable(end, "23:59:59.999") < comparable(start, "00:00:00.000")) {
    throw new CubeRuntimeError("bad_query", `The date range ends (${end}) before it starts (${start}).`);
  }
}

/** Cube reads as much of a text as it understands and leaves out the rest. */
function assertSingle(value: unknown): void {
  if (typeof value !== "string") return;
  if (!/^[\w :.,+-]*$/.test(value)) assertDate(value);
  if (/^\d/.test(value) && !/ /.test(value)) assertDate(value);
}

function assertDate(value: unknown): void {
  const match = typeof value === "string" ? ABSOLUTE.exec(value) : null;
  if (match === null) {
    throw new CubeRuntimeError(
      "bad_query",
      `${JSON.stringify(value)} is not a date: write 2026-01-31 or 2026-01-31T00:00:00.000.`,
    );
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) {
    throw new CubeRuntimeError("bad_query", `'${match[0]}' is not a date that exists.`);
  }
}

/** Sorts as text: ends without a time of day get the one that Cube gives them. */
function comparable(date: string, timeOfDay: string): string {
  return date.length === "2026-01-31".length ? `${date}T${timeOfDay}` : date.replace(" ", "T");
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
