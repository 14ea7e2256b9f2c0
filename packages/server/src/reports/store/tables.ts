import type { PackKind, PackSnapshot } from "@northstar/core";
import { integer, jsonb, text } from "drizzle-orm/pg-core";
import { schema, tenant, time } from "../../state/tables.ts";

// The tables as `state/migrations.ts` makes them.

export const reportPacks = schema.table("report_packs", {
  tenant: tenant(),
  id: text("id").notNull(),
  kind: text("kind").$type<PackKind>().notNull(),
  period: text("period").notNull(),
  /** Whose rows it is of: the row filters of who made it, hashed. */
  rows: text("rows").notNull(),
  madeAt: time("made_at"),
  madeBy: text("made_by").notNull(),
  snapshot: jsonb("snapshot").$type<PackSnapshot>().notNull(),
});

export const reportNarratives = schema.table("report_narratives", {
  tenant: tenant(),
  packId: text("pack_id").notNull(),
  version: integer("version").notNull(),
  text: text("text").notNull(),
  at: time("at"),
  by: text("by").notNull(),
});

export const reportComments = schema.table("report_comments", {
  tenant: tenant(),
  id: text("id").notNull(),
  packId: text("pack_id").notNull(),
  kpi: text("kpi"),
  text: text("text").notNull(),
  at: time("at"),
  by: text("by").notNull(),
});

export const reportActions = schema.table("report_actions", {
  tenant: tenant(),
  id: text("id").notNull(),
  kind: text("kind").$type<PackKind>().notNull(),
  rows: text("rows").notNull(),
  text: text("text").notNull(),
  owner: text("owner").notNull(),
  due: text("due"),
  openedIn: text("opened_in").notNull(),
  openedStart: text("opened_start").notNull(),
  openedBy: text("opened_by").notNull(),
  openedAt: time("opened_at"),
  closedIn: text("closed_in"),
  closedStart: text("closed_start"),
  closedBy: text("closed_by"),
});
