import type { NormalizedQuery, QueryType } from "./types.ts";

/** The one query that describes the pivot of several answers: blended queries are merged, comparisons get `compareDateRange` as a dimension. */
export function pivotQuery(queryType: QueryType, queries: readonly NormalizedQuery[]): NormalizedQuery {
  const [first = {}] = queries;
  switch (queryType) {
    case "compareDateRangeQuery":
      return { ...first, dimensions: ["compareDateRange", ...(first.dimensions ?? [])], queryType };
    case "blendingQuery": {
      const granularity = queries.map((query) => query.timeDimensions?.[0]?.granularity).find((found) => found != null);
      return {
        ...first,
        measures: distinct(queries.flatMap((query) => query.measures ?? [])),
        dimensions: distinct(queries.flatMap((query) => query.dimensions ?? [])),
        ...(granularity == null ? {} : { timeDimensions: [{ dimension: "time", granularity }] }),
        queryType,
      };
    }
    default:
      return { ...first, queryType };
  }
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
