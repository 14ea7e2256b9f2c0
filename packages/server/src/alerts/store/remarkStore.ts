import { randomUUID } from "node:crypto";
import type { AlertHistoryEntry, AlertUnit } from "@northstar/core";
import { and, eq, gt } from "drizzle-orm";
import type { StateTransaction } from "../../state/AppState.ts";
import { audit } from "../../state/tables.ts";
import type { AlertStore } from "../types.ts";
import type { StoreParts } from "./StoreParts.ts";
import {
  alertAcknowledgements,
  alertAudiences,
  alertHistory,
  alertMutes,
  alertSnoozes,
  alertStates,
  alertUnsubscriptions,
} from "./tables.ts";

type Remarks = Pick<
  AlertStore,
  | "noteAudience"
  | "audiences"
  | "alertRows"
  | "acknowledgements"
  | "acknowledge"
  | "snooze"
  | "snoozes"
  | "mutes"
  | "addMute"
  | "removeMute"
  | "unsubscribe"
  | "unsubscriptions"
>;

/** Who reads alerts, and what people say of them. */
export function remarkStore({ db, tenant, changed }: StoreParts): Remarks {
  /** What somebody did, in the history of everybody who sees the same rows. */
  async function remember(
    transaction: StateTransaction,
    { ruleId, rows, at, by, note }: { ruleId: string; rows: string; at: number; by: string; note: string | null },
    event: AlertHistoryEntry["event"],
  ): Promise<void> {
    const states = await transaction
      .select()
      .from(alertStates)
      .where(and(eq(alertStates.tenant, tenant), eq(alertStates.ruleId, ruleId), eq(alertStates.rows, rows)));
    if (states.length === 0) return;
    const units = await lastUnits(transaction, ruleId);
    await transaction.insert(alertHistory).values(
      states.map(({ audienceId, ruleVersion, state }) => ({
        tenant,
        id: randomUUID(),
        at,
        audienceId,
        rows,
        ruleId,
        ruleVersion,
        event,
        level: state.level,
        value: state.last?.value ?? null,
        compared: state.last?.compared ?? null,
        limit: state.last?.limit ?? null,
        period: state.last?.period ?? null,
        unit: units,
        cause: state.cause,
        by,
        note,
      })),
    );
  }

  /** The unit of a rule's numbers, as its last evaluation wrote it. */
  async function lastUnits(transaction: StateTransaction, ruleId: string): Promise<AlertUnit> {
    const [entry] = await transaction
      .select({ unit: alertHistory.unit })
      .from(alertHistory)
      .where(and(eq(alertHistory.tenant, tenant), eq(alertHistory.ruleId, ruleId)))
      .limit(1);
    return entry?.unit ?? "count";
  }

  return {
    async noteAudience({ id, rows, claims }, at) {
      await db
        .insert(alertAudiences)
        .values({ tenant, id, rows, claims, seenAt: at })
        .onConflictDoUpdate({ target: [alertAudiences.tenant, alertAudiences.id], set: { seenAt: at } });
    },
    async audiences(seenSince) {
      const found = await db
        .select()
        .from(alertAudiences)
        .where(and(eq(alertAudiences.tenant, tenant), gt(alertAudiences.seenAt, seenSince)));
      return found.map(({ id, rows, claims }) => ({ id, rows, claims }));
    },
    async alertRows() {
      const found = await db.select().from(alertStates).where(eq(alertStates.tenant, tenant));
      return found.map(({ tenant: _, ...row }) => row);
    },
    async acknowledgements() {
      const found = await db.select().from(alertAcknowledgements).where(eq(alertAcknowledgements.tenant, tenant));
      return found.map(({ tenant: _, ...one }) => one);
    },
    async acknowledge(acknowledgement) {
      await db.transaction(async (transaction) => {
        const { ruleId: _, rows: __, ...set } = acknowledgement;
        await transaction
          .insert(alertAcknowledgements)
          .values({ tenant, ...acknowledgement })
          .onConflictDoUpdate({
            target: [alertAcknowledgements.tenant, alertAcknowledgements.ruleId, alertAcknowledgements.rows],
            set,
          });
        await remember(transaction, acknowledgement, "acknowledged");
      });
      await changed();
    },
    async snooze(ruleId, rows, until, by, at) {
      await db.transaction(async (transaction) => {
        if (until === null) {
          await transaction
            .delete(alertSnoozes)
            .where(and(eq(alertSnoozes.tenant, tenant), eq(alertSnoozes.ruleId, ruleId), eq(alertSnoozes.rows, rows)));
        } else {
          await transaction
            .insert(alertSnoozes)
            .values({ tenant, ruleId, rows, until, by })
            .onConflictDoUpdate({
              target: [alertSnoozes.tenant, alertSnoozes.ruleId, alertSnoozes.rows],
              set: { until, by },
            });
        }
        const note = until === null ? null : new Date(until).toISOString();
        await remember(transaction, { ruleId, rows, at, by, note }, until === null ? "unsnoozed" : "snoozed");
      });
      await changed();
    },
    async snoozes() {
      const found = await db.select().from(alertSnoozes).where(eq(alertSnoozes.tenant, tenant));
      return found.map(({ tenant: _, ...one }) => one);
    },
    async mutes(at) {
      const found = await db
        .select()
        .from(alertMutes)
        .where(and(eq(alertMutes.tenant, tenant), gt(alertMutes.until, at)))
        .orderBy(alertMutes.until);
      return found.map(({ tenant: _, until, ...one }) => ({ ...one, until: new Date(until).toISOString() }));
    },
    async addMute(mute, at) {
      const id = randomUUID();
      await db.transaction(async (transaction) => {
        const { labels, until, by, note } = mute;
        await transaction
          .insert(alertMutes)
          .values({ tenant, id, labels: { ...labels }, until: Date.parse(until), by, note });
        await transaction
          .insert(audit)
          .values({ tenant, at, by, action: "alert_mute.added", subject: JSON.stringify(labels) });
      });
      await changed();
      return { id, ...mute };
    },
    async removeMute(id, by, at) {
      const isRemoved = await db.transaction(async (transaction) => {
        const [gone] = await transaction
          .delete(alertMutes)
          .where(and(eq(alertMutes.tenant, tenant), eq(alertMutes.id, id)))
          .returning();
        if (!gone) return false;
        await transaction
          .insert(audit)
          .values({ tenant, at, by, action: "alert_mute.removed", subject: JSON.stringify(gone.labels) });
        return true;
      });
      if (isRemoved) await changed();
      return isRemoved;
    },
    async unsubscribe(channel, recipient, ruleId, at) {
      await db
        .insert(alertUnsubscriptions)
        .values({ tenant, channel, recipient, ruleId: ruleId ?? "", at })
        .onConflictDoNothing();
      await changed();
    },
    async unsubscriptions() {
      const found = await db.select().from(alertUnsubscriptions).where(eq(alertUnsubscriptions.tenant, tenant));
      return found.map(({ channel, recipient, ruleId }) => ({
        channel,
        recipientId: recipient,
        ruleId: ruleId === "" ? null : ruleId,
      }));
    },
  };
}
