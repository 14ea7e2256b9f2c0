import { DuckDBTimestampValue } from "@duckdb/node-api";
import type { SourceId } from "@northstar/core";
import type { TableRow } from "../sources/normaliser.ts";
import { MERGE_POLICIES } from "./mergePolicy.ts";
import { dropKnownStatement, mergeStatement } from "./mergeSql.ts";
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
    const policy = MERGE_POLICIES[table];
    const insertOnly = policy.kind === "insert";
    const once = insertOnly ? firstOfEachKey(table, rows) : rows;
    const staged = insertOnly && policy.immutableTime !== undefined ? inOrderOf(once, policy.immutableTime) : once;
    const stage = await stageRows(transaction.connection, table, staged);
    const dropKnown = dropKnownStatement(table, stage);
    if (dropKnown !== null) await transaction.run(dropKnown, { tenant: stamp.tenant });
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
  const [only] = key.length === 1 ? key : [];
  const seen = new Set<unknown>();
  return rows.filter((row) => {
    const value = only === undefined ? key.map((column) => String(row[column])).join("\u001f") : row[only];
    const { size } = seen;
    return seen.add(value).size > size;
  });
}

/**
 * Rows in the order of time, in which they are laid down: DuckDB knows the least and greatest value of each 122,880 rows, and a question
 * about a month skips those that lie outside it. They mostly come in it, so looking costs next to nothing where DuckDB would sort all
 * columns. Only of use without `ON CONFLICT`, which keeps no order; batches that are written with it come in the order of time anyway.
 */
function inOrderOf(rows: readonly Record<string, unknown>[], column: string): readonly Record<string, unknown>[] {
  const timeOf = (row: Record<string, unknown>) => row[column] as bigint;
  const isInOrder = rows.every((row, index) => {
    const before = rows[index - 1];
    return before === undefined || timeOf(before) <= timeOf(row);
  });
  if (isInOrder) return rows;
  return rows.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
}
