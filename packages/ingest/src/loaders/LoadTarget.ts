import type { Dialect } from "../warehouse/dialects/dialect.ts";
import type { TableName } from "../warehouse/schema.ts";
import type { SliceScope } from "./dayBuckets.ts";

/** How the rows of a slice meet those that are there. */
export type SliceRule =
  /** By the table's merge policy, as DuckDB's own writer does it: see `warehouse/mergePolicy.ts`. The file has a first column `ns_position`. */
  | { kind: "policy" }
  /** The target becomes as the slice is: rows replaced, and those of the scope that it doesn't hold deleted. */
  | {
      kind: "mirror";
      scope: SliceScope;
      /** What the target keeps to know these very rows again, by day; those that are forgotten go first. */
      marks: { forget: "all" | readonly string[]; keep: ReadonlyMap<string, string> };
    };

/** Rows of one table and tenant, in a file, on their way to another warehouse. */
export interface TableSlice {
  table: TableName;
  tenant: string;
  /** Columns in the order of the file, as the target types them. */
  columns: Readonly<Record<string, string>>;
  /** Columns that tell rows apart, `tenant_id` first. */
  key: readonly string[];
  /** The file, in the target's format. */
  path: string;
  rule: SliceRule;
}

/** A warehouse that rows are brought to in files, through its own client. */
export interface LoadTarget {
  readonly dialect: Dialect;
  /** How it likes its rows: CSV without a header, an empty field for null; or a JSON object a line. */
  readonly fileFormat: "csv" | "csv.gz" | "ndjson";
  /** Runs the statements that make the schema, each safe to run again. */
  prepare(statements: readonly string[]): Promise<void>;
  /** The marks of what it holds, by table and day. */
  readMarks(tenant: string): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>>;
  /** Brings the slices in by their rules, and their marks: all of it or nothing. */
  load(slices: readonly TableSlice[]): Promise<void>;
  close(): Promise<void>;
}

/** The key of `warehouse_info` under which a target keeps a mark. No tenant has a colon. */
export function markKey(tenant: string, table: string, day: string): string {
  return `published:${tenant}:${table}:${day}`;
}
