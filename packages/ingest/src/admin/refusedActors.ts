import type { RefusedActor } from "@northstar/core";
import { createRefusalLog, type RefusalLog } from "../hooks/refusalLog.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { actorHash } from "./audit.ts";
import { writeSecurityEvents } from "./securityEvents.ts";

export interface RefusedActors {
  /** Notes, doesn't wait. */
  note(actor: RefusedActor): void;
  /** Writes down what is left. */
  close(): Promise<void>;
}

/**
 * Who was refused administration, as rows of `security_events` of the kind `forbidden`: at most one for a person and what they asked for in each
 * 10 s, with a count, and beyond 200 of those one without a person. What is gathered lies in memory.
 */
export function createRefusedActors(
  warehouse: Warehouse,
  { now, onError }: { now(): number; onError(error: unknown): void },
): RefusedActors {
  const log: RefusalLog<"forbidden"> = createRefusalLog({
    async write(refusals) {
      const events = refusals.map(async ({ id, hook: area, address: subject, count, firstAt, lastAt }) => ({
        event_id: `forbidden:${id}`,
        occurred_at: BigInt(lastAt) * 1000n,
        kind: "forbidden" as const,
        actor: subject === null ? null : await actorHash(warehouse, { subject }),
        outcome: "refused" as const,
        severity: "medium" as const,
        source_id: area,
        _raw: JSON.stringify({
          count,
          firstAt: new Date(firstAt).toISOString(),
          lastAt: new Date(lastAt).toISOString(),
        }),
      }));
      await writeSecurityEvents(warehouse, ...(await Promise.all(events)));
    },
    onError,
  });
  return {
    // The log gathers by door, reason and who; here who is a person.
    note: ({ area, subject }) => log.note({ hook: area, kind: "forbidden", address: subject, at: now() }),
    close: () => log.close(),
  };
}
