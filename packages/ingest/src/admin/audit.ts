import { randomUUID } from "node:crypto";
import type { IntegrationAction, IntegrationActor } from "@northstar/core";
import { contentId } from "../sources/hashing.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { writeSecurityEvents } from "./securityEvents.ts";

/**
 * Runs an action of a person with a row of `security_events` (kind `admin_action`) that is there before it begins: what can't be written
 * down isn't done. The outcome is `allowed`; an action that fails leaves a second row, `failed`. The person is a hash of the token's
 * subject with the tenant's salt, so that what one person did is seen together without naming anyone; `_raw` says what was done to what.
 */
export async function audited<T>(
  warehouse: Warehouse,
  what: { integration: string; action: IntegrationAction; actor: IntegrationActor; now: number },
  work: () => Promise<T>,
): Promise<T> {
  const id = randomUUID();
  const actor = await actorHash(warehouse, what.actor);
  await note("allowed");
  try {
    return await work();
  } catch (error) {
    // The failure itself is what the caller hears of.
    await note("failed").catch(() => undefined);
    throw error;
  }

  function note(outcome: "allowed" | "failed"): Promise<void> {
    return writeSecurityEvents(warehouse, {
      event_id: outcome === "failed" ? `admin:${id}:failed` : `admin:${id}`,
      occurred_at: BigInt(what.now) * 1000n,
      kind: "admin_action",
      actor,
      outcome,
      severity: SEVERITIES[what.action.action],
      source_id: what.integration,
      _raw: JSON.stringify({ integration: what.integration, ...summary(what.action) }),
    });
  }
}

/** By what it takes away: data that don't come, or a door that is opened another way. */
const SEVERITIES: Readonly<Record<IntegrationAction["action"], "low" | "medium">> = {
  pause: "medium",
  resume: "low",
  run: "low",
  backfill: "low",
  rotate: "medium",
  replay: "low",
  discard: "medium",
};

/** An action without the ids of its records: how many they are says enough. */
function summary(action: IntegrationAction): object {
  if (action.action !== "replay" && action.action !== "discard") return action;
  return { action: action.action, deadLetters: action.ids?.length ?? "all" };
}

/** A person as the security list names them. */
export async function actorHash(warehouse: Pick<Warehouse, "all">, { subject }: IntegrationActor): Promise<string> {
  const [row] = await warehouse.all(`SELECT "value" FROM warehouse_info WHERE "key" = 'identity_salt'`);
  return `user:${contentId(row?.value, subject).slice(0, 16)}`;
}
