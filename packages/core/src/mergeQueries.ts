import type { Cell, Query, QueryFilter, Row } from "./query.ts";
import { queryKey } from "./queryKey.ts";

/** Several queries asked as one. */
export interface MergedQuery {
  query: Query;
  /** Positions, in the list that was given, of the queries it answers. */
  parts: readonly number[];
}

/**
 * Joins queries that differ in their measures alone into one each, because planning and running a query costs far more than
 * one more measure in it. Only merges that can't change a number are made: the measures are computed in the same cube, over the
 * same rows (dimensions, time, filters, segments), and nothing that a measure decides (a limit, an order, a filter on a measure)
 * says which rows come. All others are kept as they are.
 *
 * @param cubeOf the cube a measure is computed in, not the view that shows it; undefined keeps a query unmerged
 */
export function mergeQueries(
  queries: readonly Query[],
  cubeOf: (measure: string) => string | undefined,
): readonly MergedQuery[] {
  const groups = new Map<string, { queries: Query[]; parts: number[] }>();
  for (const [position, query] of queries.entries()) {
    const key = mergeKey(query, cubeOf) ?? `alone ${queryKey(query)}`;
    const group = groups.get(key) ?? { queries: [], parts: [] };
    group.queries.push(query);
    group.parts.push(position);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ queries: same, parts }) => {
    const [first = {}] = same;
    const measures = [...new Set(same.flatMap((query) => query.measures ?? []))];
    return { query: measures.length > 0 ? { ...first, measures } : first, parts };
  });
}

/** A text that is the same for queries that may be asked as one; null for a query that must be asked by itself. */
function mergeKey(query: Query, cubeOf: (measure: string) => string | undefined): string | null {
  const measures = query.measures ?? [];
  const cubes = new Set(measures.map(cubeOf));
  const [cube] = cubes;
  if (cubes.size !== 1 || cube === undefined) return null;
  if (query.limit !== undefined || query.offset !== undefined) return null;
  // Without an order of their own, rows of dimensions come sorted by the first measure.
  const isSeries = query.timeDimensions?.some(({ granularity }) => granularity !== undefined) ?? false;
  if ((query.dimensions?.length ?? 0) > 0 && !isSeries && !query.order) return null;
  const named = [...(query.order ?? []).map(([member]) => member), ...filteredMembers(query.filters ?? [])];
  if (named.some((member) => cubeOf(member) !== undefined)) return null;
  return `${cube} ${queryKey({ ...query, measures: [] })}`;
}

function filteredMembers(filters: readonly QueryFilter[]): string[] {
  return filters.flatMap((filter) => {
    if ("and" in filter) return filteredMembers(filter.and);
    if ("or" in filter) return filteredMembers(filter.or);
    return [filter.member];
  });
}

/**
 * The part of a merged answer that belongs to one of its queries: the columns and annotations without the measures that
 * only others asked for.
 */
export function splitAnswer<A>(
  answer: { data: readonly Row[]; annotation: Readonly<Record<string, A>> },
  merged: Query,
  query: Query,
): { data: readonly Row[]; annotation: Record<string, A> } {
  const own = new Set(query.measures);
  const others = new Set((merged.measures ?? []).filter((measure) => !own.has(measure)));
  if (others.size === 0) return { data: answer.data, annotation: { ...answer.annotation } };
  const without = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([key]) => !others.has(key)));
  return { data: answer.data.map((row) => without<Cell>(row)), annotation: without(answer.annotation) };
}
