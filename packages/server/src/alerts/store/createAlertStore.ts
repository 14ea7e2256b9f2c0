import { and, eq, lt, sql } from "drizzle-orm";
import type { AppState } from "../../state/AppState.ts";
import type { AlertStore, Outbox } from "../types.ts";
import { commitEvaluation, postMessages } from "./commitEvaluation.ts";
import { historyStore } from "./historyStore.ts";
import { leaseStore } from "./leaseStore.ts";
import { forgetMessages, outboxStore } from "./outboxStore.ts";
import { remarkStore } from "./remarkStore.ts";
import { ruleStore } from "./ruleStore.ts";
import type { StoreParts } from "./StoreParts.ts";
import { alertHistory } from "./tables.ts";

const CHANNEL = "northstar_alerts";
const DAY_MS = 86_400_000;
const KEEP_HISTORY_MS = 400 * DAY_MS;
const KEEP_MESSAGES_MS = 30 * DAY_MS;

/** A store that is told of what others write. */
export interface OpenAlertStore extends AlertStore, Outbox {
  /** Lets go of history older than 400 days, and of what messages said that were sent more than 30 days ago. */
  prune(at: number): Promise<void>;
  /** Ends listening; the app state stays open. */
  close(): Promise<void>;
}

/** Keeps the alerts of one tenant in the app state. */
export async function createAlertStore(state: AppState, tenant: string): Promise<OpenAlertStore> {
  const listeners = new Set<() => void>();
  const stop = await state.listen(CHANNEL, (payload) => {
    // Empty after a lost connection: anything may have changed.
    if (payload !== "" && payload !== tenant) return;
    for (const listener of [...listeners]) listener();
  });
  const parts: StoreParts = {
    state,
    db: state.db,
    tenant,
    async changed() {
      await state.db.execute(sql`SELECT pg_notify(${CHANNEL}, ${tenant})`);
    },
  };
  return {
    tenant,
    ...ruleStore(parts),
    ...leaseStore(parts),
    ...remarkStore(parts),
    ...commitEvaluation(parts),
    ...postMessages(parts),
    ...historyStore(parts),
    ...outboxStore(parts),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async prune(at) {
      await state.db
        .delete(alertHistory)
        .where(and(eq(alertHistory.tenant, tenant), lt(alertHistory.at, at - KEEP_HISTORY_MS)));
      await forgetMessages(parts, at - KEEP_MESSAGES_MS);
    },
    close: stop,
  };
}
