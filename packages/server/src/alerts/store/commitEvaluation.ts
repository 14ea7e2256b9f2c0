import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { StateTransaction } from "../../state/AppState.ts";
import type { AlertMessage, AlertStore, Outbox } from "../types.ts";
import { enqueue } from "./jobs.ts";
import { isHeld } from "./leaseStore.ts";
import type { StoreParts } from "./StoreParts.ts";
import { alertHistory, alertMessagesOfHistory, alertOutbox, alertStates, alertUntold } from "./tables.ts";

/** Rows of one statement: Postgres takes 65,535 parameters. */
const ROWS = 1000;

/** Writes what an evaluation changes and has it sent, all of it or nothing, under the lease. */
export function commitEvaluation(parts: StoreParts): Pick<AlertStore, "commit"> {
  const { state, db, tenant, changed } = parts;
  return {
    async commit({ rows, history, messages, untold }, lease) {
      const boss = await bossOf(state, messages);
      const isWritten = await db.transaction(async (transaction) => {
        if (!(await isHeld(transaction, tenant, lease))) return false;
        for (const some of slices(rows)) {
          await transaction
            .insert(alertStates)
            .values(some.map((row) => ({ tenant, ...row })))
            .onConflictDoUpdate({
              target: [alertStates.tenant, alertStates.ruleId, alertStates.audienceId],
              set: {
                rows: sql`excluded.rows`,
                ruleVersion: sql`excluded.rule_version`,
                state: sql`excluded.state`,
                episode: sql`excluded.episode`,
                told: sql`excluded.told`,
              },
            });
        }
        for (const some of slices(history)) {
          await transaction.insert(alertHistory).values(some.map((entry) => ({ tenant, ...entry })));
        }
        for (const some of slices(untold)) {
          await transaction
            .insert(alertUntold)
            .values(some.map((one) => ({ tenant, ...one })))
            .onConflictDoNothing();
        }
        const fresh = await putOut(transaction, tenant, messages);
        if (boss) await enqueue.send(boss, transaction, tenant, fresh);
        return true;
      });
      if (isWritten) await changed();
      return isWritten;
    },
  };
}

/** Messages that no evaluation made. */
export function postMessages({ state, db, tenant, changed }: StoreParts): Pick<Outbox, "post"> {
  return {
    async post(messages, alongside) {
      const boss = await bossOf(state, messages);
      const isWritten = await db.transaction(async (transaction) => {
        if (!(await alongside(transaction))) return false;
        const fresh = await putOut(transaction, tenant, messages);
        if (boss) await enqueue.send(boss, transaction, tenant, fresh);
        return true;
      });
      if (isWritten) await changed();
      return isWritten;
    },
  };
}

/** For the jobs of messages; null where there are none. Started before the transaction: an embedded database has one connection. */
async function bossOf(state: StoreParts["state"], messages: readonly AlertMessage[]) {
  if (messages.length === 0) return null;
  const boss = await state.jobs();
  await enqueue.prepare(
    boss,
    messages.map(({ channel }) => channel),
  );
  return boss;
}

/** Puts messages into the outbox. @returns those that weren't there yet, by their ids */
async function putOut(transaction: StateTransaction, tenant: string, messages: readonly AlertMessage[]) {
  const fresh: { id: string; channel: string; notBefore: number }[] = [];
  for (const message of messages) {
    const [put] = await transaction
      .insert(alertOutbox)
      .values({
        tenant,
        id: randomUUID(),
        dedupKey: message.dedupKey,
        channel: message.channel,
        recipient: message.recipientId,
        threadKey: message.threadKey,
        status: "waiting",
        message,
        attempts: 0,
        createdAt: message.createdAt,
        updatedAt: message.createdAt,
      })
      .onConflictDoNothing()
      .returning({ id: alertOutbox.id });
    if (!put) continue;
    const { channel, notBefore, historyIds } = message;
    fresh.push({ id: put.id, channel, notBefore });
    if (historyIds.length === 0) continue;
    await transaction
      .insert(alertMessagesOfHistory)
      .values(historyIds.map((historyId) => ({ tenant, historyId, outboxId: put.id })));
  }
  return fresh;
}

function slices<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < all.length; start += ROWS) parts.push(all.slice(start, start + ROWS));
  return parts;
}
