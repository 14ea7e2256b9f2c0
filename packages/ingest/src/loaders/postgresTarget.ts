import { createReadStream } from "node:fs";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { identifier } from "../warehouse/ddl.ts";
import type { RowTableName } from "../warehouse/schema.ts";
import type { LoadTarget, TableSlice } from "./LoadTarget.ts";
import { deleteGone, keepMarks, marksOf, readMarksQuery } from "./mergeStatements.ts";
import { assignmentsOf, onePerKey } from "./policyStatements.ts";
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
 * Postgres through `pg` and `pg-copy-streams`: rows stream by COPY into a table of the transaction and are merged from there.
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
      return marksOf((await client.query(readMarksQuery(tenant, "postgres"))).rows);
    },
    async load(slices) {
      let table = "";
      try {
        await client.query("BEGIN");
        for (const slice of slices) {
          table = slice.table;
          for (const statement of await stage(slice)) await client.query(statement);
        }
        await client.query("COMMIT");
      } catch (error) {
        await client.query("ROLLBACK").catch(() => undefined);
        throw targetError(error, "Postgres", `the rows of ${table}`);
      }
    },
    close: () => client.end(),
  };

  /** Fills the stage; what it gives is to be done then. */
  async function stage(slice: TableSlice): Promise<string[]> {
    const position = slice.rule.kind === "policy" ? ["ns_position bigint"] : [];
    const columns = Object.entries(slice.columns).map(([name, type]) => `${identifier(name)} ${type}`);
    await client.query(`CREATE TEMP TABLE staged_rows (${[...position, ...columns].join(", ")}) ON COMMIT DROP`);
    const copy = client.query(copyFrom("COPY staged_rows FROM STDIN WITH (FORMAT csv, NULL '')"));
    await pipeline(createReadStream(slice.path), copy);
    const merge =
      slice.rule.kind === "policy"
        ? [mergeByPolicy(slice)]
        : [
            ...deleteGone(slice, slice.rule.scope, "staged_rows", "postgres"),
            replaceChanged(slice),
            ...keepMarks(slice, slice.rule, "postgres"),
          ];
    return ["ANALYZE staged_rows", ...merge, "DROP TABLE staged_rows"];
  }
}

/** Rows that are the same aren't written again: that would bloat the table, and move nothing. */
function replaceChanged({ table, columns, key }: TableSlice): string {
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

function mergeByPolicy({ table, columns, key }: TableSlice): string {
  const rows = table as RowTableName;
  const names = Object.keys(columns).map(identifier).join(", ");
  const { when, set } = assignmentsOf(
    rows,
    "postgres",
    (column) => `kept.${identifier(column)}`,
    (column) => `excluded.${identifier(column)}`,
  );
  const update = `DO UPDATE SET ${set.map(([column, value]) => `${identifier(column)} = ${value}`).join(", ")}${when === null ? "" : ` WHERE ${when}`}`;
  return `INSERT INTO ${identifier(table)} AS kept (${names}) ${onePerKey(rows, "staged_rows", "postgres")}
ON CONFLICT (${key.map(identifier).join(", ")}) ${set.length === 0 ? "DO NOTHING" : update}`;
}
