import { DuckDBDataChunk, VARCHAR } from "@duckdb/node-api";
import { identifier } from "./ddl.ts";
import type { WarehouseTransaction } from "./warehouse.ts";

const CHUNK_ROWS = 2048;

/** Makes a temporary table of text columns `c1`, `c2` … and fills it. */
export async function stageTexts(
  transaction: WarehouseTransaction,
  name: string,
  rows: readonly (readonly (string | null)[])[],
): Promise<void> {
  const width = rows[0]?.length ?? 1;
  const columns = Array.from({ length: width }, (_, index) => `c${index + 1} VARCHAR`).join(", ");
  await transaction.run(`CREATE OR REPLACE TEMP TABLE ${identifier(name)} (${columns})`);
  const appender = await transaction.connection.createAppender(name, "main", "temp");
  try {
    for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
      const slice = rows.slice(start, start + CHUNK_ROWS);
      const chunk = DuckDBDataChunk.create(
        Array.from({ length: width }, () => VARCHAR),
        slice.length,
      );
      for (let column = 0; column < width; column++) {
        chunk.setColumnValues(
          column,
          slice.map((row) => row[column] ?? null),
        );
      }
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}
