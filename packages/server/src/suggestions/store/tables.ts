import type {
  Experiment,
  NoticeReason,
  SuggestionAnchor,
  SuggestionKind,
  SuggestionRows,
  SuggestionStatus,
} from "@northstar/core";
import { bigint, integer, jsonb, text } from "drizzle-orm/pg-core";
import { schema, tenant, time } from "../../state/tables.ts";

// The tables as `state/migrations.ts` makes them.

export const suggestions = schema.table("suggestions", {
  tenant: tenant(),
  id: text("id").notNull(),
  kpi: text("kpi").notNull(),
  kind: text("kind").$type<SuggestionKind>().notNull(),
  anchor: jsonb("anchor").$type<SuggestionAnchor>().notNull(),
  /** What rows it is about, by its author's row filters and its anchor. */
  rows: jsonb("rows").$type<SuggestionRows>().notNull(),
  text: text("text").notNull(),
  mentions: jsonb("mentions").$type<readonly string[]>().notNull(),
  experiment: jsonb("experiment").$type<Experiment>(),
  author: text("author").notNull(),
  at: time("at"),
  editedAt: bigint("edited_at", { mode: "number" }),
  status: text("status").$type<SuggestionStatus>().notNull(),
  decidedBy: text("decided_by"),
  decidedAt: bigint("decided_at", { mode: "number" }),
  version: integer("version").notNull(),
  takenBackAt: bigint("taken_back_at", { mode: "number" }),
});

export const suggestionReplies = schema.table("suggestion_replies", {
  tenant: tenant(),
  id: text("id").notNull(),
  suggestionId: text("suggestion_id").notNull(),
  author: text("author").notNull(),
  at: time("at"),
  text: text("text").notNull(),
  mentions: jsonb("mentions").$type<readonly string[]>().notNull(),
});

export const suggestionNotices = schema.table("suggestion_notices", {
  tenant: tenant(),
  id: text("id").notNull(),
  recipient: text("recipient").notNull(),
  suggestionId: text("suggestion_id").notNull(),
  reason: text("reason").$type<NoticeReason>().notNull(),
  by: text("by").notNull(),
  at: time("at"),
  excerpt: text("excerpt").notNull(),
  readAt: bigint("read_at", { mode: "number" }),
  sentAt: bigint("sent_at", { mode: "number" }),
});
