import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { warehouseScript } from "../packages/ingest/src/warehouse/ddl.ts";
import { openWarehouse, type Warehouse } from "../packages/ingest/src/warehouse/warehouse.ts";
import { createCubeRuntime } from "../packages/server/src/cube/runtime.ts";
import type { CubeRuntime } from "../packages/server/src/cube/types.ts";
import { findPostgres } from "../scripts/postgres.ts";
import { claims, MODEL_PATH } from "./testing/modelRuntime.ts";
import { openPostgres, type PostgresCluster, type PostgresSession, startPostgres } from "./testing/postgres.ts";

/* Warehouses that lack something: both say alike what it is and how it gets there. */

const OPTIONS = {
  modelPath: MODEL_PATH,
  timeZone: "America/Bogota",
  development: false,
  refreshWorker: false,
  verifyToken: async () => claims("default"),
  rewriteQuery: (query: object) => query,
  log: () => {},
};

const LACKS = [
  [
    "DROP TABLE sponsorship_entries CASCADE",
    /^The warehouse lacks the table sponsorship_entries, which the model reads\. .*northstar ddl/,
  ],
  [
    "ALTER TABLE referrals DROP COLUMN invitee_user_id CASCADE",
    /lacks the table sponsorship_entries and the column invitee_user_id,.* added by hand/,
  ],
] as const;

async function refusal(runtime: CubeRuntime): Promise<string> {
  const error = await runtime.checkWarehouse().then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: "warehouse_incomplete" });
  expect(String(error)).not.toMatch(/select/i);
  return (error as Error).message;
}

async function refusesInTurn(runtime: CubeRuntime, run: (sql: string) => Promise<void>): Promise<void> {
  await runtime.checkWarehouse();
  for (const [sql, said] of LACKS) {
    await run(sql);
    expect(await refusal(runtime)).toMatch(said);
  }
}

describe("DuckDB", () => {
  let warehouse: Warehouse;
  let runtime: CubeRuntime;

  beforeAll(async () => {
    warehouse = await openWarehouse({ path: ":memory:" });
    runtime = await createCubeRuntime({ ...OPTIONS, instance: warehouse.instance });
  });

  afterAll(async () => {
    await runtime?.close();
    await warehouse?.close();
  });

  it("has all that the model reads, and says what it lacks once it hasn't", async () => {
    await refusesInTurn(runtime, async (sql) => warehouse.run(sql.replace(" CASCADE", "")));
    await warehouse.run("DROP MACRO ns_now");
    expect(await refusal(runtime)).toMatch(/ and the function ns_now, which the model reads/);
  });
});

describe.skipIf(findPostgres() === null)("Postgres", () => {
  let cluster: PostgresCluster;
  let session: PostgresSession;
  let runtime: CubeRuntime;

  beforeAll(async () => {
    cluster = await startPostgres(findPostgres() ?? "");
    const url = cluster.urlOf("postgres");
    session = openPostgres(url);
    await session.run(warehouseScript("postgres"));
    runtime = await createCubeRuntime({ ...OPTIONS, warehouse: { type: "postgres", url } });
  });

  afterAll(async () => {
    await runtime?.close();
    await session?.close();
    await cluster?.stop();
  });

  it("has all that the model reads, and says what it lacks once it hasn't", async () => {
    await refusesInTurn(runtime, (sql) => session.run(sql));
    await session.run("DROP FUNCTION ns_now");
    expect(await refusal(runtime)).toMatch(/ and the function ns_now, which the model reads/);
  });
});
