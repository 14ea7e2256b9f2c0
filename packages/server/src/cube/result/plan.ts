import { HiddenMemberError, ResultShapeError } from "./errors.ts";
import type { NormalizedQuery, NormalizedTimeDimension, QueryType, TransformRequest } from "./types.ts";

const COMPARE_DATE_RANGE = "compareDateRange";
const FINEST_FIRST = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];

/** Where one output column's cells come from. */
export type ColumnSource =
  | { kind: "column"; alias: string; isTime: boolean }
  | { kind: "constant"; value: string }
  | { kind: "missing" };

export interface OutputColumn {
  name: string;
  source: ColumnSource;
}

/** Names and sources of an answer's columns, worked out once for all its rows. */
export interface ResultPlan {
  /** Columns of the row objects of the default format. */
  rows: readonly OutputColumn[];
  /** `members` of the compact and columnar formats. */
  members: readonly string[];
  compact: readonly ColumnSource[];
  columnar: readonly ColumnSource[];
}

/**
 * Plans how the columns of a database answer become members.
 * A time dimension asked by granularity (`view.date.day`) also gets its bare name (`view.date`), from its finest granularity,
 * unless the bare dimension was asked too. Comparisons get `compareDateRange`, blended queries `time.<granularity>`.
 *
 * @throws HiddenMemberError when a column is a member that the annotation doesn't know.
 * @throws ResultShapeError when a column belongs to no member.
 */
export function planResult(request: TransformRequest, columns: readonly string[]): ResultPlan {
  const queryType = request.queryType ?? "regularQuery";
  if (columns.length === 0) {
    assertQueryVisible(request);
    return { rows: [], members: [], compact: [], columnar: [] };
  }
  const aliasOf = new Map<string, string>();
  for (const alias of columns) {
    const member = request.aliasToMemberNameMap[alias];
    if (member === undefined) throw new ResultShapeError(`No member is known for the column '${alias}'.`);
    assertVisible(member, request.annotation);
    aliasOf.set(member, alias);
  }
  const asked = [...aliasOf.keys()];
  const bare = bareTimeDimensions(asked, request.query);
  const sourceOf = (alias: string, member: string): ColumnSource => ({
    kind: "column",
    alias,
    isTime: request.annotation[member]?.type === "time",
  });

  const rows: OutputColumn[] = asked.map((name) => ({ name, source: sourceOf(aliasOf.get(name) ?? "", name) }));
  for (const [name, granular] of bare) {
    rows.push({ name, source: sourceOf(aliasOf.get(granular) ?? "", granular) });
    aliasOf.set(name, aliasOf.get(granular) ?? "");
  }
  const members = [...asked, ...bare.keys()];
  const cells = members
    .filter((name) => request.annotation[name] !== undefined)
    .map((name) => sourceOf(aliasOf.get(name) ?? "", name));
  const columnar = members.map(
    (name): ColumnSource =>
      request.annotation[name] === undefined ? { kind: "missing" } : sourceOf(aliasOf.get(name) ?? "", name),
  );
  const tail = planTail(queryType, request, aliasOf);
  if (tail === null) return { rows, members, compact: cells, columnar };
  if (tail.row.kind !== "missing") rows.push({ name: tail.name, source: tail.row });
  return {
    rows,
    members: [...members, tail.name],
    compact: tail.array.kind === "missing" ? cells : [...cells, tail.array],
    columnar: [...columnar, tail.array],
  };
}

/** The member that comparisons and blended queries add. */
function planTail(
  queryType: QueryType,
  request: TransformRequest,
  aliasOf: ReadonlyMap<string, string>,
): { name: string; row: ColumnSource; array: ColumnSource } | null {
  if (queryType === "compareDateRangeQuery") {
    const source: ColumnSource = { kind: "constant", value: comparedRange(request.query) };
    return { name: COMPARE_DATE_RANGE, row: source, array: source };
  }
  if (queryType === "blendingQuery") {
    const { dimension, granularity } = blendedTimeDimension(request.query);
    const member = `${dimension}.${granularity}`;
    const alias = aliasOf.get(member);
    const name = `time.${granularity}`;
    if (alias === undefined) return { name, row: { kind: "missing" }, array: { kind: "missing" } };
    return {
      name,
      row: { kind: "column", alias, isTime: request.annotation[member]?.type === "time" },
      // Cube looks the type up by alias here, so array formats carry the driver's text; clients rely on what Cube sends.
      array: { kind: "column", alias, isTime: request.annotation[alias]?.type === "time" },
    };
  }
  return null;
}

/** Bare time dimension to the granular member it repeats: the finest, the last among equals. */
function bareTimeDimensions(members: readonly string[], query: NormalizedQuery): Map<string, string> {
  const asked = new Set(query.dimensions ?? []);
  const finest = new Map<string, { level: number; member: string }>();
  for (const member of members) {
    const [cube, dimension, granularity, ...rest] = member.split(".");
    if (granularity === undefined || rest.length > 0) continue;
    const name = `${cube}.${dimension}`;
    if (asked.has(name)) continue;
    const known = FINEST_FIRST.indexOf(granularity);
    const level = known === -1 ? FINEST_FIRST.length : known;
    const best = finest.get(name);
    if (best === undefined || level <= best.level) finest.set(name, { level, member });
  }
  return new Map([...finest].map(([name, { member }]) => [name, member]));
}

function comparedRange(query: NormalizedQuery): string {
  const range = query.timeDimensions?.[0]?.dateRange;
  if (range === undefined || range === null || range.length < 2) {
    throw new ResultShapeError("A comparison of date ranges needs a range on its first time dimension.");
  }
  return range.join(" - ");
}

function blendedTimeDimension(query: NormalizedQuery): { dimension: string; granularity: string } {
  const first: NormalizedTimeDimension | undefined = query.timeDimensions?.[0];
  if (first?.granularity === undefined || first.granularity === null) {
    throw new ResultShapeError("A blended query needs a granularity on its first time dimension.");
  }
  return { dimension: first.dimension, granularity: first.granularity };
}

function memberName(member: unknown): string | null {
  if (typeof member === "string") return member;
  if (typeof member === "object" && member !== null && "name" in member && typeof member.name === "string") {
    return member.name;
  }
  return null;
}

/** An empty answer has no columns to check, and a hidden member must not look like one. */
function assertQueryVisible({ query, annotation }: TransformRequest): void {
  for (const member of [...(query.measures ?? []), ...(query.dimensions ?? [])]) {
    const name = memberName(member);
    if (name !== null) assertVisible(name, annotation);
  }
  for (const { dimension, granularity } of query.timeDimensions ?? []) {
    // Without a granularity it only filters, and is in no annotation.
    if (granularity !== undefined && granularity !== null) assertVisible(dimension, annotation);
  }
}

function assertVisible(member: string, annotation: TransformRequest["annotation"]): void {
  if (annotation[member] === undefined) throw new HiddenMemberError(member);
}
