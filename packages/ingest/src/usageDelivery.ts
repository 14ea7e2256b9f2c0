import { hash } from "node:crypto";
import type { UsageRow } from "@northstar/core";
import type { Delivery } from "./spool/types.ts";

/**
 * Events of use as a delivery of their source. The same events, told again a moment later, are the same delivery.
 * @param now milliseconds since the epoch
 */
export function usageDelivery(rows: readonly UsageRow[], now: number): Delivery {
  const ids = rows.map(({ event_id }) => event_id).sort();
  return {
    source: "usage",
    dedupKey: `events:${hash("sha256", ids.join("\n"), "hex")}`,
    receivedAt: BigInt(now) * 1000n,
    headers: { "content-type": "application/json" },
    body: Buffer.from(JSON.stringify(rows)),
  };
}
