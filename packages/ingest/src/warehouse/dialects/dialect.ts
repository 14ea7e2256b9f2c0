import type { ColumnType, TableName } from "../schema.ts";

/** Warehouses that the model runs on. */
export type Dialect = "duckdb" | "postgres" | "bigquery" | "redshift" | "snowflake";

/** A table as a dialect needs to know it to lay it out. */
export interface TableLayout {
  name: TableName;
  /** The column that says when a row happened, with its type; null for tables without one. */
  time: { column: string; type: ColumnType } | null;
}

/** How one warehouse spells the schema, and what it has that the others haven't. All of it is here and in the model's dialect class. */
export interface WarehouseDialect {
  /** As people write it. */
  title: string;
  /** Where scripts and statements put the tables: nothing is qualified. */
  place: string;
  quote(name: string): string;
  types: Readonly<Record<ColumnType, string>>;
  /** How text is typed that is compared: a JSON column of a key is stored as text, because JSON can't be compared everywhere. */
  jsonKeyType: string;
  /** Follows `PRIMARY KEY (…)`: whether it is enforced. */
  keySuffix: string;
  /** What stands behind the columns of `CREATE TABLE`: the physical order. */
  tableSuffix(table: TableLayout): string;
  /** Statements after `CREATE TABLE`. */
  indexes(table: TableLayout): string[];
  /** Makes `calendar_days(day DATE)`: 2000-01-01 to 2049-12-31, one row each. */
  calendar: readonly string[];
  /** The functions that the model calls; see `duckdb.ts` for what each means. */
  functions: readonly string[];
}
