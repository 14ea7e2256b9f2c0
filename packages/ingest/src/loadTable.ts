import { open, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { DuckDBTimestampValue } from "@duckdb/node-api";
import { SOURCES, type SourceId } from "@northstar/core";
import { parse } from "csv-parse/sync";
import { IngestError } from "./errors.ts";
import { checkedColumns, type LoadableColumn, uncastable } from "./loadTableCheck.ts";
import { advanceWatermark, announceCommit } from "./pipeline/watermarks.ts";
import { identifier } from "./warehouse/ddl.ts";
import { isTableName, type RowTableName, tableDefinition } from "./warehouse/schema.ts";
import { stageTexts } from "./warehouse/stageTexts.ts";
import type { Warehouse, WarehouseTransaction } from "./warehouse/warehouse.ts";

/** What {@link loadTable} did. */
export interface LoadReport {
  table: RowTableName;
  /** Rows in the file. */
  rows: number;
  /** Rows inserted or updated; fewer than `rows` where the file has a key twice. */
  upserted: number;
}

/**
 * Loads rows that already have the shape of a warehouse table: CSV, NDJSON or Parquet, told by the file's ending. Columns
 * are matched by name; rows with a known key are replaced. All or nothing.
 * @throws IngestError `unknown_table`; `file_unreadable`; `table_mismatch` for an unknown or missing column and for a value
 *   that can't be cast, which it names with its row
 */
export async function loadTable(warehouse: Warehouse, tableName: string, path: string): Promise<LoadReport> {
  if (!isTableName(tableName) || tableDefinition(tableName).kind !== "rows") {
    throw new IngestError(
      "unknown_table",
      `There is no table called ${tableName} to load; see the warehouse's schema for the names.`,
    );
  }
  const table = tableName as RowTableName;
  const report = await warehouse.transaction(async (transaction) => {
    const header = await stageFile(transaction, path);
    const columns = checkedColumns(table, header, path);
    await uncastable(transaction, columns, path);
    const counts = await upsert(transaction, warehouse.tenant, table, columns);
    const now = BigInt(Date.now()) * 1000n;
    for (const source of fedBy(table)) {
      const tables = new Map([[table, null]]);
      await advanceWatermark(transaction, { tenant: warehouse.tenant, source, provider: "file", tables, now });
    }
    return { table, ...counts };
  });
  await announceCommit(warehouse);
  return report;
}

/** Sources that a table's rows come from, whose answers are old once the table is loaded. */
function fedBy(table: RowTableName): readonly SourceId[] {
  switch (table) {
    case "users":
    case "identities":
    case "score_history":
      return ["crm"];
    case "sessions":
    case "events":
      return ["ga4"];
    case "content":
    case "content_consumption":
      return ["content"];
    case "campaigns":
    case "messages":
    case "message_events":
    case "conversions":
      return ["email", "whatsapp"];
    case "referrals":
      return ["referrals"];
    case "sponsors":
    case "sponsorship_entries":
      return ["sponsorship"];
    case "metric_daily":
      return SOURCES;
    case "usage_events":
      return ["usage"];
    default:
      return ["ops"];
  }
}

/** Puts the file's rows into `temp.loaded` as they are, with their number in `ns_row`; the names of its columns. */
async function stageFile(transaction: WarehouseTransaction, path: string): Promise<string[]> {
  try {
    if (/\.parquet$/i.test(path)) return await stageParquet(transaction, path);
    const text = (await readFile(path, "utf8")).replace(/^\ufeff/, "");
    const rows = /\.(ndjson|jsonl|json)$/i.test(path) ? ndjsonRows(text, path) : csvRows(text);
    return await stageTextRows(transaction, rows);
  } catch (error) {
    if (error instanceof IngestError) throw error;
    const why = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
    throw new IngestError("file_unreadable", `The file ${path} can't be read (${why}), so nothing was loaded.`, {
      cause: error,
    });
  }
}

async function stageParquet(transaction: WarehouseTransaction, path: string): Promise<string[]> {
  // DuckDB's own message would tell of a pattern without matches.
  await (await open(path, "r")).close();
  await transaction.run(
    `CREATE OR REPLACE TEMP TABLE loaded AS SELECT row_number() OVER () AS ns_row, * FROM read_parquet('${path.replaceAll("'", "''")}')`,
  );
  const columns = await transaction.all(`SELECT column_name FROM duckdb_columns() WHERE table_name = 'loaded'`);
  return columns.map((row) => String(row.column_name)).filter((name) => name !== "ns_row");
}

interface TextRows {
  header: string[];
  rows: (string | null)[][];
}

function csvRows(text: string): TextRows {
  const [header = [], ...rows] = parse(text, { skip_empty_lines: true, trim: true }) as string[][];
  return { header, rows: rows.map((row) => row.map((value) => (value === "" ? null : value))) };
}

function ndjsonRows(text: string, path: string): TextRows {
  const header: string[] = [];
  const places = new Map<string, number>();
  const rows = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, index) => {
      const row: (string | null)[] = [];
      for (const [name, value] of Object.entries(jsonObject(line, index, path))) {
        if (!places.has(name)) places.set(name, header.push(name) - 1);
        row[places.get(name) ?? 0] = textValue(value);
      }
      return row;
    });
  return { header, rows };
}

function jsonObject(line: string, index: number, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, with the row.
  }
  throw new IngestError(
    "table_mismatch",
    `Row ${index + 1} of ${basename(path)} isn't a JSON object, so nothing was loaded.`,
  );
}

function textValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

async function stageTextRows(transaction: WarehouseTransaction, { header, rows }: TextRows): Promise<string[]> {
  const numbered = rows.map((row, index) => [String(index + 1), ...header.map((_, column) => row[column] ?? null)]);
  // A file without rows still has columns to check.
  const width = [null, ...header.map(() => null)];
  await stageTexts(transaction, "loaded_text", [width, ...numbered]);
  const names = header.map((name, index) => `c${index + 2} AS ${identifier(name)}`);
  await transaction.run(
    `CREATE OR REPLACE TEMP TABLE loaded AS SELECT ${["CAST(c1 AS BIGINT) AS ns_row", ...names].join(", ")}
     FROM temp.loaded_text WHERE c1 IS NOT NULL`,
  );
  return header;
}

async function upsert(
  transaction: WarehouseTransaction,
  tenant: string,
  table: RowTableName,
  columns: readonly LoadableColumn[],
): Promise<{ rows: number; upserted: number }> {
  const { key, time } = tableDefinition(table);
  const names = columns.map(({ name }) => identifier(name));
  const keys = key.map(identifier).join(", ");
  const free = columns.filter(({ name }) => !key.includes(name)).map(({ name }) => identifier(name));
  const stamped = ["_loaded_at", ...(columns.some(({ name }) => name === "source") ? [] : ["source"])];
  const [counted] = await transaction.all("SELECT count(*) AS n FROM temp.loaded");
  const [known] = await transaction.all(
    `SELECT 1 FROM ${identifier(table)} AS known JOIN temp.loaded AS loaded
       ON ${columns.flatMap(({ name, type }) => (key.includes(name) ? `known.${identifier(name)} = CAST(loaded.${identifier(name)} AS ${type})` : [])).join(" AND ")}
     WHERE known.tenant_id = $tenant LIMIT 1`,
    { tenant },
  );
  const hasTime = columns.some(({ name }) => name === time);
  const result = await transaction.connection.run(
    `INSERT INTO ${identifier(table)} (tenant_id, ${names.join(", ")}, ${stamped.join(", ")})
     SELECT $tenant, ${columns.map(({ name, type }) => `CAST(${identifier(name)} AS ${type})`).join(", ")},
       ${stamped.map((name) => (name === "source" ? "'load'" : "CAST($now AS TIMESTAMP)")).join(", ")}
     FROM temp.loaded QUALIFY row_number() OVER (PARTITION BY ${keys} ORDER BY ns_row DESC) = 1
     ${
       // A first load may be most of the table; with ON CONFLICT its rows would lie in no order.
       known === undefined && hasTime
         ? `ORDER BY CAST(${identifier(time ?? "")} AS TIMESTAMP)`
         : `ON CONFLICT (tenant_id, ${keys}) DO UPDATE SET ${[...free, ...stamped].map((name) => `${name} = excluded.${name}`).join(", ")}`
     }`,
    { tenant, now: new DuckDBTimestampValue(BigInt(Date.now()) * 1000n) },
  );
  return { rows: Number(counted?.n ?? 0), upserted: result.rowsChanged };
}
