import { randomUUID } from "node:crypto";
import { writeOwnRecords } from "../pipeline/ownRecords.ts";
import { announceCommit, greatestOf } from "../pipeline/watermarks.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";

/** A row of `security_events` that administration leaves. Rows of that table are never changed. */
export interface SecurityEvent {
  event_id: string;
  /** µs UTC */
  occurred_at: bigint;
  kind: "admin_action" | "forbidden";
  /** As `actorHash` gives it; null for many. */
  actor: string | null;
  outcome: "allowed" | "failed" | "refused";
  severity: "low" | "medium";
  /** Name of the integration, or what else was administered. */
  source_id: string;
  /** JSON */
  _raw: string;
}

export async function writeSecurityEvents(warehouse: Warehouse, ...events: readonly SecurityEvent[]): Promise<void> {
  const rows = events.map((event) => ({ ...event, ip_hash: null }));
  await warehouse.transaction((transaction) =>
    writeOwnRecords(transaction, new Map([["security_events", rows]]), {
      tenant: warehouse.tenant,
      runId: randomUUID(),
      loadedAt: greatestOf(events.map((event) => event.occurred_at)) ?? 0n,
    }),
  );
  await announceCommit(warehouse);
}
