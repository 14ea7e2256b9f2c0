import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  openPostgres,
  type PostgresCluster,
  type PostgresSession,
  startPostgres,
} from "../../../../cube/testing/postgres.ts";
import { findPostgres } from "../../../../scripts/postgres.ts";
import { erasePerson } from "../erase/erasePerson.ts";
import { ingestPayload } from "../pipeline/ingest.ts";
import { announceCommit } from "../pipeline/watermarks.ts";
import { startIngest } from "../runtime.ts";
import { ga4Sample, temporaryFolder } from "../testing.ts";
import { lockDown } from "../warehouse/lockDown.ts";
import { columnsOf, TABLES, type TableName } from "../warehouse/schema.ts";
import { breakWarehouse } from "../warehouse/testing/breakWarehouse.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { type FollowOptions, followWarehouse, type RunningFollow } from "./followWarehouse.ts";
import { openLoadTarget } from "./openLoadTarget.ts";
import { publishWarehouse } from "./publishWarehouse.ts";
import { readDuckdb, readPostgres } from "./testing/writers.ts";

/** On a busy machine. */
const PATIENTLY = { timeout: 30_000 };
const programs = findPostgres();
const PUBLISHED = (Object.keys(TABLES) as TableName[]).filter(
  (name) => TABLES[name].kind === "rows" || name === "watermarks",
);

/* From a real DuckDB file to a real Postgres, every row of every table compared. */
describe.skipIf(programs === null && process.env.NORTHSTAR_REQUIRE_POSTGRES !== "1")(
  "a warehouse that Postgres follows",
  () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let cluster: PostgresCluster;
    let admin: PostgresSession;
    let there: PostgresSession;
    let warehouse: Warehouse;
    let path: string;
    let url: string;
    let databases = 0;
    let following: RunningFollow | null;
    let errors: unknown[];

    beforeAll(async () => {
      folder = await temporaryFolder();
      cluster = await startPostgres(programs ?? "");
      admin = openPostgres(cluster.urlOf("postgres"));
    });
    afterAll(async () => {
      await admin?.close();
      await cluster?.stop();
      await folder.remove();
    });
    beforeEach(async () => {
      const name = `follow_${++databases}`;
      await admin.run(`CREATE DATABASE ${name}`);
      url = cluster.urlOf(name);
      there = openPostgres(url);
      path = join(folder.path, `${name}.duckdb`);
      warehouse = await openWarehouse({ path });
      following = null;
      errors = [];
    });
    afterEach(async () => {
      await following?.close();
      await there.close();
      await warehouse.close();
    });

    function follow(options: Partial<FollowOptions> = {}): RunningFollow {
      following = followWarehouse(warehouse, {
        open: () => openLoadTarget(url),
        folder: join(folder.path, "publish"),
        paceMs: 0,
        share: 1,
        retryMs: 1,
        onError: (error) => errors.push(error),
        ...options,
      });
      return following;
    }

    async function expectTheSame(): Promise<void> {
      for (const table of PUBLISHED) {
        expect({ table, rows: await readPostgres(there, table) }).toEqual({
          table,
          rows: await readDuckdb(warehouse, table),
        });
      }
    }

    const pageView = (n: number) =>
      ga4Sample({
        at: new Date(Date.UTC(2026, 0, 1, 0, 0, n * 3_600)).toISOString(),
        pseudo: `p${n % 5}`,
        session: Math.floor(n / 3),
        params: { n },
      });
    const contact = (id: string, word: string) =>
      JSON.stringify({
        id,
        createdAt: "2026-01-05T08:00:00Z",
        updatedAt: "2026-03-01T00:00:00Z",
        properties: {
          email: `${word}@example.org`,
          firstname: word,
          jobtitle: word,
          country: "Colombia",
          lead_score: "71",
        },
      });
    const ingest = (source: string, text: string) => ingestPayload(warehouse, source, { body: Buffer.from(text) });

    it("has what was there, and what is committed while it publishes, none of it skipped", async () => {
      await ingest("hubspot", contact("1", "ana"));
      const running = follow();
      for (let n = 0; n < 60; n += 3) await ingest("ga4", [n, n + 1, n + 2].map(pageView).join("\n"));
      await running.settle();
      expect(errors).toEqual([]);
      expect(await there.all("SELECT count(*)::int AS n FROM events")).toEqual([{ n: 60 }]);
      await expectTheSame();
    });

    it("sends only the days that differ, and deletes there what was deleted here", async () => {
      const sent: string[] = [];
      await ingest("ga4", Array.from({ length: 96 }, (_, n) => pageView(n)).join("\n"));
      const running = follow({
        onPublished: (tables) =>
          sent.push(
            ...tables.flatMap(({ table, rows, outcome }) =>
              outcome === "published" && table === "events" ? [`${rows}`] : [],
            ),
          ),
      });
      await running.settle();
      // An hour apart, so 24 a day.
      await warehouse.run("DELETE FROM events WHERE occurred_at = '2026-01-02 05:00:00'");
      await warehouse.run("UPDATE events SET name = 'scroll' WHERE occurred_at = '2026-01-04 05:00:00'");
      await announceCommit(warehouse);
      await running.settle();
      expect(sent).toEqual(["96", String(23 + 24)]);
      // A day that has nothing any more.
      await warehouse.run("DELETE FROM events WHERE occurred_at < '2026-01-02'");
      await announceCommit(warehouse);
      await running.settle();
      expect(sent).toEqual(["96", "47", "0"]);
      await expectTheSame();
    });

    it("forgets there who was erased here", async () => {
      await ingest("hubspot", contact("501", "zanahoria"));
      await ingest("hubspot", contact("502", "calabaza"));
      await ingest(
        "ga4",
        ga4Sample({
          at: "2026-01-05T10:00:00Z",
          pseudo: "zanahoria.77",
          user: "501",
          session: 1,
          params: { page_location: "https://x.example/zanahoria" },
        }),
      );
      const running = follow();
      await running.settle();
      const [hash] = await there.all("SELECT email_hash FROM users WHERE user_id = '501'");
      const traces = async () => {
        const words = ["zanahoria", String(hash?.email_hash)];
        const found: string[] = [];
        for (const table of PUBLISHED) {
          const text = Object.keys(columnsOf(table))
            .map((column) => `coalesce("${column}"::text, '')`)
            .join(" || ' ' || ");
          for (const word of words) {
            if ((await there.all(`SELECT 1 FROM "${table}" WHERE position($1 IN ${text}) > 0`, [word])).length > 0)
              found.push(`${table}: ${word}`);
          }
          const ids = ["user_id", "crm_id", "referrer_user_id"].filter((column) => column in columnsOf(table));
          for (const column of ids) {
            if ((await there.all(`SELECT 1 FROM "${table}" WHERE "${column}" = '501'`)).length > 0)
              found.push(`${table}.${column}`);
          }
        }
        return found;
      };
      expect((await traces()).length).toBeGreaterThan(3);
      await erasePerson(warehouse, { crmId: "501" });
      await running.settle();
      expect(await traces()).toEqual([]);
      await expectTheSame();
      expect(await there.all("SELECT count(*)::int AS n FROM users")).toEqual([{ n: 2 }]);
    });

    it("catches up after an outage, whose failures it tells", async () => {
      let outages = 3;
      const running = follow({
        open: async () => {
          if (outages-- > 0) throw new Error("no route to host");
          return openLoadTarget(url);
        },
      });
      for (let n = 0; n < 9; n++) await ingest("ga4", pageView(n));
      await running.settle();
      expect(errors).toHaveLength(3);
      await expectTheSame();
      // The server ends the connection while it is used.
      await admin.run(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'northstar publish'`,
      );
      await ingest("ga4", pageView(9));
      await running.settle();
      expect(errors.length).toBeGreaterThan(3);
      await expectTheSame();
    });

    it("a table that is refused holds up no other, but the watermarks, until it is taken", async () => {
      await publish();
      await there.run("ALTER TABLE events ADD CHECK (name <> 'bad')");
      const running = follow({ paceMs: 5 });
      await ingest("hubspot", contact("1", "ana"));
      await ingest("ga4", ga4Sample({ at: "2026-01-01T00:00:00Z", name: "bad" }));
      await expect.poll(() => there.all("SELECT user_id FROM users"), PATIENTLY).toEqual([{ user_id: "1" }]);
      await expect.poll(() => errors.length, PATIENTLY).toBeGreaterThan(0);
      expect(errors[0]).toMatchObject({
        code: "target_failed",
        message: expect.stringContaining("the rows of events"),
      });
      expect(await there.all("SELECT source FROM watermarks WHERE source = 'ga4'")).toEqual([]);
      await there.run("ALTER TABLE events DROP CONSTRAINT events_name_check");
      await running.settle();
      await expectTheSame();
    });

    it("works where the process may read and write no file but its own", async () => {
      await lockDown(warehouse, [folder.path]);
      const running = follow();
      await ingest("ga4", pageView(1));
      await running.settle();
      expect(errors).toEqual([]);
      await expectTheSame();
      expect(await readdir(join(folder.path, "publish"))).toEqual([]);
    });

    it("goes on when the warehouse had to be opened anew", async () => {
      await ingest("ga4", Array.from({ length: 200 }, (_, n) => pageView(n)).join("\n"));
      const running = follow();
      await running.settle();
      await breakWarehouse(warehouse);
      // The first to come meets it; what nobody was told to be in isn't.
      await ingest("ga4", pageView(200)).catch(() => ingest("ga4", pageView(200)));
      await running.settle();
      expect(await there.all("SELECT count(*)::int AS n FROM events")).toEqual([{ n: 201 }]);
      await expectTheSame();
    });

    it("is kept so by an installation that is told to", async () => {
      await ingest("ga4", pageView(1));
      const environment = { NORTHSTAR_PUBLISH_FOLLOW: "1", NORTHSTAR_PUBLISH_TO: url };
      const runtime = await startIngest({ warehouse, dataDir: folder.path, environment, poll: false, connectors: [] });
      try {
        await expect
          .poll(() => there.all("SELECT source FROM watermarks").catch(() => []), PATIENTLY)
          .toEqual([{ source: "ga4" }]);
      } finally {
        await runtime.close();
      }
      await expectTheSame();
    });

    it("letters that Postgres can't store, which earlier versions kept, are told as lost and hold nothing up", async () => {
      const json =
        '{"nul":"a\\u0000\\u0000b","half":"\\ud83d","pair":"\\ud83d\\ude00","other":"\\\\u0000 \\\\\\u0000 \\udc00\\ud83d"}';
      await warehouse.run(
        `INSERT INTO events (tenant_id, event_id, occurred_at, name, params) VALUES ('default', 'a', '2026-01-01', 'x' || chr(0) || 'y', NULL)`,
      );
      // As text, since DuckDB takes it for no JSON when it looks.
      await warehouse.transaction(async ({ connection }) => {
        await connection.run("CREATE TEMP TABLE half (params VARCHAR)");
        const appender = await connection.createAppender("half", "main", "temp");
        appender.appendVarchar(json);
        appender.endRow();
        appender.closeSync();
        await connection.run("ALTER TABLE events ALTER params TYPE VARCHAR");
        await connection.run("UPDATE events SET params = (SELECT params FROM temp.half)");
      });
      await publish();
      expect(await there.all("SELECT name, params FROM events")).toEqual([
        {
          name: "x\ufffdy",
          params: { nul: "a\ufffd\ufffdb", half: "\ufffd", pair: "😀", other: "\\u0000 \\\ufffd \ufffd\ufffd" },
        },
      ]);
    });

    it("killed (-9) in the load of any table, it goes on to the same contents", async () => {
      await ingest("ga4", Array.from({ length: 2_000 }, (_, n) => pageView(n)).join("\n"));
      await ingest("hubspot", contact("1", "ana"));
      const script = fileURLToPath(new URL("./testing/publishInChild.ts", import.meta.url));
      const steps = [
        ["users", 0],
        ["events", 0],
        ["events", 15],
        ["sessions", 5],
        ["score_history", 0],
        ["watermarks", 0],
      ] as const;
      for (const [index, [table, afterMs]] of steps.entries()) {
        await warehouse.run(
          `UPDATE events SET value = ${index} WHERE occurred_at >= '2026-01-02' AND occurred_at < '2026-01-0${3 + index}'`,
        );
        await warehouse.close();
        const child = spawn(process.execPath, ["--no-warnings", script, path, url, table, String(afterMs)], {
          stdio: ["ignore", "ignore", "inherit"],
        });
        const [, signal] = await once(child, "exit");
        // The others may be done before.
        if (afterMs === 0 && table !== "score_history") expect({ table, signal }).toEqual({ table, signal: "SIGKILL" });
        warehouse = await openWarehouse({ path });
        // Half a table is never seen: all events of a day have the same value.
        const values = await there.all(
          "SELECT occurred_at::date AS day FROM events GROUP BY 1 HAVING count(DISTINCT coalesce(value, -1)) > 1",
        );
        expect(values).toEqual([]);
      }
      await publish();
      await expectTheSame();
    });

    async function publish(): Promise<void> {
      const target = await openLoadTarget(url);
      try {
        await publishWarehouse(warehouse, target);
      } finally {
        await target.close();
      }
    }
  },
);
