import { sql } from "drizzle-orm";
import { fromDrizzle, type PgBoss } from "pg-boss";
import type { StateTransaction } from "../../state/AppState.ts";

/** What a job of delivery carries: the message itself is in the outbox. */
export interface DeliveryJob {
  tenant: string;
  id: string;
}

/** A queue for each channel: one that doesn't answer keeps no other waiting. */
export function queueOf(channel: string): string {
  return `alerts/${channel}`;
}

const prepared = new WeakMap<PgBoss, Set<string>>();

/** Jobs that bring messages out. */
export const enqueue = {
  /** Makes the queues of channels where they lack. */
  async prepare(boss: PgBoss, channels: readonly string[]): Promise<void> {
    const known = prepared.get(boss) ?? new Set();
    prepared.set(boss, known);
    for (const name of new Set(channels.map(queueOf))) {
      if (known.has(name)) continue;
      // Attempts and their pauses are the channels' own: a job that fails is a process that died.
      await boss.createQueue(name, {
        retryLimit: 5,
        retryDelay: 5,
        retryBackoff: true,
        expireInSeconds: 300,
        notify: true,
      });
      known.add(name);
    }
  },

  /** Adds jobs inside a transaction: they are there when it commits. */
  async send(
    boss: PgBoss,
    transaction: StateTransaction,
    tenant: string,
    messages: readonly { id: string; channel: string; notBefore: number }[],
  ): Promise<void> {
    const db = fromDrizzle(transaction, sql);
    for (const { id, channel, notBefore } of messages) {
      const job: DeliveryJob = { tenant, id };
      await boss.send(queueOf(channel), job, { db, startAfter: new Date(notBefore) });
    }
  },
};
