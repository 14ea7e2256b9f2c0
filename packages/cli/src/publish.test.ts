import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  columnsOf,
  ingestFiles,
  openLoadTarget,
  openWarehouse,
  type PublishedTable,
  publishWarehouse,
  TABLES,
  type TableName,
  type Warehouse,
} from "@northstar/ingest";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  openPostgres,
  type PostgresCluster,
  type PostgresSession,
  startPostgres,
} from "../../../cube/testing/postgres.ts";
import { findPostgres } from "../../../scripts/postgres.ts";
import { simulate } from "./simulate/simulate.ts";

const programs = findPostgres();
const TABLE_NAMES = (Object.keys(TABLES) as TableName[]).filter((name) => TABLES[name].kind === "rows");

/* A real DuckDB warehouse to a real Postgres, each row counted and summed on both sides by SQL of its own. */
describe.skipIf(programs === null)("publish to Postgres", () => {
  const root = mkdtempSync(join(tmpdir(), "northstar-publish-test-"));
  let cluster: PostgresCluster;
  let admin: PostgresSession;
  let warehouse: Warehouse;
  let there: PostgresSession;
  let url: string;
  let databases = 0;

  beforeAll(async () => {
    cluster = await startPostgres(programs ?? "");
    admin = openPostgres(cluster.urlOf("postgres"));
  });

  afterAll(async () => {
    await admin?.close();
    await cluster?.stop();
    rmSync(root, { recursive: true });
  });

  beforeEach(async () => {
    const name = `copy_${++databases}`;
    await admin.run(`CREATE DATABASE ${name}`);
    url = cluster.urlOf(name);
    there = openPostgres(url);
    warehouse = await openWarehouse({ path: ":memory:" });
  });

  afterEach(async () => {
    await there.close();
    await warehouse.close();
  });

  async function publish(options: Parameters<typeof publishWarehouse>[2] = {}): Promise<PublishedTable[]> {
    const target = await openLoadTarget(url);
    try {
      return await publishWarehouse(warehouse, target, options);
    } finally {
      await target.close();
    }
  }

  const addUsers = (rows: string) =>
    warehouse.run(`INSERT INTO users (tenant_id, user_id, country, registered_at, _loaded_at, _raw) VALUES ${rows}`);

  /** The write that made each row as it is, which stays while nobody writes it again. */
  const writes = async (table: string) =>
    (await there.all(`SELECT xmin::text AS write FROM ${table} ORDER BY ctid`)).map(({ write }) => write);

  /** Rows, and for each column how many values there are and the sum of their lengths or of themselves, as text. */
  function summary(table: TableName, dialect: "duckdb" | "postgres"): string {
    const columns = Object.entries(columnsOf(table)).flatMap(([name, type]) => {
      // Added up exactly: a sum of floating points depends on its order in what is rounded here.
      const isMoment = type === "TIMESTAMP" || type === "DATE";
      const value =
        type === "BOOLEAN"
          ? `CASE WHEN "${name}" THEN 1 ELSE 0 END`
          : isMoment
            ? `CAST(round(EXTRACT(EPOCH FROM CAST("${name}" AS TIMESTAMP)) * 1000000) AS DECIMAL(38, 0))`
            : type === "VARCHAR"
              ? dialect === "duckdb"
                ? `octet_length(encode("${name}"))`
                : `octet_length("${name}")`
              : type === "JSON"
                ? "1"
                : `"${name}"`;
      const decimal = isMoment ? "DECIMAL(38, 0)" : "DECIMAL(30, 3)";
      const summed = isMoment ? value : `CAST(${value} AS DOUBLE PRECISION)`;
      const sum = `coalesce(CAST(sum(${summed}) AS ${decimal}), CAST(0 AS ${decimal}))`;
      return [`CAST(count("${name}") AS VARCHAR)`, `CAST(${sum} AS VARCHAR)`];
    });
    return `SELECT CAST(count(*) AS VARCHAR) || ' ' || ${columns.join(" || ' ' || ")} AS text FROM "${table}"`;
  }

  it("brings every table of the sample over, with its watermarks, and a second time nothing", async () => {
    const now = new Date("2026-11-22T15:00:00Z");
    const options = { seed: 7, months: 2, professionals: 60, now, timeZone: "America/Bogota" };
    const { files } = await simulate({ ...options, outDir: root });
    for (const source of new Set(files.map((file) => file.source))) {
      const paths = files.filter((file) => file.source === source).map(({ path }) => join(root, path));
      await ingestFiles(warehouse, source, paths);
    }
    const report = await publish();
    expect(report.find(({ table }) => table === "events")?.rows).toBeGreaterThan(500);
    for (const table of TABLE_NAMES) {
      const [here] = await warehouse.all(summary(table, "duckdb"));
      const [copied] = await there.all(summary(table, "postgres"));
      expect({ table, ...copied }).toEqual({ table, ...here });
    }
    const marks = "SELECT source, CAST(last_loaded_at AS VARCHAR) AS at FROM watermarks ORDER BY source";
    expect(await there.all(marks)).toEqual(await warehouse.all(marks));

    const before = await writes("events");
    const again = await publish();
    expect(again.filter(({ outcome }) => outcome === "published").map(({ table }) => table)).toEqual(["watermarks"]);
    expect(await writes("events")).toEqual(before);
  });

  it("replaces what changed, deletes what is gone, and leaves the rest and other tenants alone", async () => {
    await addUsers(`('default', 'a', 'CO', '2026-01-01', '2026-01-01', '{"x": 1}'),
      ('default', 'b', 'MX', '2026-01-02', '2026-01-02', NULL), ('default', 'c', NULL, NULL, '2026-01-03', NULL)`);
    await publish();
    await there.run("INSERT INTO users (tenant_id, user_id, country) VALUES ('other', 'z', 'PE')");
    const [first] = await writes("users");

    await warehouse.run("UPDATE users SET country = 'AR' WHERE user_id = 'b'");
    await warehouse.run("DELETE FROM users WHERE user_id = 'c'");
    await addUsers(
      `('default', 'd', 'it''s "x", y', '2026-01-04', '2026-01-04', NULL), ('default', 'e', '', NULL, '2026-01-05', NULL)`,
    );
    expect((await publish({ tables: ["users"] })).map(({ outcome }) => outcome)).toEqual(["published"]);
    expect(await there.all("SELECT tenant_id, user_id, country FROM users ORDER BY 1, 2")).toEqual([
      { tenant_id: "default", user_id: "a", country: "CO" },
      { tenant_id: "default", user_id: "b", country: "AR" },
      { tenant_id: "default", user_id: "d", country: 'it\'s "x", y' },
      { tenant_id: "default", user_id: "e", country: "" },
      { tenant_id: "other", user_id: "z", country: "PE" },
    ]);
    // The row that is the same was not written again.
    expect(await there.all("SELECT xmin::text AS write FROM users WHERE user_id = 'a'")).toEqual([{ write: first }]);
  });

  it("with --since adds and replaces what was loaded since, and deletes nothing", async () => {
    await addUsers(
      `('default', 'a', 'CO', NULL, '2026-01-01', NULL), ('default', 'b', 'MX', NULL, '2026-01-02', NULL)`,
    );
    await publish();
    await warehouse.run("DELETE FROM users WHERE user_id = 'a'");
    await addUsers("('default', 'c', 'PE', NULL, '2026-02-01', NULL)");
    const report = await publish({ tables: ["users"], since: "2026-01-15" });
    expect(report).toEqual([{ table: "users", rows: 1, outcome: "published" }]);
    expect((await there.all("SELECT user_id FROM users ORDER BY 1")).map((row) => row.user_id)).toEqual([
      "a",
      "b",
      "c",
    ]);
    // A publish of all rows still knows that the target isn't the same.
    await publish({ tables: ["users"] });
    expect((await there.all("SELECT user_id FROM users ORDER BY 1")).map((row) => row.user_id)).toEqual(["b", "c"]);
  });

  it("leaves no half table when it fails, and goes on there", async () => {
    await addUsers("('default', 'a', 'CO', NULL, '2026-01-01', NULL)");
    await warehouse.run(
      "INSERT INTO sponsors (tenant_id, sponsor_id, name) VALUES ('default', 's', 'S'), ('default', 't', 'T')",
    );
    await publish({ tables: [] });
    await there.run("ALTER TABLE sponsors ADD CHECK (name <> 'T')");
    await expect(publish()).rejects.toMatchObject({
      code: "target_failed",
      message: expect.stringMatching(
        /^Postgres refused the rows of sponsors .*changed nothing\. Mend it and publish again/,
      ),
    });
    expect(await there.all("SELECT name FROM sponsors")).toEqual([]);
    await warehouse.run("UPDATE sponsors SET name = 'U' WHERE sponsor_id = 't'");
    const report = await publish();
    expect(report.find(({ table }) => table === "users")?.outcome).toBe("same");
    expect(await there.all("SELECT name FROM sponsors ORDER BY name")).toEqual([{ name: "S" }, { name: "U" }]);
  });

  it("streams a million rows without holding them", async () => {
    await warehouse.run(
      `INSERT INTO events (tenant_id, event_id, occurred_at, name, value, _loaded_at)
       SELECT 'default', 'event-' || i, TIMESTAMP '2026-01-01' + INTERVAL (i) SECOND, 'page_view', i, TIMESTAMP '2026-11-01'
       FROM range(1000000) AS numbers(i)`,
    );
    // What is still held once the garbage is gone, however lazily the engine collects.
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const held = () => {
      collect();
      return process.memoryUsage().heapUsed + process.memoryUsage().external;
    };
    const before = held();
    let most = before;
    const timer = setInterval(() => {
      most = Math.max(most, held());
    }, 200);
    try {
      await publish({ tables: ["events"] });
    } finally {
      clearInterval(timer);
    }
    // 0 + 1 + … + 999,999
    expect(await there.all("SELECT count(*)::int AS n, sum(value)::text AS total FROM events")).toEqual([
      { n: 1_000_000, total: "499999500000" },
    ]);
    // The file has some 80 MB.
    expect(most - before).toBeLessThan(40_000_000);
  }, 240_000);

  it.each([
    ["postgres://nobody@127.0.0.1:1/none", "target_failed", /^Postgres refused the connection/],
    ["mysql://host/db", "bad_option", /no address of a warehouse/],
    ["bigquery://project", "bad_option", /lacks the dataset/],
    ["snowflake://u:p@account/db", "bad_option", /lacks warehouse/],
    ["redshift://u:p@host/db?s3=s3://b/p&region=us-east-1", "bad_option", /lacks iam_role/],
  ])("says what is wrong with %s", async (to, code, message) => {
    const error = await openLoadTarget(to).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it("refuses a table and an instant that are none", async () => {
    await expect(publish({ tables: ["nothing"] })).rejects.toMatchObject({ code: "unknown_table" });
    await expect(publish({ since: "yesterday" })).rejects.toMatchObject({ code: "bad_option" });
  });
});
