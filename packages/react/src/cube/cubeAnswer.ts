import type { DateRange, MemberAnnotation, Query, QueryTimeDimension } from "@northstar/core";
import type { Answer } from "../transport/batch.ts";

/** A query as Cube's client writes it: the server's format, and some older ways to say the same. */
export interface CubeClientQuery extends Omit<Query, "order" | "timeDimensions"> {
  order?: Query["order"] | Record<string, "asc" | "desc">;
  timeDimensions?: readonly (Omit<QueryTimeDimension, "dateRange"> & { dateRange?: string | DateRange })[];
  responseFormat?: string;
}

interface CubeResult {
  query: Record<string, unknown>;
  data: Answer["data"];
  annotation: Record<"measures" | "dimensions" | "segments" | "timeDimensions", Record<string, MemberAnnotation>>;
  lastRefreshTime: string | null;
}

/** Turns a query of Cube's client into one that the server takes. What the server doesn't know stays in, for it to refuse by name. */
export function toServerQuery({ responseFormat, order, timeDimensions, ...query }: CubeClientQuery): Query {
  return {
    ...query,
    ...(responseFormat !== undefined && responseFormat !== "default" && { responseFormat }),
    ...(order && { order: Array.isArray(order) ? order : Object.entries(order) }),
    ...(timeDimensions && {
      timeDimensions: timeDimensions.map(({ dateRange, ...rest }) => ({
        ...rest,
        ...(dateRange !== undefined && { dateRange: toRange(dateRange) }),
      })),
    }),
  };
}

/** One day alone is a range of itself; Cube's relative ranges ("last week") are left for the server to refuse. */
function toRange(dateRange: string | DateRange): DateRange {
  return typeof dateRange === "string" ? [dateRange, dateRange] : dateRange;
}

/** The body that Cube's own `/load` would have sent for these queries, which `ResultSet` reads. */
export function toCubeBody(queries: readonly Query[], answers: readonly Answer[], isBlending: boolean) {
  const results = queries.flatMap((query, index) => {
    const answer = answers[index];
    return answer ? toResults(query, answer) : [];
  });
  const isCompared = queries.some(({ timeDimensions }) => timeDimensions?.some((time) => time.compareDateRange));
  const queryType = isBlending ? "blendingQuery" : isCompared ? "compareDateRangeQuery" : "regularQuery";
  return { queryType, results, pivotQuery: pivotQuery(queryType, queries, results), slowQuery: false };
}

function toResults(query: Query, answer: Answer): CubeResult[] {
  const [time, ...otherTimes] = query.timeDimensions ?? [];
  const result = (timeDimension: QueryTimeDimension | undefined, data: Answer["data"]): CubeResult => ({
    query: {
      ...query,
      order: query.order?.map(([id, direction]) => ({ id, desc: direction === "desc" })) ?? [],
      timeDimensions: timeDimension ? [timeDimension, ...otherTimes].map(withWholeRange) : [],
    },
    data,
    annotation: groupAnnotation(query, answer.annotation),
    lastRefreshTime: answer.lastRefreshTime,
  });
  if (!time?.compareDateRange) return [result(time, answer.data)];
  const { compareDateRange, ...rest } = time;
  return compareDateRange.map((dateRange) => {
    const key = toMilliseconds(dateRange).join(" - ");
    return result(
      { ...rest, dateRange },
      answer.data.filter((row) => row.compareDateRange === key),
    );
  });
}

function withWholeRange(time: QueryTimeDimension): QueryTimeDimension {
  return time.dateRange ? { ...time, dateRange: toMilliseconds(time.dateRange) } : time;
}

function toMilliseconds([start, end]: DateRange): DateRange {
  return [start.length > 10 ? start : `${start}T00:00:00.000`, end.length > 10 ? end : `${end}T23:59:59.999`];
}

/** The server's annotation names members only; Cube's groups them by what the query used them for. */
function groupAnnotation(query: Query, annotation: Answer["annotation"]): CubeResult["annotation"] {
  const times = (query.timeDimensions ?? []).flatMap(({ dimension, granularity }) =>
    granularity ? [dimension, `${dimension}.${granularity}`] : [],
  );
  const pick = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (annotation[name] ? [[name, annotation[name]]] : [])));
  return {
    measures: pick(query.measures ?? []),
    dimensions: pick(query.dimensions ?? []),
    segments: pick(query.segments ?? []),
    timeDimensions: pick(times),
  };
}

/** As Cube's gateway describes the pivot of several answers (api-gateway, `getPivotQuery`). */
function pivotQuery(queryType: string, queries: readonly Query[], results: readonly CubeResult[]) {
  const first = results[0]?.query ?? {};
  if (queryType === "compareDateRangeQuery") {
    return { ...first, dimensions: ["compareDateRange", ...(queries[0]?.dimensions ?? [])], queryType };
  }
  if (queryType === "regularQuery") return { ...first, queryType };
  const granularity = queries.map((query) => query.timeDimensions?.[0]?.granularity).find(Boolean);
  return {
    ...first,
    measures: distinct(queries.flatMap((query) => query.measures ?? [])),
    dimensions: distinct(queries.flatMap((query) => query.dimensions ?? [])),
    ...(granularity && { timeDimensions: [{ dimension: "time", granularity }] }),
    queryType,
  };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
