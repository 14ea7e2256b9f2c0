import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createNorthstar } from "../packages/server/src/createNorthstar.ts";
import { claims, createModelRuntime, MODEL_PATH, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";
import { createRawModel } from "./testing/rawModel.ts";
import { createSqlWriter } from "./testing/sqlWriter.ts";

/* What is Postgres' own, beside the known answers: the other files of this folder ask those of it. */
let data: ModelWarehouse;
let cube: ModelRuntime;

const EVENTS_BY_DAY = {
  measures: ["technical.events_ingested"],
  timeDimensions: [
    {
      dimension: "technical.event_date",
      granularity: "day" as const,
      dateRange: ["2026-02-28", "2026-03-01"] as [string, string],
    },
  ],
};

beforeAll(async () => {
  data = await createModelWarehouse();
  // A database may have any zone of its own: sessions don't take it over.
  await data.warehouse.run(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone TO %L', current_database(), 'Asia/Tokyo'); END $$`,
  );
  // 28 February 23:30 and 1 March 00:30 in Bogota.
  await data.insert(
    "default",
    "events",
    ["event_id", "occurred_at", "name"],
    [
      ["1", "2026-03-01 04:30", "page_view"],
      ["2", "2026-03-01 05:30", "page_view"],
    ],
  );
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

test("days are Bogota's, whatever the database's zone", async () => {
  expect(await cube.rows(EVENTS_BY_DAY)).toEqual([
    { "event_date.day": "2026-02-28", event_date: "2026-02-28", events_ingested: 1 },
    { "event_date.day": "2026-03-01", event_date: "2026-03-01", events_ingested: 1 },
  ]);
});

test("createNorthstar serves from it, each tenant its own", async () => {
  const northstar = await createNorthstar({
    secret: "a secret of at least thirty-two bytes, for this test alone",
    production: true,
    cube: { modelPath: MODEL_PATH, warehouse: data.connection.warehouse, refreshWorker: false, log: () => {} },
    watermarks: async () => [],
  });
  try {
    const ask = { id: "a", query: { measures: ["technical.events_ingested"] } };
    const [mine] = await northstar.load([ask], claims("default", ["devops"]));
    expect(mine).toMatchObject({ id: "a", data: [{ "technical.events_ingested": "2" }] });
    const [theirs] = await northstar.load([ask], claims("other", ["devops"]));
    expect(theirs).toMatchObject({ id: "a", data: [{ "technical.events_ingested": "0" }] });
  } finally {
    await northstar.close();
  }
});

test("a bound of time is answered by the index", async () => {
  await data.warehouse.run(
    `INSERT INTO events (tenant_id, event_id, occurred_at, name)
     SELECT 'many', 'e' || n, timestamp '2025-01-01' + n * interval '10 minutes', 'page_view' FROM generate_series(1, 50000) AS n`,
  );
  await data.warehouse.run("ANALYZE events");
  const rawModel = await createRawModel();
  const writer = await createSqlWriter(rawModel.path);
  const { sql, values } = await writer.write("postgres", {
    ...EVENTS_BY_DAY,
    filters: [{ member: "technical.tenant", operator: "equals", values: ["many"] }],
    timezone: "America/Bogota",
  });
  const plan = await data.warehouse.all(`EXPLAIN ${sql}`, values as never);
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toMatch(/events_by_time/);
  expect(text).toMatch(/Index Cond: .*occurred_at >= /);
  await rawModel.remove();
});

test("a failure shows no SQL", async () => {
  await data.warehouse.run("ALTER TABLE security_events RENAME TO hidden_security_events");
  const query = { measures: ["technical.unauthorised_attempts"] };
  const failure = await cube.load(query).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: "CubeRuntimeError" });
  expect(String(failure)).not.toMatch(/SELECT|hidden_|pg_|"security_events"/);
  await data.warehouse.run("ALTER TABLE hidden_security_events RENAME TO security_events");
});

test("a query that takes too long is ended on the server too", async () => {
  const slow = await createModelRuntime(data, { queryTimeoutSeconds: 2 });
  // The clock of the model now takes a minute to read.
  await data.warehouse.run(
    `CREATE OR REPLACE FUNCTION ns_now() RETURNS timestamp LANGUAGE sql VOLATILE AS $$ SELECT timestamp '2026-03-10' FROM pg_sleep(60) $$`,
  );
  await expect(slow.load({ measures: ["technical.events_per_second_now"] })).rejects.toMatchObject({
    code: "query_timeout",
  });
  const running = async () => {
    const rows = await data.warehouse.all(
      "SELECT 1 AS one FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active'",
    );
    return rows.length;
  };
  let left = await running();
  for (let round = 0; left > 0 && round < 100; round++) {
    await setTimeout(100);
    left = await running();
  }
  expect(left).toBe(0);
  await slow.close();
});
