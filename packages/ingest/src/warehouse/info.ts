import type { Warehouse } from "./warehouse.ts";

/** What a warehouse says of itself, e.g. `sample`: `"true"` while it holds generated data, `base_currency`. */
export type WarehouseInfo = Readonly<Record<string, string>>;

/** Reads all that the warehouse says of itself. */
export async function readWarehouseInfo(warehouse: Warehouse): Promise<WarehouseInfo> {
  const rows = await warehouse.all(`SELECT "key", "value" FROM "warehouse_info"`);
  return Object.fromEntries(rows.map((row) => [String(row.key), String(row.value)]));
}

/** Writes entries, replacing those of the same key. */
export async function writeWarehouseInfo(warehouse: Warehouse, info: WarehouseInfo): Promise<void> {
  await warehouse.transaction(async (transaction) => {
    for (const [key, value] of Object.entries(info)) {
      await transaction.run(
        `INSERT INTO "warehouse_info" VALUES ($1, $2) ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`,
        [key, value],
      );
    }
  });
}
