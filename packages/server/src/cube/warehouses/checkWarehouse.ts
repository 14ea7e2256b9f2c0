import { writeQueries } from "../model/checkQueries.ts";
import type { WarehouseType } from "./connection.ts";
import { type MissingPart, readMissingPart, warehouseIncomplete } from "./missingParts.ts";

type CompilerApi = Parameters<typeof writeQueries>[0];

/**
 * Has the warehouse plan, without running them, queries for every member of every view.
 * BigQuery explains nothing: there only the first query finds out.
 *
 * @throws CubeRuntimeError `warehouse_incomplete` with every table, column and function that the plans missed
 */
export async function checkWarehouse(
  api: CompilerApi,
  type: WarehouseType,
  query: (sql: string, values: unknown[]) => Promise<unknown>,
): Promise<void> {
  if (type === "bigquery") return;
  const missing: MissingPart[] = [];
  let cause: unknown;
  for (const [sql, values] of await writeQueries(api, await api.getCompilers())) {
    try {
      await query(`EXPLAIN ${sql}`, values);
    } catch (error) {
      const part = readMissingPart(error instanceof Error ? error.message : String(error));
      // Anything else shows with the query itself, and then with who asked it.
      if (part === null) continue;
      missing.push(part);
      cause ??= error;
    }
  }
  if (missing.length > 0) throw warehouseIncomplete(missing, cause);
}
