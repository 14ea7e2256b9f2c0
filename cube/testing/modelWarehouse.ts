import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { openWarehouse, type Warehouse } from "../../packages/ingest/src/warehouse/warehouse.ts";
import type { CubeRuntimeOptions } from "../../packages/server/src/cube/types.ts";
import { openPostgres } from "./postgres.ts";
import { TEMPLATE } from "./postgresSetup.ts";

/** A cell of a hand-written row: times are UTC, written `2026-03-01 04:30`. */
export type CellValue = string | number | boolean | null;

/** An empty warehouse. Each data set of a test file lives in a tenant of its own. */
export interface ModelWarehouse {
  warehouse: Pick<Warehouse, "all" | "run">;
  /** How a Cube runtime finds it. */
  connection: Pick<CubeRuntimeOptions, "instance" | "warehouse">;
  /** Inserts rows of one table, given as columns and cells; keys that a row doesn't care about are numbered. */
  insert(
    tenant: string,
    table: string,
    columns: readonly string[],
    rows: readonly (readonly CellValue[])[],
  ): Promise<void>;
  /** Stops the model's clock at a time in UTC, written `2026-03-10 15:30:00`. */
  setNow(time: string): Promise<void>;
  close(): Promise<void>;
}

/** The same in DuckDB's memory, where ingest can write too. */
export interface EmbeddedModelWarehouse extends ModelWarehouse {
  warehouse: Warehouse;
}

/** The warehouse that the vitest project is about: a database of its own in Postgres, or DuckDB in memory. */
export function createModelWarehouse(): Promise<ModelWarehouse> {
  return process.env.NORTHSTAR_TEST_WAREHOUSE === "postgres" ? createPostgresWarehouse() : createEmbeddedWarehouse();
}

export async function createEmbeddedWarehouse(): Promise<EmbeddedModelWarehouse> {
  const warehouse = await openWarehouse({ path: ":memory:" });
  return {
    warehouse,
    connection: { instance: warehouse.instance },
    insert: inserter(warehouse),
    setNow: (time) => warehouse.run(`CREATE OR REPLACE MACRO ns_now() AS TIMESTAMP '${time}'`),
    close: () => warehouse.close(),
  };
}

async function createPostgresWarehouse(): Promise<ModelWarehouse> {
  const { admin, copies } = inject("postgres");
  const database = `test_${randomUUID().replaceAll("-", "")}`;
  const cluster = openPostgres(admin);
  await cluster.run(`CREATE DATABASE ${database} TEMPLATE ${TEMPLATE}`);
  const url = copies.replace("%s", database);
  const session = openPostgres(url);
  return {
    warehouse: session as ModelWarehouse["warehouse"],
    connection: { warehouse: { type: "postgres", url } },
    insert: inserter(session),
    setNow: (time) =>
      session.run(
        `CREATE OR REPLACE FUNCTION ns_now() RETURNS timestamp LANGUAGE sql STABLE AS $$ SELECT timestamp '${time}' $$`,
      ),
    async close() {
      await session.close();
      await cluster.run(`DROP DATABASE ${database} WITH (FORCE)`);
      await cluster.close();
    },
  };
}

function inserter(warehouse: { run(sql: string): Promise<void> }): ModelWarehouse["insert"] {
  return async (tenant, table, columns, rows) => {
    const names = ["tenant_id", "_loaded_at", ...columns].map((name) => `"${name}"`).join(", ");
    const values = rows.map((row) => `(${[literal(tenant), "now()", ...row.map(literal)].join(", ")})`);
    await warehouse.run(`INSERT INTO "${table}" (${names}) VALUES ${values.join(", ")}`);
    // As ingest does with every load: the model knows a tenant by it.
    await warehouse.run(
      `INSERT INTO watermarks (tenant_id, source) VALUES (${literal(tenant)}, 'crm') ON CONFLICT DO NOTHING`,
    );
  };
}

/** A string that begins with `=` is an SQL expression: `=ns_add_days(ns_now(), -40)`. */
function literal(value: CellValue): string {
  if (typeof value !== "string") return String(value);
  return value.startsWith("=") ? value.slice(1) : `'${value.replaceAll("'", "''")}'`;
}
