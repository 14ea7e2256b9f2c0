/** A cell as it leaves: numbers are strings (Cube's wire format), times `YYYY-MM-DDTHH:mm:ss.SSS`, nested values as they are. */
export type OutputCell = string | boolean | null | object;

/** A row as the driver gave it, keyed by column alias. */
export type DriverRow = Readonly<Record<string, unknown>>;

/** Raw rows, by row or by column. */
export type RawRows =
  | { kind: "rows"; rows: readonly DriverRow[] }
  | { kind: "columns"; members: readonly string[]; columns: readonly (readonly unknown[])[] };

export type ResponseFormat = "default" | "compact" | "columnar";
export type QueryType = "regularQuery" | "compareDateRangeQuery" | "blendingQuery";

export interface NormalizedTimeDimension {
  dimension: string;
  granularity?: string | null;
  dateRange?: readonly string[] | null;
  compareDateRange?: unknown;
}

/** A query as the API gateway hands it on: only what the transformation reads is named. */
export interface NormalizedQuery {
  measures?: readonly unknown[] | null;
  dimensions?: readonly unknown[] | null;
  timeDimensions?: readonly NormalizedTimeDimension[] | null;
  [field: string]: unknown;
}

/** What the gateway knows of an answer before its rows are looked at. */
export interface TransformRequest {
  /** Column alias to member name. */
  aliasToMemberNameMap: Readonly<Record<string, string>>;
  /** Visible members of the query, by name; a member that isn't here is hidden. */
  annotation: Readonly<Record<string, { type?: string | null }>>;
  query: NormalizedQuery;
  queryType?: QueryType | null;
  resType?: ResponseFormat | null;
}
