import { bigint, pgSchema, text } from "drizzle-orm/pg-core";
import { STATE_SCHEMA } from "./migrations.ts";

// What the tables of the app state have in common, as `migrations.ts` makes them.

export const schema = pgSchema(STATE_SCHEMA);
export const tenant = () => text("tenant").notNull();
/** Milliseconds since the epoch. */
export const time = (name: string) => bigint(name, { mode: "number" }).notNull();

/** Who did what: nothing of it is changed or taken away. */
export const audit = schema.table("audit", {
  tenant: tenant(),
  at: time("at"),
  by: text("by").notNull(),
  action: text("action").notNull(),
  subject: text("subject").notNull(),
});
