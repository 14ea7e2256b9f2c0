import type { DuckDBConnection } from "@duckdb/node-api";
import { IngestError } from "../errors.ts";
import type { SqlRunner, Warehouse } from "../warehouse/warehouse.ts";

/** Reads a warehouse on a connection of its own, so that long reads hold nobody up. */
export interface SnapshotReader {
  /** What `work` reads is of one moment. */
  atOnce<T>(work: (read: SqlRunner["all"]) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Connects for reading. When the warehouse has to be opened anew, what is being read is broken off and fails.
 * @throws the warehouse's codes
 */
export async function openSnapshotReader(warehouse: Warehouse): Promise<SnapshotReader> {
  const connection = await warehouse.instance.connect();
  let work: Promise<unknown> = Promise.resolve();
  let isOpen = true;
  async function letGo(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    connection.interrupt();
    await work.catch(() => undefined);
    connection.closeSync();
  }
  const forget = warehouse.instance.onReopen(letGo);
  return {
    async atOnce(read) {
      if (!isOpen) throw new IngestError("warehouse_invalid", "The warehouse was opened anew while it was read.");
      const reading = inTransaction(connection, () => read((sql, parameters) => rowsOf(connection, sql, parameters)));
      work = reading;
      return reading;
    },
    async close() {
      forget();
      await letGo();
    },
  };
}

async function inTransaction<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await connection.run("BEGIN TRANSACTION");
  try {
    return await work();
  } finally {
    // Nothing was written.
    await connection.run("ROLLBACK").catch(() => undefined);
  }
}

async function rowsOf(connection: DuckDBConnection, ...[sql, parameters]: Parameters<SqlRunner["all"]>) {
  return (await connection.runAndReadAll(sql, parameters)).getRowObjectsJS() as Record<string, unknown>[];
}
