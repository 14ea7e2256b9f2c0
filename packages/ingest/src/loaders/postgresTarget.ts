import { createReadStream } from "node:fs";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { identifier } from "../warehouse/ddl.ts";
import type { LoadTarget, TableSlice } from "./LoadTarget.ts";
import { deleteGone, keepMark, marksOf, readMarksQuery } from "./mergeStatements.ts";
import { requireClient } from "./requireClient.ts";
import { targetError } from "./targetError.ts";

/** What of `pg`'s client is used. */
export interface PgClient {
  connect(): Promise<unknown>;
  query(sql: string): Promise<{ rows: Record<string, unknown>[] }>;
  query<S extends Writable>(stream: S): S;
  end(): Promise<void>;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** A connection of `pg`, in UTC. */
export async function connectPg(url: string, warehouse: string): Promise<PgClient> {
  const { default: pg } = await requireClient<{ default: { Client: new (options: object) => PgClient } }>(
    "pg",
    warehouse,
  );
  const client = new pg.Client({ connectionString: url, application_name: "northstar publish" });
  // A connection that breaks is told by the query that meets it.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SET TIME ZONE 'UTC'");
  } catch (error) {
    throw targetError(error, warehouse, "the connection");
  }
  return client;
}

/**
 * Postgres through `pg` and `pg-copy-streams`: rows stream by COPY into a table of the transaction and are merged from there, one
 * transaction a table.
 * @throws IngestError `client_missing`, `target_failed`
 */
export async function openPostgresTarget(url: string): Promise<LoadTarget> {
  const { from: copyFrom } = await requireClient<{ from(sql: string): Writable }>("pg-copy-streams", "Postgres");
  const client = await connectPg(url, "Postgres");
  return {
    dialect: "postgres",
    fileFormat: "csv",
    async prepare(statements) {
      try {
        await client.query(["BEGIN", ...statements, "COMMIT"].join(";\n"));
      } catch (error) {
        await client.query("ROLLBACK").catch(() => undefined);
        throw targetError(error, "Postgres", "the schema");
      }
    },
    async readMarks(tenant) {
      return marksOf((await client.query(readMarksQuery(tenant, "postgres"))).rows, tenant);
    },
    async load(slice) {
      const columns = Object.keys(slice.columns).map(identifier).join(", ");
      try {
        await client.query("BEGIN");
        await client.query(
          `CREATE TEMP TABLE staged_rows (LIKE ${identifier(slice.table)} INCLUDING DEFAULTS) ON COMMIT DROP`,
        );
        const copy = client.query(copyFrom(`COPY staged_rows (${columns}) FROM STDIN WITH (FORMAT csv, NULL '')`));
        await pipeline(createReadStream(slice.path), copy);
        await client.query("ANALYZE staged_rows");
        if (slice.isWhole) await client.query(deleteGone(slice, "staged_rows", "postgres"));
        await client.query(upsert(slice));
        for (const statement of keepMark(slice, "postgres")) await client.query(statement);
        await client.query("COMMIT");
      } catch (error) {
        await client.query("ROLLBACK").catch(() => undefined);
        throw targetError(error, "Postgres", `the rows of ${slice.table}`);
      }
    },
    close: () => client.end(),
  };
}

/** Rows that are the same aren't written again: that would bloat the table, and move nothing. */
function upsert({ table, columns, key }: TableSlice): string {
  const names = Object.keys(columns).map(identifier);
  const free = Object.keys(columns)
    .filter((column) => !key.includes(column))
    .map(identifier);
  const mine = free.map((column) => `kept.${column}`).join(", ");
  const theirs = free.map((column) => `excluded.${column}`).join(", ");
  return `INSERT INTO ${identifier(table)} AS kept (${names.join(", ")}) SELECT ${names.join(", ")} FROM staged_rows
ON CONFLICT (${key.map(identifier).join(", ")}) DO UPDATE SET ${free.map((column) => `${column} = excluded.${column}`).join(", ")}
WHERE (${mine}) IS DISTINCT FROM (${theirs})`;
}
