import type {
  AlertCause,
  AlertDeliveryStatus,
  AlertHistoryEntry,
  AlertLevel,
  AlertRule,
  AlertRuleInput,
  AlertState,
  AlertUnit,
  DateRange,
} from "@northstar/core";
import { bigint, doublePrecision, integer, jsonb, text } from "drizzle-orm/pg-core";
import { schema, tenant, time } from "../../state/tables.ts";
import type { AlertMessage, AlertRow, Audience } from "../types.ts";

// The tables as `state/migrations.ts` makes them; a test reads each through these.

export const leases = schema.table("leases", {
  tenant: tenant(),
  name: text("name").notNull(),
  holder: text("holder").notNull(),
  fence: bigint("fence", { mode: "number" }).notNull(),
  until: time("until"),
});

export const alertRules = schema.table("alert_rules", {
  tenant: tenant(),
  id: text("id").notNull(),
  version: integer("version").notNull(),
  origin: text("origin").$type<AlertRule["origin"]>().notNull(),
});

export const alertRuleVersions = schema.table("alert_rule_versions", {
  tenant: tenant(),
  id: text("id").notNull(),
  version: integer("version").notNull(),
  origin: text("origin").$type<AlertRule["origin"]>().notNull(),
  /** Null where it ended. */
  rule: jsonb("rule").$type<AlertRuleInput>(),
  at: time("at"),
  by: text("by").notNull(),
});

export const alertAudiences = schema.table("alert_audiences", {
  tenant: tenant(),
  id: text("id").notNull(),
  rows: text("rows").notNull(),
  claims: jsonb("claims").$type<Audience["claims"]>().notNull(),
  seenAt: time("seen_at"),
});

export const alertStates = schema.table("alert_states", {
  tenant: tenant(),
  ruleId: text("rule_id").notNull(),
  audienceId: text("audience_id").notNull(),
  rows: text("rows").notNull(),
  ruleVersion: integer("rule_version").notNull(),
  state: jsonb("state").$type<AlertState>().notNull(),
  episode: integer("episode").notNull(),
  told: jsonb("told").$type<AlertRow["told"]>().notNull(),
});

export const alertHistory = schema.table("alert_history", {
  tenant: tenant(),
  id: text("id").notNull(),
  at: time("at"),
  audienceId: text("audience_id").notNull(),
  rows: text("rows").notNull(),
  ruleId: text("rule_id").notNull(),
  ruleVersion: integer("rule_version").notNull(),
  event: text("event").$type<AlertHistoryEntry["event"]>().notNull(),
  level: text("level").$type<AlertLevel>(),
  value: doublePrecision("value"),
  compared: doublePrecision("compared"),
  limit: doublePrecision("limit"),
  period: jsonb("period").$type<DateRange>(),
  unit: text("unit").$type<AlertUnit>().notNull(),
  cause: jsonb("cause").$type<AlertCause>(),
  by: text("by"),
  note: text("note"),
});

export const alertUntold = schema.table("alert_untold", {
  tenant: tenant(),
  historyId: text("history_id").notNull(),
  channel: text("channel").notNull(),
  recipient: text("recipient").notNull(),
  status: text("status").$type<AlertDeliveryStatus>().notNull(),
});

export const alertOutbox = schema.table("alert_outbox", {
  tenant: tenant(),
  id: text("id").notNull(),
  dedupKey: text("dedup_key").notNull(),
  channel: text("channel").notNull(),
  recipient: text("recipient").notNull(),
  threadKey: text("thread_key").notNull(),
  status: text("status").$type<AlertDeliveryStatus>().notNull(),
  /** Null once it is old. */
  message: jsonb("message").$type<AlertMessage>(),
  attempts: integer("attempts").notNull(),
  createdAt: time("created_at"),
  updatedAt: time("updated_at"),
  problem: text("problem"),
  reference: text("reference"),
});

export const alertMessagesOfHistory = schema.table("alert_messages_of_history", {
  tenant: tenant(),
  historyId: text("history_id").notNull(),
  outboxId: text("outbox_id").notNull(),
});

export const alertAcknowledgements = schema.table("alert_acknowledgements", {
  tenant: tenant(),
  ruleId: text("rule_id").notNull(),
  rows: text("rows").notNull(),
  episode: integer("episode").notNull(),
  by: text("by").notNull(),
  at: time("at"),
  note: text("note"),
});

export const alertSnoozes = schema.table("alert_snoozes", {
  tenant: tenant(),
  ruleId: text("rule_id").notNull(),
  rows: text("rows").notNull(),
  until: time("until"),
  by: text("by").notNull(),
});

export const alertMutes = schema.table("alert_mutes", {
  tenant: tenant(),
  id: text("id").notNull(),
  labels: jsonb("labels").$type<Record<string, string>>().notNull(),
  until: time("until"),
  by: text("by").notNull(),
  note: text("note"),
});

export const alertUnsubscriptions = schema.table("alert_unsubscriptions", {
  tenant: tenant(),
  channel: text("channel").notNull(),
  recipient: text("recipient").notNull(),
  /** Empty for all rules. */
  ruleId: text("rule_id").notNull(),
  at: time("at"),
});
