import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { configureEnvironment } from "../environment.ts";
import { NorthstarBigQueryDriver, withDataset } from "./bigQueryDriver.ts";
import { connectWarehouse } from "./connectWarehouse.ts";
import { NorthstarRedshiftDriver } from "./redshiftDriver.ts";
import { requireDriver } from "./requireDriver.ts";
import { NorthstarSnowflakeDriver } from "./snowflakeDriver.ts";

configureEnvironment();

const limits = { connections: 1, timeoutSeconds: 60 };

test("where the numbers come from is said once", async () => {
  const refusal = { code: "warehouse_unconfigured" };
  await expect(connectWarehouse({}, limits)).rejects.toMatchObject(refusal);
  const instance = await DuckDBInstance.create(":memory:");
  const both = { instance, warehouse: { type: "postgres", url: "postgres://localhost/none" } } as const;
  await expect(connectWarehouse(both, limits)).rejects.toMatchObject(refusal);
  instance.closeSync();
  await expect(connectWarehouse({ warehouse: { type: "oracle" } as never }, limits)).rejects.toThrow(/"oracle"/);
});

test("nothing is connected to before the first query", async () => {
  const { type, driver } = await connectWarehouse(
    { warehouse: { type: "redshift", url: "postgres://user:word@127.0.0.1:1/none" } },
    limits,
  );
  expect(type).toBe("redshift");
  await driver.release();
});

test("a driver that isn't installed is named, with what to run", () => {
  expect(() => requireDriver("@cubejs-backend/oracle-driver")).toThrow(
    expect.objectContaining({
      code: "driver_missing",
      message: expect.stringContaining("npm install @cubejs-backend/oracle-driver@1.7.43"),
    }),
  );
});

test("BigQuery is asked in the warehouse's dataset, its functions by their full name", async () => {
  const driver = new NorthstarBigQueryDriver({
    warehouse: {
      type: "bigquery",
      projectId: "acme",
      dataset: "northstar",
      credentials: { client_email: "a@b.c", private_key: "k" },
    },
    timeoutSeconds: 60,
  });
  const jobs: unknown[] = [];
  Object.assign(Reflect.get(driver, "bigquery") as object, {
    async createQueryJob(job: unknown) {
      jobs.push(job);
      const done = { status: { state: "DONE" }, statistics: {} };
      return [{ getMetadata: async () => [done], getQueryResults: async () => [[{ n: 1 }]] }];
    },
  });
  const rows = await driver.query("SELECT ns_double(COUNT(*)) AS n FROM users WHERE tenant_id = ?", ["default"]);
  expect(rows).toEqual([{ n: "1" }]);
  expect(jobs).toEqual([
    expect.objectContaining({
      query: "SELECT `northstar`.ns_double(COUNT(*)) AS n FROM users WHERE tenant_id = ?",
      params: ["default"],
      defaultDataset: { projectId: "acme", datasetId: "northstar" },
    }),
  ]);
});

test("only calls of the model's functions get the dataset", () => {
  expect(withDataset("SELECT ns_day(ns_now()), t.ns_day(x), `d`.ns_day(x), my_ns_day(x), ns_day FROM t", "d")).toBe(
    "SELECT `d`.ns_day(`d`.ns_now()), t.ns_day(x), `d`.ns_day(x), my_ns_day(x), ns_day FROM t",
  );
});

test("Redshift's sessions are in UTC, and its catalogue isn't asked for what it lacks", async () => {
  const driver = new NorthstarRedshiftDriver({
    warehouse: { type: "redshift", url: "postgres://user:word@127.0.0.1:1/none" },
    connections: 1,
    timeoutSeconds: 60,
  });
  const statements: unknown[] = [];
  const client = {
    async query(statement: string | { text: string }) {
      statements.push(typeof statement === "string" ? statement : statement.text);
      return { rows: [] };
    },
  };
  Object.assign(driver, { withConnection: (work: (connection: typeof client) => Promise<unknown>) => work(client) });
  await driver.loadPreAggregationIntoTable("rollups.a", "CREATE TABLE rollups.a AS SELECT 1 AS one", []);
  expect(statements).toEqual([
    "SET TIME ZONE 'UTC'",
    "SET statement_timeout TO 60000",
    "CREATE TABLE rollups.a AS SELECT 1 AS one",
  ]);
  await driver.release();
});

test("Snowflake's sessions are in UTC and in the warehouse's schema", async () => {
  const driver = new NorthstarSnowflakeDriver({
    warehouse: {
      type: "snowflake",
      account: "a-b",
      username: "u",
      password: "p",
      warehouse: "w",
      database: "d",
      schema: "northstar",
    },
    timeoutSeconds: 60,
  });
  const statements: string[] = [];
  Object.assign(driver, {
    createConnection: async () => ({ connect: (done: (error: null, connection: object) => void) => done(null, {}) }),
    execute: async (_connection: unknown, sql: string) => {
      statements.push(sql);
    },
  });
  await (driver as unknown as { getConnection(): Promise<unknown> }).getConnection();
  expect(statements).toHaveLength(2);
  expect(statements[0]).toMatch(/^ALTER SESSION SET TIMEZONE = ?'UTC'/);
  expect(statements[1]).toBe("USE SCHEMA northstar");
});
