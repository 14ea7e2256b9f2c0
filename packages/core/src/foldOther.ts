import { divide } from "./planFunnel.ts";

/** How a value of the rest comes from its rows' values. */
export type FoldMeasure<Row> =
  /** Adds up: counts of things, money. Null when a row's is not known. */
  | { kind: "sum"; value: (row: Row) => number | null }
  /**
   * A ratio, weighed by its denominator: a row of which the weight is 0 says nothing. Null when a row's ratio or weight is not known, and
   * when nothing weighs anything.
   */
  | { kind: "ratio"; value: (row: Row) => number | null; weight: (row: Row) => number | null }
  /** Can't be had from the rows': medians, people counted once. Always null for more than one row. */
  | { kind: "none"; value: (row: Row) => number | null };

export interface FoldOptions<Row, Id extends string> {
  /** Most rows to show, the gathered one among them: at least 1. */
  count: number;
  /** What the rest comes to. */
  measures: Readonly<Record<Id, FoldMeasure<Row>>>;
  /** The measure that rows are ranked by: largest first, not known last, equal ones as they came. */
  by: NoInfer<Id>;
  /** Rows that stay however small they are, beside the `count`: what is chosen. */
  keep?: (row: Row) => boolean;
  /** A row that is a gathered one already: it goes into the rest, or, with no rest, stays the gathered one. */
  isOther?: (row: Row) => boolean;
}

export interface Folded<Row, Id extends string> {
  /** Ranked. */
  shown: readonly Row[];
  /** The rest as one, to be read after the others whatever its size; null when every row is shown. */
  other: { rows: readonly Row[]; values: Readonly<Record<Id, number | null>> } | null;
}

/**
 * The largest rows, and what the rest of them comes to: at most `count` lines together. A rest of a single row is that row itself: as one
 * of the others it would take as much room and say less.
 */
export function foldOther<Row, Id extends string>(
  rows: readonly Row[],
  { count, measures, by, keep = () => false, isOther = () => false }: FoldOptions<Row, Id>,
): Folded<Row, Id> {
  const gathered = rows.filter(isOther);
  const rank = (row: Row) => known(measures[by].value(row)) ?? Number.NEGATIVE_INFINITY;
  const ranked = rows
    .filter((row) => !isOther(row))
    .map((row) => ({ row, rank: rank(row) }))
    // Two that are not known differ by NaN.
    .toSorted((one, other) => (one.rank === other.rank ? 0 : other.rank - one.rank))
    .map(({ row }) => row);
  const room = ranked.length + gathered.length <= count ? ranked.length : Math.max(0, count - 1);
  const stays = ranked.map((row, index) => index < room || keep(row));
  const left = ranked.filter((_, index) => !stays[index]);
  if (left.length + gathered.length === 0 || (left.length === 1 && gathered.length === 0)) {
    return { shown: ranked, other: null };
  }
  const rest = [...left, ...gathered];
  const values = Object.fromEntries(
    Object.entries<FoldMeasure<Row>>(measures).map(([id, measure]) => [id, valueOfRest(rest, measure)]),
  ) as Record<Id, number | null>;
  return { shown: ranked.filter((_, index) => stays[index]), other: { rows: rest, values } };
}

function valueOfRest<Row>(rest: readonly Row[], measure: FoldMeasure<Row>): number | null {
  const [only] = rest;
  if (only !== undefined && rest.length === 1) return known(measure.value(only));
  if (measure.kind === "none") return null;
  if (measure.kind === "sum") return addUp(rest.map(measure.value));
  const weights = rest.map(measure.weight);
  const parts = rest.map((row, index) => {
    const weight = known(weights[index]);
    const value = known(measure.value(row));
    return weight === 0 ? 0 : weight === null || value === null ? null : value * weight;
  });
  return divide(addUp(parts), addUp(weights));
}

/** Null when one is not known: the others' sum would be taken for all of it. */
function addUp(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    const one = known(value);
    if (one === null) return null;
    sum += one;
  }
  return sum;
}

function known(value: number | null | undefined): number | null {
  return value === undefined || value === null || !Number.isFinite(value) ? null : value;
}
