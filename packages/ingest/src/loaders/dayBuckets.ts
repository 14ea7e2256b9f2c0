import { columnsOf, type TableName, tableDefinition } from "../warehouse/schema.ts";

/** Rows of a day are compared and sent together; those without a time, or with an unlikely one, are a bucket each. */
export const NO_DAY = "none";
export const OTHER_DAYS = "other";

/** Days outside it share a bucket: a wrong clock would make one for each. */
const FIRST = "1990-01-01";
const END = "2090-01-01";

/** The column whose day is a row's bucket. */
export interface DayColumn {
  name: string;
  type: "TIMESTAMP" | "DATE";
}

/** Which rows of a tenant a slice stands for. */
export type SliceScope =
  | { kind: "tenant" }
  /** None: nothing is deleted. */
  | { kind: "none" }
  | { kind: "days"; column: DayColumn; days: readonly string[] };

/** A day that the key has, else the time of the table, else the first there is. */
export function dayColumnOf(table: TableName): DayColumn | null {
  const columns = columnsOf(table);
  const { key, time, columns: own } = tableDefinition(table);
  const isTime = (name: string) => columns[name] === "TIMESTAMP" || columns[name] === "DATE";
  const name = key.find(isTime) ?? time ?? Object.keys(own).find(isTime);
  const type = name === undefined ? undefined : columns[name];
  return name !== undefined && (type === "TIMESTAMP" || type === "DATE") ? { name, type } : null;
}

/** The bucket of a row, in DuckDB's SQL. `column` is quoted. */
export function bucketSql(column: string): string {
  return `CASE WHEN ${column} IS NULL THEN '${NO_DAY}' WHEN ${column} >= TIMESTAMP '${FIRST}' AND ${column} < TIMESTAMP '${END}'
    THEN strftime(${column}, '%Y-%m-%d') ELSE '${OTHER_DAYS}' END`;
}

/** The condition for rows of these buckets, such that an index on the time can be used. `column` is quoted for the dialect. */
export function inBuckets(column: string, type: DayColumn["type"], days: readonly string[]): string {
  const literal = (day: string) => (type === "DATE" ? `DATE '${day}'` : `TIMESTAMP '${day} 00:00:00'`);
  const ranges = rangesOf(days.filter((day) => day !== NO_DAY && day !== OTHER_DAYS)).map(
    ([from, to]) => `(${column} >= ${literal(from)} AND ${column} < ${literal(to)})`,
  );
  if (days.includes(NO_DAY)) ranges.push(`${column} IS NULL`);
  if (days.includes(OTHER_DAYS)) ranges.push(`${column} < ${literal(FIRST)}`, `${column} >= ${literal(END)}`);
  return ranges.length === 0 ? "1 = 0" : `(${ranges.join(" OR ")})`;
}

/** Days as stretches of days that follow each other: from, and the day after the last. */
function rangesOf(days: readonly string[]): [from: string, to: string][] {
  const ranges: [string, string][] = [];
  for (const day of [...days].sort()) {
    const last = ranges.at(-1);
    if (last?.[1] === day) last[1] = dayAfter(day);
    else ranges.push([day, dayAfter(day)]);
  }
  return ranges;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
