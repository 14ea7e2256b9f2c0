import type { TableWatermark } from "@northstar/core";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { IntegrationSpec } from "./integrationSpec.ts";
import { isoOf } from "./toRun.ts";

/** How far each table has come by what an integration brings, the one that was written last first. */
export async function readTableWatermarks(
  { all, tenant }: Pick<Warehouse, "all" | "tenant">,
  { records }: Pick<IntegrationSpec, "records">,
): Promise<TableWatermark[]> {
  const rows = await all(
    `SELECT table_name, max(last_event_at) AS last_event_at, max(last_loaded_at) AS last_loaded_at FROM table_watermarks
     WHERE tenant_id = $tenant AND list_contains(from_json($records, '["VARCHAR"]'), provider)
     GROUP BY table_name ORDER BY last_loaded_at DESC, table_name`,
    { tenant, records: JSON.stringify(records) },
  );
  return rows.map((row) => ({
    table: String(row.table_name),
    lastEventAt: isoOf(row.last_event_at),
    lastLoadedAt: isoOf(row.last_loaded_at) ?? new Date(0).toISOString(),
  }));
}
