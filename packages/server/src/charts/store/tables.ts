import type { BoardItem, ChartSpec } from "@northstar/core/own-charts";
import { integer, jsonb, text } from "drizzle-orm/pg-core";
import { schema, tenant, time } from "../../state/tables.ts";

// The tables as `state/migrations.ts` makes them; a test reads each through these.

export const charts = schema.table("charts", {
  tenant: tenant(),
  id: text("id").notNull(),
  owner: text("owner").notNull(),
  version: integer("version").notNull(),
});

export const chartVersions = schema.table("chart_versions", {
  tenant: tenant(),
  id: text("id").notNull(),
  version: integer("version").notNull(),
  owner: text("owner").notNull(),
  /** Null where it ended. */
  chart: jsonb("chart").$type<ChartSpec>(),
  sharedWith: jsonb("shared_with").$type<readonly string[]>().notNull(),
  at: time("at"),
});

export const chartBoards = schema.table("chart_boards", {
  tenant: tenant(),
  owner: text("owner").notNull(),
  id: text("id").notNull(),
  version: integer("version").notNull(),
  title: text("title").notNull(),
  items: jsonb("items").$type<readonly BoardItem[]>().notNull(),
  at: time("at"),
});
