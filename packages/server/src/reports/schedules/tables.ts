import type { Claims, PackRecipient, PackScheduleInput, PackScheduleRun } from "@northstar/core";
import { boolean, integer, jsonb, text } from "drizzle-orm/pg-core";
import { schema, tenant, time } from "../../state/tables.ts";

// The tables as `state/migrations.ts` makes them.

/** Under whose claims a schedule's reviews are made: those of whoever changed it last. */
export type ScheduleMaker = Pick<Claims, "sub" | "roles" | "filters">;

export const reportSchedules = schema.table("report_schedules", {
  tenant: tenant(),
  id: text("id").notNull(),
  version: integer("version").notNull(),
  schedule: jsonb("schedule").$type<PackScheduleInput>().notNull(),
  maker: jsonb("maker").$type<ScheduleMaker>().notNull(),
  /** What was due before isn't made up for. */
  since: time("since"),
  updatedAt: time("updated_at"),
  updatedBy: text("updated_by").notNull(),
});

export const reportScheduleRuns = schema.table("report_schedule_runs", {
  tenant: tenant(),
  scheduleId: text("schedule_id").notNull(),
  period: text("period").notNull(),
  packId: text("pack_id").notNull(),
  status: text("status").$type<PackScheduleRun["status"]>().notNull(),
  /** Raised by each worker that takes it: one who was slow can't write after the next. */
  attempts: integer("attempts").notNull(),
  /** Whose it is until then, or when it is tried again. */
  until: time("until"),
  at: time("at"),
  isMade: boolean("is_made").notNull(),
  problem: text("problem"),
  /** Who was told, and who wasn't since they may see nothing of it. */
  recipients: jsonb("recipients").$type<readonly ToldRecipient[]>().notNull(),
});

export type ToldRecipient = PackRecipient & { isWithheld: boolean };
