import type { Dialect } from "../warehouse/dialects/dialect.ts";
import type { TableName } from "../warehouse/schema.ts";

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
  /** True when it holds all rows of the tenant: what the target has besides is deleted. */
  isWhole: boolean;
  /** What the target keeps to know these very rows again; null forgets what it kept. */
  mark: string | null;
}

/** A warehouse that rows are copied to, through its own client. */
export interface LoadTarget {
  readonly dialect: Dialect;
  /** How it likes its rows: CSV without a header, an empty field for null; or a JSON object a line. */
  readonly fileFormat: "csv" | "csv.gz" | "ndjson";
  /** Runs the statements that make the schema, each safe to run again. */
  prepare(statements: readonly string[]): Promise<void>;
  /** The marks of what it holds, by table. */
  readMarks(tenant: string): Promise<ReadonlyMap<string, string>>;
  /**
   * Makes the table agree with the slice: new rows inserted, changed ones replaced, and those that are gone deleted when the slice is
   * whole. All or nothing, the mark with it.
   */
  load(slice: TableSlice): Promise<void>;
  close(): Promise<void>;
}

/** The key of `warehouse_info` under which a target keeps a mark. */
export function markKey(tenant: string, table: string): string {
  return `published.${tenant}.${table}`;
}
