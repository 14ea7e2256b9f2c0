import type { Warehouse } from "../warehouse.ts";

/**
 * Has DuckDB invalidate the instance, as it does when it can't write its file: a setting for its own tests ends a checkpoint with a fatal
 * error. Wants a configuration that isn't locked.
 */
export async function breakWarehouse(warehouse: Warehouse): Promise<void> {
  const connection = await warehouse.instance.connect();
  try {
    await connection.run("SET GLOBAL debug_checkpoint_abort = 'before_header'");
    // Something to fold into the file.
    await connection.run("CREATE OR REPLACE TABLE broken AS SELECT 1 AS one");
    const outcome = await connection.run("CHECKPOINT").catch((error: Error) => error.message);
    if (typeof outcome !== "string" || !outcome.startsWith("FATAL")) throw new Error(`It isn't broken: ${outcome}`);
  } finally {
    connection.closeSync();
  }
}
