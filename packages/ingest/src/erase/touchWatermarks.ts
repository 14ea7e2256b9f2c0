import type { SqlRunner } from "../warehouse/warehouse.ts";

/**
 * Moves the watermarks of a tenant by as little as is noticed: whoever keeps answers keeps them under the watermarks, and rows that changed without a
 * load have to be asked for again. How late a source is stays true to the millisecond.
 */
export async function touchWatermarks(transaction: SqlRunner, tenant: string): Promise<void> {
  await transaction.run(
    "UPDATE watermarks SET last_loaded_at = last_loaded_at + INTERVAL 1 MILLISECOND WHERE tenant_id = $tenant",
    { tenant },
  );
}
