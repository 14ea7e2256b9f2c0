import { afterEach, beforeEach, expect, test } from "vitest";
import { setPaused } from "../admin/control.ts";
import { IngestError } from "../errors.ts";
import { commitDeliveries } from "../pipeline/commitDeliveries.ts";
import { count } from "../testing.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { createDrain, type DrainOptions } from "./drain.ts";
import { replayDeadLetters } from "./replayDeadLetters.ts";
import { readSpoolPosition, startWorker } from "./startWorker.ts";
import { contact, delivery, mailOpen, memorySpool, NOW } from "./testing/samples.ts";

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

test("what breaks the warehouse itself, time after time, is found and set aside alone too", async () => {
  const spool = memorySpool(["a", "b", "c", "d"].map((id) => mailOpen(id)));
  const drain = drainOf(spool, {
    commit: async (run, deliveries, also) => {
      if (deliveries.some(({ dedupKey }) => dedupKey === "c")) throw new IngestError("warehouse_invalid", "fatal");
      return await commitDeliveries(run, deliveries, also);
    },
  });
  for (let step = 0; step < 3; step++) await expect(drain.step()).rejects.toMatchObject({ code: "warehouse_invalid" });
  expect([await messages(), spool.released]).toEqual([0, 0]);
  expect(await drain.step()).toBe("worked");
  expect([await messages(), spool.released]).toEqual([3, 4]);
  expect(await warehouse.all("SELECT dedup_key, attempts FROM raw_inbox WHERE processed_at IS NULL")).toEqual([
    { dedup_key: "c", attempts: 1 },
  ]);
});

test("a disk that is full is no delivery's fault, however long: nothing is set aside or passed over", async () => {
  const spool = memorySpool(["a", "b"].map((id) => mailOpen(id)));
  let isFull = true;
  const drain = drainOf(spool, {
    commit: async (run, deliveries, also) => {
      if (isFull) throw new IngestError("warehouse_full", "full");
      return await commitDeliveries(run, deliveries, also);
    },
  });
  for (let step = 0; step < 9; step++) await expect(drain.step()).rejects.toMatchObject({ code: "warehouse_full" });
  expect([await count(warehouse, "SELECT count(*) FROM raw_inbox"), spool.released]).toEqual([0, 0]);
  isFull = false;
  expect(await drain.step()).toBe("worked");
  expect([await messages(), spool.released]).toEqual([2, 2]);
});

test("letters of a payload that a person has discarded don't come back with the replay of another one", async () => {
  const opened = (id: string, timestamp: number | null) => ({
    ...{ event: "open", email: "a@example.org", timestamp, sg_event_id: id, sg_message_id: "m", campaign_id: "k" },
  });
  const records = [opened("1", null), opened("2", null), opened("3", 1773000000), opened("4", null)];
  await drainOf(memorySpool([delivery("sendgrid", "x", JSON.stringify(records))])).step();
  const letters = () => warehouse.all("SELECT dead_letter_id AS id, position FROM dead_letter ORDER BY position");
  const [first, second, third] = await letters();
  await warehouse.run("DELETE FROM dead_letter WHERE dead_letter_id = $id", { id: String(second?.id) });
  expect(await replayDeadLetters(warehouse, [String(first?.id)])).toEqual({ done: 0, failed: 1 });
  expect(await letters()).toEqual([first, third]);
});
