import { DUCKDB_CALENDAR, DUCKDB_FUNCTIONS } from "./dialects/duckdb.ts";
import { columnsOf, TABLES, type TableName, tableDefinition } from "./schema.ts";

/** Raised with every change of the schema; an older warehouse is refused rather than guessed at. */
export const SCHEMA_VERSION = 1;

/** Quotes an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `CREATE TABLE` of one table, for DuckDB. */
export function createTable(name: TableName): string {
  const { key } = tableDefinition(name);
  const keyColumns = ["tenant_id", ...key];
  const lines = Object.entries(columnsOf(name)).map(([column, type]) => {
    const constraint =
      column === "tenant_id"
        ? " NOT NULL DEFAULT 'default'"
        : column === "_deleted"
          ? " NOT NULL DEFAULT false"
          : keyColumns.includes(column)
            ? " NOT NULL"
            : "";
    return `  ${identifier(column)} ${type}${constraint}`;
  });
  lines.push(`  PRIMARY KEY (${keyColumns.map(identifier).join(", ")})`);
  return `CREATE TABLE IF NOT EXISTS ${identifier(name)} (\n${lines.join(",\n")}\n)`;
}

/** All statements that make the warehouse, each safe to run again. */
export function warehouseStatements(): string[] {
  return [
    `CREATE TABLE IF NOT EXISTS "warehouse_info" (\n  "key" VARCHAR PRIMARY KEY,\n  "value" VARCHAR\n)`,
    ...(Object.keys(TABLES) as TableName[]).map(createTable),
    DUCKDB_CALENDAR,
    ...DUCKDB_FUNCTIONS,
    `INSERT INTO "warehouse_info" VALUES ('schema_version', '${SCHEMA_VERSION}'), ('base_currency', 'USD') ON CONFLICT DO NOTHING`,
  ];
}

/** The whole schema as one SQL script; `cube/warehouse/duckdb.sql` is this text. */
export function warehouseScript(): string {
  const statements = warehouseStatements().map((statement) => {
    const name = /TABLE IF NOT EXISTS "(\w+)"/.exec(statement)?.[1] ?? "";
    const about = name in TABLES ? `-- ${tableDefinition(name as TableName).about}\n` : "";
    return `${about}${statement};\n`;
  });
  return `-- Generated from packages/ingest/src/warehouse/schema.ts by the ddl command; do not edit.\n-- DuckDB. Times are UTC.\n\n${statements.join("\n")}`;
}
