import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setPaused } from "../admin/control.ts";
import { commitDeliveries } from "../pipeline/commitDeliveries.ts";
import type { Delivery } from "../spool/types.ts";
import { count, tableContents } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { createDrain, type DrainOptions } from "./drain.ts";
import { replayDeadLetters } from "./replayDeadLetters.ts";
import { readSpoolPosition, startWorker } from "./startWorker.ts";
import { contact, delivery, mailOpen, memorySpool, NOW, pageView } from "./testing/samples.ts";

let warehouse: Warehouse;
let time: number;

beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
  time = NOW;
});
afterEach(() => warehouse.close());

const drainOf = (spool: DrainOptions["spool"], options: Partial<DrainOptions> = {}) =>
  createDrain({
    warehouse,
    spool,
    owner: "one",
    now: () => time,
    batchBytes: 1_000_000,
    leaseMs: 30_000,
    retryMs: 1000,
    maxAttempts: 3,
    ...options,
  });
const messages = () => count(warehouse, "SELECT count(*) FROM message_events");

/** A commit that fails on deliveries of this key, as a fault of a normaliser does. */
const failingOn =
  (key: string): typeof commitDeliveries =>
  async (run, deliveries, also) => {
    if (deliveries.some(({ dedupKey }) => dedupKey === key)) throw new TypeError("broken");
    return await commitDeliveries(run, deliveries, also);
  };

test("rows, position, the run of the minute and its latency are there, and the spool is released", async () => {
  const spool = memorySpool([mailOpen("a"), contact("1", "a@example.org"), mailOpen("b"), mailOpen("a")]);
  const drain = drainOf(spool);
  expect(await drain.step()).toBe("worked");
  expect(await drain.step()).toBe("idle");
  expect([await messages(), spool.released]).toEqual([2, 4]);
  expect(await readSpoolPosition(warehouse)).toEqual({ segment: 0, offset: 4 });
  expect(
    await warehouse.all("SELECT connector, mode, rows_in, rows_dup, rows_bad FROM integration_runs ORDER BY 1"),
  ).toEqual([
    { connector: "hubspot", mode: "hook", rows_in: 1n, rows_dup: 0n, rows_bad: 0n },
    { connector: "sendgrid", mode: "hook", rows_in: 3n, rows_dup: 1n, rows_bad: 0n },
  ]);
  await spool.append(mailOpen("c"));
  await drain.step();
  expect(await count(warehouse, "SELECT rows_in FROM integration_runs WHERE connector = 'sendgrid'")).toBe(4);
  time += 60_000;
  await spool.append(mailOpen("d"));
  await drain.step();
  expect(await count(warehouse, "SELECT count(*) FROM integration_runs WHERE connector = 'sendgrid'")).toBe(2);
  expect(
    await count(
      warehouse,
      "SELECT count(*) FROM pipeline_latency WHERE warehouse_at >= received_at AND source_id IS NOT NULL",
    ),
  ).toBeGreaterThanOrEqual(2);
});

test("a delivery that is a fault is set aside alone, tried again later each time, and is a dead letter in the end", async () => {
  const ids = ["a", "b", "c", "d", "e"];
  const spool = memorySpool([...ids.map((id) => mailOpen(id)), contact("1", "a@example.org")]);
  const drain = drainOf(spool, { commit: failingOn("c") });
  await drain.step();
  expect([await messages(), spool.released]).toEqual([4, 6]);
  const attempts = () =>
    count(warehouse, "SELECT attempts FROM raw_inbox WHERE dedup_key = 'c' AND processed_at IS NULL");
  expect(await attempts()).toBe(1);
  expect([await drain.step(), await attempts()]).toEqual(["idle", 1]);
  time += 1000;
  expect([await drain.step(), await attempts()]).toEqual(["worked", 2]);
  time += 1000;
  expect([await drain.step(), await attempts()]).toEqual(["idle", 2]);
  time += 1000;
  await drain.step();
  const letters = await warehouse.all("SELECT dead_letter_id, dedup_key, reason FROM dead_letter");
  expect(letters).toMatchObject([{ dedup_key: "c", reason: "fault" }]);
  time += 3_600_000;
  expect(await drain.step()).toBe("idle");
  // Its normaliser was mended.
  const ids2 = letters.map((row) => String(row.dead_letter_id));
  expect(await replayDeadLetters(warehouse, ids2, { now: () => time })).toEqual({ done: 1, failed: 0 });
  expect([await messages(), await count(warehouse, "SELECT count(*) FROM dead_letter")]).toEqual([5, 0]);
});

test("a letter that still isn't understood stays when it is replayed", async () => {
  await drainOf(memorySpool([delivery("sendgrid", "x", '[{"event":"open","sg_event_id":"1"}]')])).step();
  const ids = (await warehouse.all("SELECT dead_letter_id FROM dead_letter")).map((row) => String(row.dead_letter_id));
  expect(ids).toHaveLength(1);
  expect(await replayDeadLetters(warehouse, ids)).toEqual({ done: 0, failed: 1 });
});

test("what is paused waits in the inbox, and doesn't hold up the spool", async () => {
  const pause = (paused: boolean) =>
    warehouse.transaction((transaction) => setPaused(transaction, { tenant: "default", names: ["sendgrid"], paused }));
  await pause(true);
  const spool = memorySpool([mailOpen("a"), contact("1", "a@example.org"), mailOpen("a")]);
  const drain = drainOf(spool);
  await drain.step();
  expect([await messages(), await count(warehouse, "SELECT count(*) FROM users"), spool.released]).toEqual([0, 1, 3]);
  expect(await drain.step()).toBe("idle");
  await pause(false);
  await drain.step();
  expect(await messages()).toBe(1);
});

test("two workers: one has the lease, the other takes it over when it has ended", async () => {
  const spool = memorySpool([mailOpen("a")]);
  const [one, two] = [drainOf(spool), drainOf(spool, { owner: "two" })];
  expect(await Promise.all([one.step(), two.step()])).toEqual(["worked", "held"]);
  await spool.append(mailOpen("b"));
  time += 30_001;
  expect([await two.step(), await one.step()]).toEqual(["worked", "held"]);
  expect(await messages()).toBe(2);
});

test("one that lost its lease in the middle of a batch writes nothing", async () => {
  const spool = memorySpool([mailOpen("a")]);
  const two = drainOf(spool, { owner: "two" });
  const one = drainOf(spool, {
    commit: async (run, deliveries, also) => {
      time += 30_001;
      expect(await two.step()).toBe("worked");
      return await commitDeliveries(run, deliveries, also);
    },
  });
  expect(await one.step()).toBe("held");
  expect([await messages(), await count(warehouse, "SELECT sum(rows_in) FROM integration_runs")]).toEqual([1, 1]);
});

test("the worker goes on when the warehouse can be written to again, and settles", async () => {
  const spool = memorySpool([mailOpen("a")]);
  let failures = 1;
  const errors: unknown[] = [];
  const worker = startWorker({
    warehouse,
    spool: {
      ...spool,
      read: async (after, bytes) => {
        if (failures-- > 0) throw new Error("disk");
        return await spool.read(after, bytes);
      },
    },
    onError: (error) => errors.push(error),
  });
  await worker.settle();
  expect([await messages(), errors.length]).toEqual([1, 1]);
  await spool.append(mailOpen("b"));
  await worker.settle();
  await worker.stop();
  expect(await messages()).toBe(2);
  expect(await count(warehouse, "SELECT count(*) FROM connector_state WHERE stream = 'lease'")).toBe(0);
});

const TABLES = [
  "users",
  "identities",
  "events",
  "sessions",
  "messages",
  "message_events",
  "score_history",
  "raw_inbox",
];

test("any batch, duplicated, permuted, split and 72 h late ends in the tables of one clean run", async () => {
  const all: Delivery[] = [
    ...[0, 1, 2, 3].map(pageView),
    mailOpen("a"),
    mailOpen("b", "ana@example.org"),
    contact("1", "ana@example.org"),
    contact("1", "ana@example.org", "2026-03-03T00:00:00Z"),
    contact("2", "eva@example.org"),
    delivery("sendgrid", "bad", '[{"event":"open","sg_event_id":"1"}]'),
  ];
  async function tablesOf(deliveries: readonly Delivery[], batchBytes: number) {
    const own = await openWarehouse({ path: ":memory:" });
    try {
      const drain = createDrain({
        ...{ warehouse: own, spool: memorySpool(deliveries), owner: "o", now: () => NOW, batchBytes },
        ...{ leaseMs: 30_000, retryMs: 1000, maxAttempts: 3 },
      });
      while ((await drain.step()) !== "idle");
      return await tableContents(own, TABLES);
    } finally {
      await own.close();
    }
  }
  const clean = await tablesOf(all, 1_000_000);
  expect(clean.events?.length).toBeGreaterThan(0);
  const indexes = all.map((_, index) => index);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...indexes, ...indexes], { minLength: indexes.length * 2 }),
      fc.constantFrom(1, 600, 1_000_000),
      fc.array(fc.boolean(), { minLength: indexes.length * 2, maxLength: indexes.length * 2 }),
      async (order, batchBytes, late) => {
        const given = order.map((index, place) => {
          const one = all[index]!;
          return { ...one, receivedAt: one.receivedAt + (late[place] ? 72n * 3_600_000_000n : 0n) };
        });
        expect(await tablesOf(given, batchBytes)).toEqual(clean);
      },
    ),
    { numRuns: 6, seed: 5 },
  );
}, 120_000);
