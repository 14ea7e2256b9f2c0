import { randomUUID } from "node:crypto";
import type { PackScheduleInput } from "@northstar/core";
import { and, desc, eq, sql } from "drizzle-orm";
import type { AppState, StateTransaction } from "../../state/AppState.ts";
import { audit } from "../../state/tables.ts";
import { reportScheduleRuns, reportSchedules, type ScheduleMaker, type ToldRecipient } from "./tables.ts";

export type KeptSchedule = Omit<typeof reportSchedules.$inferSelect, "tenant">;
export type KeptRun = Omit<typeof reportScheduleRuns.$inferSelect, "tenant">;

/** After so many a review isn't tried again by itself. */
export const MAX_RUN_ATTEMPTS = 5;
/** Runs of a schedule that are shown. */
const SHOWN_RUNS = 12;

interface Change {
  by: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** Schedules of reviews of one tenant, and what became of them. Who may see which is decided above. */
export interface ScheduleStore {
  readonly tenant: string;
  schedules(): Promise<KeptSchedule[]>;
  schedule(id: string): Promise<KeptSchedule | null>;
  /** @param id null for a new one; @returns null when `basedOn` isn't the present version */
  save(
    id: string | null,
    schedule: PackScheduleInput,
    change: Change & { maker: ScheduleMaker; basedOn: number | null },
  ): Promise<KeptSchedule | null>;
  remove(id: string, change: Change & { basedOn: number }): Promise<boolean>;
  /** The latest of each schedule, the latest period first. */
  runs(scheduleIds: readonly string[]): Promise<KeptRun[]>;
  run(scheduleId: string, period: string): Promise<KeptRun | null>;
  /** Takes the review of a period. @returns null while another has it, and once it is done */
  claim(
    scheduleId: string,
    period: string,
    at: number,
    options: { forMs: number; isAsked: boolean },
  ): Promise<KeptRun | null>;
  /** Says that the review is there. */
  noteMade(run: KeptRun): Promise<void>;
  noteFailure(run: KeptRun, problem: string, at: number, again: number): Promise<void>;
  /** Ends it, inside the transaction that puts its messages out. @returns false when another took it meanwhile */
  finish(
    transaction: StateTransaction,
    run: KeptRun,
    recipients: readonly ToldRecipient[],
    change: Change,
  ): Promise<boolean>;
}

/** Keeps the schedules of one tenant in the app state. */
export function createScheduleStore({ db }: Pick<AppState, "db">, tenant: string): ScheduleStore {
  const note = (action: string, subject: string, { by, at }: Change) => ({ tenant, at, by, action, subject });
  const isSchedule = (id: string) => and(eq(reportSchedules.tenant, tenant), eq(reportSchedules.id, id));
  const isRun = (scheduleId: string, period: string) =>
    and(
      eq(reportScheduleRuns.tenant, tenant),
      eq(reportScheduleRuns.scheduleId, scheduleId),
      eq(reportScheduleRuns.period, period),
    );
  const isHeld = ({ scheduleId, period, attempts }: KeptRun) =>
    and(isRun(scheduleId, period), eq(reportScheduleRuns.attempts, attempts), eq(reportScheduleRuns.status, "working"));

  async function schedule(id: string): Promise<KeptSchedule | null> {
    const [row] = await db.select().from(reportSchedules).where(isSchedule(id));
    return row ?? null;
  }

  return {
    tenant,
    async schedules() {
      return await db
        .select()
        .from(reportSchedules)
        .where(eq(reportSchedules.tenant, tenant))
        .orderBy(reportSchedules.id);
    },
    schedule,
    async save(id, input, { maker, basedOn, by, at }) {
      if (id === null) {
        const row = {
          tenant,
          id: randomUUID(),
          version: 1,
          schedule: input,
          maker,
          since: at,
          updatedAt: at,
          updatedBy: by,
        };
        await db.transaction(async (transaction) => {
          await transaction.insert(reportSchedules).values(row);
          await transaction.insert(audit).values(note("report_schedule.saved", `${row.id} 1`, { by, at }));
        });
        return row;
      }
      const before = await schedule(id);
      if (!before || before.version !== basedOn) return null;
      const beginsAnew = (input.enabled && !before.schedule.enabled) || input.kind !== before.schedule.kind;
      return await db.transaction(async (transaction) => {
        const [row] = await transaction
          .update(reportSchedules)
          .set({
            version: basedOn + 1,
            schedule: input,
            maker,
            since: beginsAnew ? at : before.since,
            updatedAt: at,
            updatedBy: by,
          })
          .where(and(isSchedule(id), eq(reportSchedules.version, basedOn)))
          .returning();
        if (!row) return null;
        await transaction.insert(audit).values(note("report_schedule.saved", `${id} ${row.version}`, { by, at }));
        return row;
      });
    },
    async remove(id, { basedOn, ...change }) {
      return await db.transaction(async (transaction) => {
        const gone = await transaction
          .delete(reportSchedules)
          .where(and(isSchedule(id), eq(reportSchedules.version, basedOn)))
          .returning({ id: reportSchedules.id });
        if (gone.length === 0) return false;
        await transaction
          .delete(reportScheduleRuns)
          .where(and(eq(reportScheduleRuns.tenant, tenant), eq(reportScheduleRuns.scheduleId, id)));
        await transaction.insert(audit).values(note("report_schedule.removed", id, change));
        return true;
      });
    },
    async runs(scheduleIds) {
      const found: KeptRun[] = [];
      for (const id of scheduleIds) {
        const rows = await db
          .select()
          .from(reportScheduleRuns)
          .where(and(eq(reportScheduleRuns.tenant, tenant), eq(reportScheduleRuns.scheduleId, id)))
          .orderBy(desc(reportScheduleRuns.at), desc(reportScheduleRuns.period))
          .limit(SHOWN_RUNS);
        found.push(...rows);
      }
      return found;
    },
    async run(scheduleId, period) {
      const [row] = await db.select().from(reportScheduleRuns).where(isRun(scheduleId, period));
      return row ?? null;
    },
    async claim(scheduleId, period, at, { forMs, isAsked }) {
      const until = at + forMs;
      const { status, until: held, attempts } = reportScheduleRuns;
      const [row] = await db
        .insert(reportScheduleRuns)
        .values({
          tenant,
          scheduleId,
          period,
          packId: randomUUID(),
          status: "working",
          attempts: 1,
          until,
          at,
          isMade: false,
          problem: null,
          recipients: [],
        })
        .onConflictDoUpdate({
          target: [reportScheduleRuns.tenant, reportScheduleRuns.scheduleId, reportScheduleRuns.period],
          set: { status: "working", attempts: sql`${reportScheduleRuns.attempts} + 1`, until, at },
          // Who asks for it needn't wait for the next attempt, but for another who is at it.
          setWhere: isAsked
            ? sql`${status} <> 'done' AND (${status} = 'failed' OR ${held} <= ${at})`
            : sql`${status} <> 'done' AND ${held} <= ${at} AND ${attempts} < ${MAX_RUN_ATTEMPTS}`,
        })
        .returning();
      return row ?? null;
    },
    async noteMade(run) {
      await db.update(reportScheduleRuns).set({ isMade: true }).where(isHeld(run));
    },
    async noteFailure(run, problem, at, again) {
      await db.update(reportScheduleRuns).set({ status: "failed", problem, at, until: again }).where(isHeld(run));
    },
    async finish(transaction, run, recipients, change) {
      const rows = await transaction
        .update(reportScheduleRuns)
        .set({ status: "done", problem: null, at: change.at, recipients })
        .where(isHeld(run))
        .returning({ period: reportScheduleRuns.period });
      if (rows.length === 0) return false;
      const subject = `${run.scheduleId} ${run.period} ${run.packId}`;
      await transaction.insert(audit).values(note("report_schedule.sent", subject, change));
      return true;
    },
  };
}
