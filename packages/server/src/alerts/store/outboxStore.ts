import { and, asc, desc, eq, inArray, isNotNull, lt, sql } from "drizzle-orm";
import type { StateTransaction } from "../../state/AppState.ts";
import { audit } from "../../state/tables.ts";
import type { AlertMessage, AlertStore, Outbox, OutboxEntry } from "../types.ts";
import { enqueue } from "./jobs.ts";
import type { StoreParts } from "./StoreParts.ts";
import { alertOutbox } from "./tables.ts";

type OutboxPart = Pick<
  AlertStore,
  "outbox" | "noteDelivery" | "threadReference" | "deadLetters" | "retryDeadLetter" | "discardDeadLetter"
> &
  Pick<Outbox, "statuses">;

/** Messages on their way, and those that found none. */
export function outboxStore({ state, db, tenant, changed }: StoreParts): OutboxPart {
  const isEntry = (id: string) => and(eq(alertOutbox.tenant, tenant), eq(alertOutbox.id, id));

  /** Takes a dead letter out of its state, if it is one. */
  async function settleDead(
    transaction: StateTransaction,
    id: string,
    status: "waiting" | "held_back",
    { by, at, action }: { by: string; at: number; action: string },
  ) {
    const [entry] = await transaction
      .update(alertOutbox)
      .set({ status, updatedAt: at, ...(status === "waiting" && { attempts: 0 }) })
      .where(and(isEntry(id), eq(alertOutbox.status, "dead")))
      .returning();
    if (entry) await transaction.insert(audit).values({ tenant, at, by, action, subject: id });
    return entry ?? null;
  }

  return {
    async outbox(id) {
      const [found] = await db.select().from(alertOutbox).where(isEntry(id));
      return found ? toEntry(found) : null;
    },
    async statuses(dedupKeys) {
      if (dedupKeys.length === 0) return new Map();
      const found = await db
        .select({ key: alertOutbox.dedupKey, status: alertOutbox.status })
        .from(alertOutbox)
        .where(and(eq(alertOutbox.tenant, tenant), inArray(alertOutbox.dedupKey, [...dedupKeys])));
      return new Map(found.map(({ key, status }) => [key, status]));
    },
    async noteDelivery(id, { status, at, problem, reference }) {
      await db
        .update(alertOutbox)
        .set({
          status,
          updatedAt: at,
          attempts: sql`${alertOutbox.attempts} + 1`,
          problem: problem ?? null,
          ...(reference !== undefined && { reference }),
        })
        .where(isEntry(id));
      await changed();
    },
    async threadReference(channel, recipientId, threadKey) {
      const [first] = await db
        .select({ reference: alertOutbox.reference })
        .from(alertOutbox)
        .where(
          and(
            eq(alertOutbox.tenant, tenant),
            eq(alertOutbox.channel, channel),
            eq(alertOutbox.recipient, recipientId),
            eq(alertOutbox.threadKey, threadKey),
            isNotNull(alertOutbox.reference),
          ),
        )
        .orderBy(asc(alertOutbox.createdAt), asc(alertOutbox.id))
        .limit(1);
      return first?.reference ?? null;
    },
    async deadLetters() {
      const found = await db
        .select()
        .from(alertOutbox)
        .where(and(eq(alertOutbox.tenant, tenant), eq(alertOutbox.status, "dead")))
        .orderBy(desc(alertOutbox.updatedAt))
        .limit(500);
      return found.flatMap((row) => {
        const entry = toEntry(row);
        return entry ? [{ entry, problem: row.problem ?? "", at: row.updatedAt }] : [];
      });
    },
    async retryDeadLetter(id, by, at) {
      const boss = await state.jobs();
      const [known] = await db.select({ channel: alertOutbox.channel }).from(alertOutbox).where(isEntry(id));
      if (!known) return false;
      await enqueue.prepare(boss, [known.channel]);
      const isRetried = await db.transaction(async (transaction) => {
        const entry = await settleDead(transaction, id, "waiting", { by, at, action: "alert_message.retried" });
        if (!entry) return false;
        await enqueue.send(boss, transaction, tenant, [{ id, channel: entry.channel, notBefore: 0 }]);
        return true;
      });
      if (isRetried) await changed();
      return isRetried;
    },
    async discardDeadLetter(id, by, at) {
      const entry = await db.transaction((transaction) =>
        settleDead(transaction, id, "held_back", { by, at, action: "alert_message.discarded" }),
      );
      if (entry) await changed();
      return entry !== null;
    },
  };
}

/** Messages that were settled before a moment lose what they said; that they were sent stays. */
export async function forgetMessages({ db, tenant }: StoreParts, before: number): Promise<void> {
  await db
    .update(alertOutbox)
    .set({ message: null })
    .where(
      and(
        eq(alertOutbox.tenant, tenant),
        lt(alertOutbox.updatedAt, before),
        isNotNull(alertOutbox.message),
        inArray(alertOutbox.status, ["sent", "held_back"]),
      ),
    );
}

function toEntry(row: {
  id: string;
  attempts: number;
  status: OutboxEntry["status"];
  message: AlertMessage | null;
}): OutboxEntry | null {
  return row.message && { ...row.message, id: row.id, attempts: row.attempts, status: row.status };
}
