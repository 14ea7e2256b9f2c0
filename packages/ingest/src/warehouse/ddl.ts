import { bigquery } from "./dialects/bigquery.ts";
import type { Dialect, TableLayout, WarehouseDialect } from "./dialects/dialect.ts";
import { duckdb } from "./dialects/duckdb.ts";
import { postgres } from "./dialects/postgres.ts";
import { redshift } from "./dialects/redshift.ts";
import { snowflake } from "./dialects/snowflake.ts";
import { columnsOf, TABLES, type TableName, tableDefinition } from "./schema.ts";

/** Raised with every change of the schema; an older warehouse is refused rather than guessed at. */
export const SCHEMA_VERSION = 1;

/** What each warehouse has of its own, by name. */
export const DIALECTS: Readonly<Record<Dialect, WarehouseDialect>> = {
  duckdb,
  postgres,
  bigquery,
  redshift,
  snowflake,
};

/** Quotes an SQL identifier for DuckDB. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Columns of a table as a warehouse types them, in the order of the DDL. */
export function columnTypes(name: TableName, dialect: Dialect): Record<string, string> {
  const { types, jsonKeyType } = DIALECTS[dialect];
  const { key } = tableDefinition(name);
  return Object.fromEntries(
    Object.entries(columnsOf(name)).map(([column, type]) => [
      column,
      type === "JSON" && key.includes(column) ? jsonKeyType : types[type],
    ]),
  );
}

/** The time by which a table is laid out: the one that moves its watermark, or of messages, which move none, when they were sent. */
function layoutTime(name: TableName): TableLayout["time"] {
  const columns = columnsOf(name);
  const column = tableDefinition(name).time ?? "sent_at";
  const type = columns[column];
  return type === undefined ? null : { column, type };
}

/** `CREATE TABLE` of one table, and its indexes where the warehouse has them. */
function createTable(name: TableName, dialect: Dialect): string[] {
  const { quote, keySuffix, tableSuffix, indexes } = DIALECTS[dialect];
  const { key } = tableDefinition(name);
  const keyColumns = ["tenant_id", ...key];
  const lines = Object.entries(columnTypes(name, dialect)).map(([column, type]) => {
    const constraint =
      column === "tenant_id"
        ? " DEFAULT 'default' NOT NULL"
        : column === "_deleted"
          ? " DEFAULT false NOT NULL"
          : keyColumns.includes(column)
            ? " NOT NULL"
            : "";
    return `  ${quote(column)} ${type}${constraint}`;
  });
  lines.push(`  PRIMARY KEY (${keyColumns.map(quote).join(", ")})${keySuffix}`);
  const layout: TableLayout = { name, time: layoutTime(name) };
  return [
    `CREATE TABLE IF NOT EXISTS ${quote(name)} (\n${lines.join(",\n")}\n)${tableSuffix(layout)}`,
    ...indexes(layout),
  ];
}

/** All statements that make the warehouse where the session's names lead to, each safe to run again. */
export function warehouseStatements(dialect: Dialect = "duckdb"): string[] {
  const { quote, types, keySuffix, calendar, functions } = DIALECTS[dialect];
  const [info, key, value] = ["warehouse_info", "key", "value"].map(quote);
  return [
    `CREATE TABLE IF NOT EXISTS ${info} (\n  ${key} ${types.VARCHAR} NOT NULL,\n  ${value} ${types.VARCHAR},\n  PRIMARY KEY (${key})${keySuffix}\n)`,
    ...(Object.keys(TABLES) as TableName[]).flatMap((name) => createTable(name, dialect)),
    ...calendar,
    ...functions,
    `INSERT INTO ${info} (${key}, ${value})
SELECT wanted.${key}, wanted.${value}
FROM (SELECT 'schema_version' AS ${key}, '${SCHEMA_VERSION}' AS ${value} UNION ALL SELECT 'base_currency', 'USD') AS wanted
WHERE NOT EXISTS (SELECT 1 FROM ${info} AS known WHERE known.${key} = wanted.${key})`,
  ];
}

/** The whole schema as one SQL script; `cube/warehouse/<dialect>.sql` is this text. */
export function warehouseScript(dialect: Dialect = "duckdb"): string {
  const { title, place } = DIALECTS[dialect];
  const statements = warehouseStatements(dialect).map((statement) => {
    const name = /TABLE IF NOT EXISTS ["`]?(\w+)/.exec(statement)?.[1] ?? "";
    const about = name in TABLES ? `-- ${tableDefinition(name as TableName).about}\n` : "";
    return `${about}${statement};\n`;
  });
  return `-- Generated from packages/ingest/src/warehouse by the ddl command; do not edit.\n-- ${title}: run it in ${place}. Times are UTC. Safe to run again.\n\n${statements.join("\n")}`;
}
