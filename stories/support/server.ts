import type { Catalog, DateRange, FreshnessReport, LoadRequest, Problem, Query, Row } from "@northstar/core";
import type { Fetch } from "@northstar/react";
import { CATALOG } from "./catalog.ts";
import { FRESH } from "./freshness.ts";
import { FUNNEL_BY_SOURCE, FUNNEL_COUNTS, FUNNEL_SECONDS, MONTH_STARTS, MONTHS, TIERS } from "./values.ts";

export interface FakeServerOptions {
  catalog?: Catalog;
  freshness?: FreshnessReport;
  /** Answers a query instead of the stories' data. */
  answer?: (query: Query) => readonly Row[] | Problem;
  /** Whether numbers ever come. @default true */
  answers?: boolean;
}

/** A server in memory that speaks the real one's protocol. Nothing leaves the page. */
export function createFakeFetch({
  catalog = CATALOG,
  freshness = FRESH,
  answer = answerQuery,
  answers = true,
}: FakeServerOptions = {}): Fetch {
  return async (input, init) => {
    const path = new URL(String(input)).pathname;
    if (path.endsWith("/catalog")) return Response.json(catalog);
    if (path.endsWith("/freshness")) return Response.json(freshness);
    if (path.endsWith("/load")) {
      if (!answers) return new Promise<Response>(() => {});
      const { queries } = JSON.parse(String(init?.body)) as LoadRequest;
      const lines = queries.map(({ id, query }) => JSON.stringify(line(id, answer(query))));
      return new Response(`${lines.join("\n")}\n`, { headers: { "content-type": "application/x-ndjson" } });
    }
    return Response.json(NOT_FOUND, { status: 404, headers: { "content-type": "application/problem+json" } });
  };
}

const NOT_FOUND: Problem = {
  type: "urn:northstar:problem:not_found",
  title: "Not found",
  status: 404,
  code: "not_found",
  detail: "There are no events here.",
};

function line(id: string, answer: readonly Row[] | Problem) {
  if (!Array.isArray(answer)) return { id, error: answer };
  return { id, data: answer, annotation: {}, lastRefreshTime: null, freshness: { sources: [], watermark: null } };
}

/** The stories' data for any query that the components ask. */
export function answerQuery(query: Query): readonly Row[] {
  const [first] = query.measures ?? [];
  const [dimension] = query.dimensions ?? [];
  if (first?.includes("funnel_")) return funnelRows(query);
  if (dimension?.endsWith("sponsor_tier")) {
    const [revenue = "", sponsors = ""] = query.measures ?? [];
    return TIERS.map((row) => ({ [dimension]: row.tier, [revenue]: String(row.revenue), [sponsors]: row.sponsors }));
  }
  const time = query.timeDimensions?.[0];
  if (!time || !query.measures) return [];
  if (time.granularity) {
    return MONTH_STARTS.map((start, index) => ({
      [`${time.dimension}.${time.granularity}`]: `${start}T00:00:00.000`,
      ...cells(query.measures ?? [], (id) => MONTHS[id]?.values[index] ?? null),
    }));
  }
  const ranges = time.compareDateRange ?? (time.dateRange ? [time.dateRange] : []);
  return ranges.map((range) => ({
    ...(time.compareDateRange && { compareDateRange: rangeKey(range) }),
    ...cells(query.measures ?? [], (id) => valueIn(id, range)),
  }));
}

/** A part of a past month is what the running one is compared with; otherwise the month the range ends in counts. */
function valueIn(id: string, [, end]: DateRange): number | null {
  const index = MONTH_STARTS.findIndex((start) => start.slice(0, 7) === end.slice(0, 7));
  const isPartOfPast = end.length > 10 && index < MONTH_STARTS.length - 1;
  return (isPartOfPast ? MONTHS[id]?.previous : MONTHS[id]?.values[index]) ?? null;
}

function cells(measures: readonly string[], cellOf: (id: string) => number | null): Row {
  return Object.fromEntries(
    measures.map((measure) => {
      const value = cellOf(measure.slice(measure.indexOf(".") + 1));
      return [measure, value === null ? null : String(value)];
    }),
  );
}

function funnelRows({ measures = [], dimensions = [] }: Query): Row[] {
  const [dimension] = dimensions;
  const counts = measures.filter((measure) => !measure.includes("_seconds_"));
  const seconds = measures.filter((measure) => measure.includes("_seconds_"));
  const row = (values: readonly number[]): Row => ({
    ...Object.fromEntries(counts.map((measure, index) => [measure, values[index] ?? null])),
    ...Object.fromEntries(seconds.map((measure, index) => [measure, FUNNEL_SECONDS[index] ?? null])),
  });
  if (!dimension) return [row(FUNNEL_COUNTS)];
  return Object.entries(FUNNEL_BY_SOURCE).map(([source, values]) => ({ [dimension]: source, ...row(values) }));
}

/** As Cube names a range in its rows. */
export function rangeKey([start, end]: DateRange): string {
  return `${start.length > 10 ? start : `${start}T00:00:00.000`} - ${end.length > 10 ? end : `${end}T23:59:59.999`}`;
}
