import { mkdirSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIALECTS, warehouseStatements } from "../packages/ingest/src/warehouse/ddl.ts";
import type { Dialect } from "../packages/ingest/src/warehouse/dialects/dialect.ts";
import { MODEL_PATH } from "./testing/modelRuntime.ts";
import { createEmbeddedWarehouse, type EmbeddedModelWarehouse } from "./testing/modelWarehouse.ts";
import { parseSql } from "./testing/parseSql.ts";
import { createRawModel } from "./testing/rawModel.ts";
import { createSqlWriter, type SqlQuestion, type SqlWriter } from "./testing/sqlWriter.ts";

/*
 * What Cube asks each warehouse for every KPI and funnel, kept in `sql/<warehouse>/` to be read in a review: a month that is over, one
 * tenant, in Bogota, from the tables and not from a rollup. After a change of the model: `vitest run --project cube cube/sql -u`.
 */
const FOLDER = fileURLToPath(new URL("sql", import.meta.url));
const DIALECT_NAMES = Object.keys(DIALECTS) as Dialect[];
/** What Cube puts behind a rollup's name: partition, versions of content and structure, time of the build. */
const PARTITION_SUFFIX = "20260301_abcdefgh_abcdefgh_abcdefg";
const MONTH: readonly [string, string] = ["2026-03-01", "2026-03-31"];

/** What a warehouse can't answer, said in docs/warehouses.md too. */
const LIMITS: ReadonlyMap<string, string> = new Map([
  // Its three medians are of three times.
  ["redshift/funnel_acquisition", "second order in WITHIN GROUP"],
]);

interface Kpi {
  id: string;
  timeDimension: string;
  grain: string;
}

interface Funnel {
  id: string;
  timeDimension: string;
  steps: readonly { measure: string; medianSecondsMeasure?: string }[];
}

/** The model as it is, for its rollups, and without them. */
let rolled: SqlWriter;
let raw: SqlWriter;
let duckdb: EmbeddedModelWarehouse;
let questions: ReadonlyMap<string, SqlQuestion>;

beforeAll(async () => {
  const model = await createRawModel();
  raw = await createSqlWriter(model.path);
  rolled = await createSqlWriter(MODEL_PATH);
  await model.remove();
  duckdb = await createEmbeddedWarehouse();
  await duckdb.warehouse.run("CREATE SCHEMA rollups");
  questions = questionsOf(raw);
});

afterAll(() => duckdb?.close());

function questionsOf({ views }: SqlWriter): Map<string, SqlQuestion> {
  const found = new Map<string, SqlQuestion>();
  for (const { name, meta, measures } of views) {
    const ask = (id: string, names: readonly string[], timeDimension: string, granularity?: string) => {
      if (found.has(id)) return;
      const time = { dimension: `${name}.${timeDimension}`, dateRange: MONTH };
      found.set(id, {
        measures: names,
        timeDimensions: [granularity === undefined ? time : { ...time, granularity }],
        filters: [{ member: `${name}.tenant`, operator: "equals", values: ["default"] }],
        timezone: "America/Bogota",
      });
    };
    for (const measure of measures) {
      const kpi = measure.meta?.kpi as Kpi | undefined;
      if (kpi !== undefined) ask(kpi.id, [measure.name], kpi.timeDimension, kpi.grain);
    }
    for (const { id, steps, timeDimension } of (meta?.funnels ?? []) as Funnel[]) {
      const names = steps.flatMap((step) => [step.measure, step.medianSecondsMeasure ?? []].flat());
      ask(
        `funnel_${id}`,
        names.map((step) => `${name}.${step}`),
        timeDimension,
      );
    }
  }
  return found;
}

/** Throws when the warehouse, or a parser in its place, wouldn't take the statement. */
async function accept(dialect: Dialect, sql: string): Promise<void> {
  if (dialect !== "duckdb") return parseSql(dialect, sql);
  const connection = await duckdb.warehouse.instance.connect();
  try {
    // Binds every name and type to the real tables.
    (await connection.prepare(sql)).destroySync();
    // What is written down whole is what other rollups are built from.
    if (sql.startsWith("CREATE TABLE ") && !sql.includes("?")) await connection.run(sql);
  } finally {
    connection.closeSync();
  }
}

describe.each(DIALECT_NAMES)("%s", (dialect) => {
  it("is asked what was reviewed, in words it understands", async () => {
    mkdirSync(`${FOLDER}/${dialect}`, { recursive: true });
    expect(questions.size).toBeGreaterThan(20);
    for (const [id, question] of questions) {
      const { sql, values } = await raw.write(dialect, question);
      const limit = LIMITS.get(`${dialect}/${id}`);
      if (limit === undefined) await expect.soft(accept(dialect, sql), `${dialect}/${id}`).resolves.toBeUndefined();
      else await expect.soft(accept(dialect, sql), `${dialect}/${id}`).rejects.toThrow(limit);
      const bound = values.map((value, index) => `-- ${index + 1}: ${String(value)}\n`).join("");
      await expect.soft(`${bound}${sql}\n`).toMatchFileSnapshot(`${FOLDER}/${dialect}/${id}.sql`);
    }
  });

  it("keeps no statement of a KPI that is gone", () => {
    const files = readdirSync(`${FOLDER}/${dialect}`);
    expect(files.filter((name) => !questions.has(name.replace(/\.sql$/, "")))).toEqual([]);
  });

  it("builds and refreshes rollups in words it understands", async () => {
    const seen = new Set<string>();
    for (const [id, question] of questions) {
      for (const { name, statements } of await rolled.writeRollups(dialect, question)) {
        // Postgres cuts longer names off, and two partitions would be one table.
        expect.soft(name.replace(/^rollups\./, "").length, name).toBeLessThanOrEqual(63 - PARTITION_SUFFIX.length);
        for (const sql of statements) {
          if (seen.has(sql)) continue;
          seen.add(sql);
          await expect.soft(accept(dialect, sql), `${dialect}/${id}: ${sql}`).resolves.toBeUndefined();
        }
      }
    }
    expect(seen.size).toBeGreaterThan(0);
  });

  it("understands the statements that make its tables", async () => {
    for (const statement of warehouseStatements(dialect)) {
      await expect.soft(accept(dialect, statement), statement).resolves.toBeUndefined();
    }
  });
});

describe("the parsers", () => {
  it.each([
    ["postgres", "SELECT a FROM t QUALIFY ROW_NUMBER() OVER (ORDER BY a) = 1"],
    ["postgres", "SELECT a AS user FROM t"],
    ["bigquery", "SELECT x::STRING FROM t"],
    ["bigquery", "SELECT 1 AS a UNION SELECT 2"],
    ["bigquery", "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) FROM t"],
    ["bigquery", 'SELECT a AS "b" FROM t'],
    ["bigquery", "SELECT a AS hash FROM t"],
    ["redshift", "SELECT SUM(x) FILTER (WHERE y) FROM t"],
    ["redshift", "SELECT a AS tag FROM t"],
    [
      "redshift",
      "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY f(x)), PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY y) FROM t",
    ],
    ["redshift", "CREATE OR REPLACE FUNCTION f(INTEGER) RETURNS INTEGER IMMUTABLE AS $$ SELECT ($1 $$ LANGUAGE sql"],
    ["snowflake", "SELECT `a` FROM t"],
    ["snowflake", "SELECT a FROM t AS sample WHERE"],
    ["snowflake", "CREATE OR REPLACE FUNCTION f(t FLOAT) RETURNS FLOAT AS $$ t + $$"],
  ] as const)("refuse what %s doesn't know: %s", async (dialect, sql) => {
    await expect(parseSql(dialect, sql)).rejects.toThrow();
  });
});
