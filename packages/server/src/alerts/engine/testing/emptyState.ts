import { is, sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import type { AppState } from "../../../state/AppState.ts";
import * as tables from "../../store/tables.ts";

/** Forgets all that is stored of alerts, so that the tests of a file share a database. */
export async function emptyState({ db }: AppState): Promise<void> {
  const names = Object.values(tables)
    .filter((table) => is(table, PgTable))
    .map((table) => getTableConfig(table))
    .map(({ schema, name }) => `"${schema}"."${name}"`);
  await db.execute(sql.raw(`TRUNCATE ${names.join(", ")}`));
}
