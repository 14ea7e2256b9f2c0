import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setPaused } from "../admin/control.ts";
import { integrationSpecs } from "../admin/integrationSpec.ts";
import { readIntegrations } from "../admin/readIntegrations.ts";
import { commitDeliveries } from "../pipeline/commitDeliveries.ts";
import { count, tableContents, temporaryFolder } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { hubspotContacts } from "./hubspot.ts";
import { takeLease } from "./lease.ts";
import { type FakeContact, fakeHubspot, THEIR_NOW } from "./testing/fakeHubspot.ts";
import { type FakeServer, startFakeServer } from "./testing/fakeServer.ts";
import { fakeTime } from "./testing/fakeTime.ts";
import { runForTest } from "./testing/runForTest.ts";

const TABLES = ["users", "identities", "score_history", "dead_letter"];
const settings = { NORTHSTAR_HUBSPOT_TOKEN: "pat-1" };

const contacts: FakeContact[] = Array.from({ length: 23 }, (_, i) => ({
  id: String(i + 1),
  modified: THEIR_NOW - 3_600_000 + i,
  properties: { email: `${i}@example.org`, lead_score: String(i * 4) },
}));

/** The same, changed after they were loaded first: some at one time, more than a page. */
const changed: FakeContact[] = contacts.map(({ id, properties }, i) => ({
  id,
  modified: THEIR_NOW + 60_000 + Math.max(0, i - 9) * 1000,
  properties: { ...properties, lead_score: String(90 - i) },
}));

let server: FakeServer;
let warehouse: Warehouse;
let present: FakeContact[];
beforeEach(async () => {
  present = contacts;
  server = await startFakeServer((request) => fakeHubspot(present, { pageSize: 4 }).answer(request));
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterEach(async () => {
  await warehouse.close();
  await server.close();
});

const connector = () => hubspotContacts({ origin: server.origin });

describe("a run that ends anywhere, and another one after it", () => {
  test("leave the tables of one run that went through", { timeout: 120_000 }, async () => {
    await runForTest(warehouse, connector(), settings);
    const whole = await tableContents(warehouse, TABLES);
    expect(whole.users).toHaveLength(23);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.nat(9), where: fc.constantFrom("asking", "before commit", "after commit") }), {
          minLength: 1,
          maxLength: 3,
        }),
        async (ends) => {
          const other = await openWarehouse({ path: ":memory:" });
          try {
            for (const { at, where } of ends) await runUntil(other, at, where);
            const { error } = await runForTest(other, connector(), settings);
            expect(error).toBeNull();
            expect(await tableContents(other, TABLES)).toEqual(whole);
          } finally {
            await other.close();
          }
        },
      ),
      { seed: 5, numRuns: 8 },
    );
  });

  test("also while it searches for what has changed", { timeout: 120_000 }, async () => {
    /** Tables after a first load, ends of the runs after the change, and one that goes through. */
    async function tablesAfter(ends: readonly { at: number; where: string }[]) {
      const other = await openWarehouse({ path: ":memory:" });
      try {
        present = contacts;
        await runForTest(other, connector(), settings);
        present = changed;
        for (const { at, where } of ends) await runUntil(other, at, where);
        expect((await runForTest(other, connector(), settings)).error).toBeNull();
        return await tableContents(other, TABLES);
      } finally {
        await other.close();
      }
    }
    const whole = await tablesAfter([]);
    expect(whole.score_history).toHaveLength(46);
    for (const where of ["asking", "before commit", "after commit"]) {
      expect(await tablesAfter([1, 0, 4].map((at) => ({ at, where })))).toEqual(whole);
    }
  });

  /** As if the process were gone at this place: nothing behind it happens, and the lease stays. */
  async function runUntil(target: Warehouse, at: number, where: string): Promise<void> {
    let asked = 0;
    let committed = 0;
    await runForTest(target, connector(), settings, {
      limits: { attempts: 1 },
      fetch: async (request) => {
        if (where === "asking" && asked++ >= at) throw new Error("gone");
        return await fetch(request);
      },
      commit: async (run, deliveries, also) => {
        const ends = where !== "asking" && committed++ >= at;
        if (ends && where === "before commit") throw new Error("gone");
        const done = await commitDeliveries(run, deliveries, also);
        if (ends) throw new Error("gone");
        return done;
      },
    });
  }
});

test("what was killed is found by its lease, taken over, and noted", async () => {
  const folder = await temporaryFolder();
  const path = join(folder.path, "warehouse.duckdb");
  try {
    const file = await openWarehouse({ path });
    // As a process that is gone left it.
    await file.run("INSERT INTO connector_state VALUES ('default', 'hubspot', 'lease', $state, 'run-1')", {
      state: JSON.stringify({
        runId: "run-1",
        stream: "contacts",
        mode: "poll",
        startedAt: Date.parse("2026-03-10T11:58:00Z"),
        holder: "another process",
        until: Date.parse("2026-03-10T12:13:00Z"),
      }),
    });
    const { error } = await runForTest(file, connector(), settings);
    expect(error).toBeNull();
    expect(await count(file, "SELECT count(*) FROM users")).toBe(23);
    const rows = await file.all("SELECT run_id, status, error FROM integration_runs WHERE status = 'failed'");
    expect(rows).toEqual([
      { run_id: "run-1", status: "failed", error: expect.stringContaining("ended in the middle") },
    ]);
    expect(await count(file, "SELECT count(*) FROM connector_state WHERE stream = 'lease'")).toBe(0);
    await file.close();
  } finally {
    await folder.remove();
  }
});

test("two at once: one asks, the other is told", async () => {
  const outcomes = await Promise.allSettled([
    runForTest(warehouse, connector(), settings),
    runForTest(warehouse, connector(), settings),
  ]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = outcomes.find((outcome) => outcome.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "connector_busy" });
  expect(await count(warehouse, "SELECT count(*) FROM users")).toBe(23);
});

test("a lease that wasn't renewed for a quarter of an hour is over", async () => {
  const lease = { runId: "a", stream: "contacts", mode: "poll" as const, startedAt: 0 };
  expect(await takeLease(warehouse, "x", lease, 0)).toEqual({ taken: true, broken: null });
  expect((await takeLease(warehouse, "x", { ...lease, runId: "b" }, 899_999)).taken).toBe(false);
  const late = await takeLease(warehouse, "x", { ...lease, runId: "b" }, 900_000);
  expect(late.taken).toBe(true);
  expect(late.broken?.runId).toBe("a");
});

test("told to stop it ends behind the page it is at, as a run that succeeded, and goes on from there", async () => {
  const stop = new AbortController();
  let committed = 0;
  const first = await runForTest(warehouse, connector(), settings, {
    signal: stop.signal,
    commit: async (...page) => {
      const done = await commitDeliveries(...page);
      if (++committed === 2) stop.abort();
      return done;
    },
  });
  expect(first.error).toBeNull();
  expect(first.runs).toHaveLength(1);
  expect(first.runs[0]).toMatchObject({ status: "success", in: 8 });
  expect(await count(warehouse, "SELECT count(*) FROM users")).toBe(8);
  const asked = server.requests.length;
  await runForTest(warehouse, connector(), settings);
  expect(server.requests[asked]?.url.searchParams.get("after")).not.toBeNull();
  expect(await count(warehouse, "SELECT count(*) FROM users")).toBe(23);
});

test("paused: it asks nothing; paused in the middle: it ends behind its page", async () => {
  const pause = (paused: boolean) =>
    warehouse.transaction((transaction) => setPaused(transaction, { tenant: "default", names: ["hubspot"], paused }));
  await pause(true);
  expect(await runForTest(warehouse, connector(), settings)).toEqual({ runs: [], error: null, paused: true });
  expect(server.requests).toHaveLength(0);
  await pause(false);
  const { paused, runs } = await runForTest(warehouse, connector(), settings, {
    commit: async (...page) => {
      const done = await commitDeliveries(...page);
      await pause(true);
      return done;
    },
  });
  expect(paused).toBe(true);
  expect(runs[0]?.in).toBe(4);
});

test("a row says what a run did, and a missing setting is named before anything is asked", async () => {
  await runForTest(warehouse, connector(), settings, { runId: "run-7" });
  const [row] = await warehouse.all(
    `SELECT connector, stream, mode, status, rows_in, rows_bad, cursor_before, json_extract_string(cursor_after, '$.phase') AS after, source
     FROM integration_runs WHERE run_id = 'run-7'`,
  );
  expect(row).toEqual({
    connector: "hubspot",
    stream: "contacts",
    mode: "poll",
    status: "success",
    rows_in: 23n,
    rows_bad: 0n,
    cursor_before: null,
    after: "search",
    source: "ops",
  });
  await expect(runForTest(warehouse, connector(), {})).rejects.toMatchObject({
    code: "setting_missing",
    message: expect.stringContaining("NORTHSTAR_HUBSPOT_TOKEN"),
  });
});

describe("looks that find nothing new", () => {
  const rows = () =>
    warehouse.all(
      `SELECT run_id AS id, strftime(started_at, '%H:%M') AS started, strftime(finished_at, '%H:%M') AS finished, status,
         rows_in::INT AS "in", rows_upserted::INT AS upserted, rows_dup::INT AS dup, (_raw->>'looks')::INT AS looks
       FROM integration_runs WHERE stream = 'contacts' ORDER BY started_at`,
    );

  test("share a row an hour, which says when the last one was; news, a failure or a person who asks have their own", async () => {
    const time = fakeTime("2026-03-10T11:00:00Z");
    const look = async (minute: string, runId: string, options: Parameters<typeof runForTest>[3] = {}) => {
      time.set(`2026-03-10T${minute}:00Z`);
      await runForTest(warehouse, connector(), settings, { now: time.now, sleep: time.sleep, runId, ...options });
    };
    await look("11:00", "load");
    await look("11:05", "first");
    await look("11:10", "second");
    await look("11:15", "third");
    expect(await rows()).toMatchObject([
      { id: "load", in: 23, looks: null },
      { id: "first", started: "11:15", finished: "11:15", status: "success", upserted: 0, looks: 3 },
    ]);
    const [, idle] = await rows();
    // Contacts of the overlap come again and again: they are counted.
    expect(idle?.in).toBe(idle?.dup);
    present = [...contacts, { id: "77", modified: THEIR_NOW + 3_600_000 }];
    await look("11:20", "news");
    await look("11:25", "fourth");
    await look("11:30", "person", { onDemand: true });
    await look("11:35", "fifth");
    const failing = { limits: { attempts: 1 }, fetch: async () => new Response(null, { status: 500 }) };
    await look("11:40", "failure", failing);
    await look("11:45", "sixth");
    await look("12:30", "seventh");
    await look("12:45", "eighth");
    expect((await rows()).slice(2)).toMatchObject([
      { id: "news", upserted: 2, looks: null },
      { id: "fourth", looks: 1 },
      { id: "person", looks: null },
      { id: "fifth", looks: 1 },
      { id: "failure", status: "failed", looks: null },
      { id: "sixth", finished: "12:30", looks: 2 },
      { id: "eighth", finished: "12:45", looks: 1 },
    ]);
  });

  test("keep what is known of the source true: it was asked just now", async () => {
    const time = fakeTime("2026-03-10T11:00:00Z");
    for (const minute of ["11:00", "11:05", "11:10"]) {
      time.set(`2026-03-10T${minute}:00Z`);
      await runForTest(warehouse, connector(), settings, { now: time.now, sleep: time.sleep });
    }
    const now = Date.parse("2026-03-10T11:11:00Z");
    const specs = integrationSpecs({ hooks: [], connectors: [connector()], files: [] });
    const record = (await readIntegrations(warehouse, specs, now)).get("hubspot");
    expect(record?.lastLoadedAt).toBe(Date.parse("2026-03-10T11:10:00Z"));
    expect(record?.lastRun).toMatchObject({ status: "success", finishedAt: "2026-03-10T11:10:00.000Z" });
  });
});
