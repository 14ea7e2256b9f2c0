import type { WarehouseTransaction } from "../warehouse/warehouse.ts";
import { type RowsByTable, type WriteStamp, writeRows } from "../warehouse/writeRows.ts";
import { advanceWatermark, greatestTimes } from "./watermarks.ts";

/** As whose the platform's own rows are told from those of other operations. */
export const OWN_PROVIDER = "northstar";

/**
 * Writes what ingestion records of itself: runs, latencies, refusals, what people did. They are operations' data like any other, so they move
 * that source's watermark, by which the technical view hears of them.
 */
export async function writeOwnRecords(
  transaction: WarehouseTransaction,
  rows: RowsByTable,
  stamp: Omit<WriteStamp, "source">,
): Promise<void> {
  await writeRows(transaction, rows, { ...stamp, source: "ops" });
  await advanceWatermark(transaction, {
    tenant: stamp.tenant,
    source: "ops",
    provider: OWN_PROVIDER,
    tables: greatestTimes(rows),
    now: stamp.loadedAt,
  });
}
