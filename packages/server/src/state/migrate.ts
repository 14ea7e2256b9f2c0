import { sql } from "drizzle-orm";
import type { StateDatabase } from "./AppState.ts";
import { MIGRATIONS, STATE_SCHEMA } from "./migrations.ts";

/** Any number that nothing else locks by: processes that start together wait for one another. */
const LOCK = 7_306_202_611;

/** Runs the steps that a database lacks, all of them or none. */
export async function migrate(db: StateDatabase): Promise<void> {
  await db.transaction(async (transaction) => {
    await transaction.execute(sql`SELECT pg_advisory_xact_lock(${LOCK})`);
    await transaction.execute(sql.raw(`CREATE SCHEMA IF NOT EXISTS ${STATE_SCHEMA}`));
    await transaction.execute(
      sql.raw(
        `CREATE TABLE IF NOT EXISTS ${STATE_SCHEMA}.migrations (id integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`,
      ),
    );
    const done = await transaction.execute(sql.raw(`SELECT id FROM ${STATE_SCHEMA}.migrations`));
    const ids = new Set(done.rows.map(({ id }) => Number(id)));
    for (const { id, statements } of MIGRATIONS) {
      if (ids.has(id)) continue;
      for (const statement of statements) await transaction.execute(sql.raw(statement));
      await transaction.execute(sql.raw(`INSERT INTO ${STATE_SCHEMA}.migrations (id) VALUES (${id})`));
    }
  });
}
