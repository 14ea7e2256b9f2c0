import type { Granularity } from "./kpi.ts";

/** A filter on one member. Operators are Cube's. */
export interface MemberFilter<Name extends string = string> {
  member: Name;
  operator: string;
  values?: readonly string[] | undefined;
}

/** Filters joined by and / or. */
export type QueryFilter<Name extends string = string> =
  | MemberFilter<Name>
  | { and: readonly QueryFilter<Name>[] }
  | { or: readonly QueryFilter<Name>[] };

/** ISO dates (`2026-11-01`) or local date-times (`2026-11-01T00:00:00.000`), both ends included. */
export type DateRange = readonly [start: string, end: string];

export interface QueryTimeDimension {
  dimension: string;
  granularity?: Granularity | undefined;
  dateRange?: DateRange | undefined;
  compareDateRange?: readonly DateRange[] | undefined;
}

/** The part of Cube's query format that Northstar accepts. */
export interface Query {
  measures?: readonly string[] | undefined;
  dimensions?: readonly string[] | undefined;
  segments?: readonly string[] | undefined;
  timeDimensions?: readonly QueryTimeDimension[] | undefined;
  filters?: readonly QueryFilter[] | undefined;
  order?: readonly (readonly [member: string, direction: "asc" | "desc"])[] | undefined;
  limit?: number | undefined;
  offset?: number | undefined;
  timezone?: string | undefined;
}

/** A cell: numbers come as strings when Cube sends them so; `toNumber` reads both. */
export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

/** Body of `POST /northstar/v1/load`. `id` names the answer's line. */
export interface LoadRequest {
  queries: readonly { id: string; query: Query }[];
}

/** What Cube says of a member in an answer. */
export interface MemberAnnotation {
  title?: string | undefined;
  shortTitle?: string | undefined;
  type?: string | undefined;
  format?: unknown;
  meta?: Record<string, unknown> | undefined;
}

/** One line of the NDJSON answer. With `compareDateRange`, `data` has the rows of every range, told apart by `compareDateRange` in each. */
export type LoadLine =
  | {
      id: string;
      data: readonly Row[];
      annotation: Record<string, MemberAnnotation>;
      /** When Cube filled its cache: not how fresh the data is. */
      lastRefreshTime: string | null;
      freshness: FreshnessOfAnswer;
      /** Absent from a server that doesn't say. */
      used?: AnswerUse | undefined;
    }
  | { id: string; error: Problem };

/** What an answer was made from. */
export interface AnswerUse {
  /** Short names of the rollups, as in `cube/rollups.md`; none when it came from the tables. */
  rollups: readonly string[];
  /** Time the server took. */
  milliseconds: number;
  /** True when the server had the answer already. */
  cached: boolean;
}

/** The watermark an answer rests on: that of its latest source. */
export interface FreshnessOfAnswer {
  sources: readonly string[];
  /** Greatest event time ingested, of the source that lags most; null when one of them never delivered. */
  watermark: string | null;
}

/** RFC 9457 problem details, with a stable `code`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  /** Names of the members or parameters it is about. */
  members?: readonly string[] | undefined;
  /** What is wrong with which part of what was sent, for a form. */
  fields?: readonly { path: string; message: string }[] | undefined;
  /** Of a batch in which every query failed with this status: the problem of each. */
  errors?: readonly { id: string; error: Problem }[] | undefined;
}
