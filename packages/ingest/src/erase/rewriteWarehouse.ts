import { open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { IngestError } from "../errors.ts";
import { identifier } from "../warehouse/ddl.ts";
import { openWarehouse } from "../warehouse/warehouse.ts";
import { warehouseError } from "../warehouse/warehouseError.ts";

/** Sizes in bytes. */
export interface RewrittenWarehouse {
  before: number;
  after: number;
}

/** Of an open warehouse: one that reads, one that writes. */
const OWN_CONNECTIONS = 2;

/**
 * Writes a warehouse into a new file and puts that in the old one's place. DuckDB keeps what was deleted or replaced, erased people too, in its
 * file: rows that are marked as deleted until their whole group is, and blocks that are free until something else is written there. The
 * new file has only what the tables say. It needs room for both, and nobody else may have the warehouse open.
 *
 * What ends it before the end leaves the old file as it was.
 * @throws IngestError `warehouse_missing`, `warehouse_locked`, `warehouse_full`, `warehouse_invalid`
 */
export async function rewriteWarehouse(path: string): Promise<RewrittenWarehouse> {
  const before = (await stat(path).catch(() => null))?.size;
  if (before === undefined) {
    throw new IngestError("warehouse_missing", `There is no warehouse at ${path}; check the path.`);
  }
  const warehouse = await openWarehouse({ path });
  const target = `${warehouse.path}.rewritten`;
  const removeTarget = () => Promise.all([rm(target, { force: true }), rm(`${target}.wal`, { force: true })]);
  try {
    // In one process everybody shares the instance, so the file's lock says nothing.
    const [connections] = await warehouse.all("SELECT * FROM duckdb_connection_count()");
    if (Number(Object.values(connections ?? {})[0]) > OWN_CONNECTIONS) {
      throw new IngestError(
        "warehouse_locked",
        `The warehouse ${path} is open in this process, and only who has it alone may write it anew; close it first.`,
      );
    }
    await warehouse.checkpoint();
    // Of a run that was killed.
    await removeTarget();
    const connection = await warehouse.instance.connect();
    const all = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
    try {
      const [current] = await all("SELECT current_database() AS name");
      const source = identifier(String(current?.name));
      await connection.run(`ATTACH '${target.replaceAll("'", "''")}' AS rewritten`);
      await connection.run(`COPY FROM DATABASE ${source} TO rewritten`);
      const [one, other] = [await contents(all, String(current?.name)), await contents(all, "rewritten")];
      if (one !== other) {
        throw new IngestError(
          "warehouse_invalid",
          `The copy of the warehouse ${path} isn't like it, so the old file stays; report it with the version of DuckDB.`,
        );
      }
      await connection.run("CHECKPOINT rewritten");
      await connection.run("DETACH rewritten");
    } finally {
      connection.closeSync();
    }
    await flush(target);
    const after = (await stat(target)).size;
    // While the old file is still locked, so that nobody writes to it in between.
    await rename(target, warehouse.path);
    await flush(dirname(warehouse.path));
    return { before, after };
  } catch (error) {
    await removeTarget();
    throw warehouseError(error, path);
  } finally {
    await warehouse.close();
  }
}

/** Tables and views of a database with their definitions and numbers of rows, as a text to compare. */
async function contents(all: (sql: string) => Promise<Record<string, unknown>[]>, database: string): Promise<string> {
  const named = `database_name = '${database.replaceAll("'", "''")}' AND NOT internal`;
  const tables = await all(
    `SELECT table_name AS name, sql FROM duckdb_tables() WHERE ${named} UNION ALL SELECT view_name, sql FROM duckdb_views() WHERE ${named}
     UNION ALL SELECT index_name, sql FROM duckdb_indexes() WHERE database_name = '${database.replaceAll("'", "''")}' ORDER BY 1`,
  );
  const counts = await all(`SELECT table_name AS name FROM duckdb_tables() WHERE ${named} ORDER BY 1`);
  for (const table of counts) {
    const [row] = await all(
      `SELECT count(*)::VARCHAR AS n FROM ${identifier(database)}.main.${identifier(String(table.name))}`,
    );
    table.n = row?.n;
  }
  return JSON.stringify([tables, counts]);
}

async function flush(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
