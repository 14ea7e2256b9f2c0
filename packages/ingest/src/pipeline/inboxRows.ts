import { DuckDBTimestampValue } from "@duckdb/node-api";
import type { Delivery } from "../spool/types.ts";
import type { WarehouseTransaction } from "../warehouse/warehouse.ts";
import { storedForm } from "./inbox.ts";
import type { PartFormat } from "./part.ts";
import { formatOf } from "./readParts.ts";

/** Puts verified deliveries into the inbox, in bulk; none of them may be there. `processedAt` in µs UTC, null for those that wait. */
export async function appendDeliveries(
  transaction: WarehouseTransaction,
  tenant: string,
  deliveries: readonly Delivery[],
  mark: { processedAt: bigint | null; attempts: number; error?: string | undefined },
  format: (delivery: Delivery) => PartFormat = ({ body }) => formatOf(body),
): Promise<void> {
  if (deliveries.length === 0) return;
  const appender = await transaction.connection.createAppender("raw_inbox");
  try {
    for (const delivery of deliveries) {
      const { body, headers } = storedForm({ body: delivery.body, format: format(delivery) }, delivery.headers);
      appender.appendVarchar(tenant);
      appender.appendVarchar(delivery.source);
      appender.appendVarchar(delivery.dedupKey);
      appender.appendTimestamp(new DuckDBTimestampValue(delivery.receivedAt));
      appender.appendVarchar(headers);
      appender.appendBlob(body);
      appender.appendBoolean(true);
      if (mark.processedAt === null) appender.appendNull();
      else appender.appendTimestamp(new DuckDBTimestampValue(mark.processedAt));
      appender.appendInteger(mark.attempts);
      if (mark.error === undefined) appender.appendNull();
      else appender.appendVarchar(mark.error);
      appender.endRow();
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}
