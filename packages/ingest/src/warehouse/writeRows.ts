import { DuckDBTimestampValue } from "@duckdb/node-api";
import type { SourceId } from "@northstar/core";
import type { TableRow } from "../sources/normaliser.ts";
import { MERGE_POLICIES } from "./mergePolicy.ts";
import { mergeStatement } from "./mergeSql.ts";
import { type RowTableName, tableDefinition } from "./schema.ts";
import { stageRows } from "./stage.ts";
import type { WarehouseTransaction } from "./warehouse.ts";

/** What every row of a write has in common. */
export interface WriteStamp {
  tenant: string;
  source: SourceId;
  runId: string;
  /** µs UTC. */
  loadedAt: bigint;
}

/** Rows of one table, as the writer takes them. */
export type RowsByTable = Map<RowTableName, Record<string, unknown>[]>;

/** Rows of each table that changed: inserted, or inserted and updated where the table is upserted. */
export type RowCounts = Partial<Record<RowTableName, number>>;

/** Puts rows under their tables. */
export function byTable(rows: Iterable<TableRow>): RowsByTable {
  const tables: RowsByTable = new Map();
  for (const { table, row } of rows) {
    const list = tables.get(table);
    if (list) list.push(row as Record<string, unknown>);
    else tables.set(table, [row as Record<string, unknown>]);
  }
  return tables;
}

/** Writes rows inside a transaction, each table by its merge policy. Idempotent. */
export async function writeRows(
  transaction: WarehouseTransaction,
  tables: RowsByTable,
  stamp: WriteStamp,
): Promise<{ written: RowCounts; unchanged: number }> {
  const written: RowCounts = {};
  let unchanged = 0;
  for (const [table, rows] of tables) {
    if (rows.length === 0) continue;
    const insertOnly = MERGE_POLICIES[table].kind === "insert";
    const staged = insertOnly ? firstOfEachKey(table, rows) : rows;
    const stage = await stageRows(transaction.connection, table, staged);
    const result = await transaction.connection.run(mergeStatement(table, stage), stampParameters(stamp));
    await transaction.run(`DROP TABLE ${stage}`);
    written[table] = result.rowsChanged;
    if (insertOnly) unchanged += rows.length - result.rowsChanged;
  }
  return { written, unchanged };
}

export function stampParameters({ tenant, source, loadedAt, runId }: WriteStamp) {
  return { tenant, source, loaded: new DuckDBTimestampValue(loadedAt), run: runId };
}

function firstOfEachKey(
  table: RowTableName,
  rows: readonly Record<string, unknown>[],
): readonly Record<string, unknown>[] {
  const { key } = tableDefinition(table);
  const seen = new Set<string>();
  return rows.filter((row) => {
    const value =
      key.length === 1 ? String(row[key[0] ?? ""]) : key.map((column) => String(row[column])).join("\u001f");
    if (seen.has(value)) return false;
    seen.add(value);
    return true;
  });
}
