import { afterEach, beforeEach, expect, test } from "vitest";
import { setPaused } from "../admin/control.ts";
import { openWarehouse, type Warehouse } from "../warehouse/warehouse.ts";
import { ConnectorError } from "./connectorError.ts";
import { type RunningSchedule, startSchedule } from "./schedule.ts";
import { fakeTime } from "./testing/fakeTime.ts";
import type { Connector, PolledPage } from "./types.ts";

let warehouse: Warehouse;
let schedule: RunningSchedule | undefined;
beforeEach(async () => {
  warehouse = await openWarehouse({ path: ":memory:" });
});
afterEach(async () => {
  await schedule?.stop();
  await warehouse.close();
});

const page: PolledPage = { body: "", records: 0, cursor: { at: 1 }, progress: 0.5 };

function connectorOf(name: string, poll: () => AsyncGenerator<PolledPage>, rest: Partial<Connector> = {}): Connector {
  return {
    name,
    source: "hubspot",
    streams: ["all"],
    settings: [],
    secrets: [],
    provider: "Example",
    rate: { perSecond: 10, burst: 10 },
    everySeconds: 100,
    poll,
    ...rest,
  };
}

/** A schedule whose timers a test sets off. */
function start(connectors: Connector[], settings: Record<string, string> = {}) {
  const time = fakeTime();
  const timers: { at: number; callback: () => void }[] = [];
  const failures: string[] = [];
  schedule = startSchedule(warehouse, {
    connectors,
    setting: (name) => settings[name] ?? null,
    now: time.now,
    random: () => 0.5,
    sleep: time.sleep,
    onFailure: (name) => failures.push(name),
    setTimer(callback, milliseconds) {
      const timer = { at: time.now() + milliseconds, callback };
      timers.push(timer);
      return () => {
        const index = timers.indexOf(timer);
        if (index >= 0) timers.splice(index, 1);
      };
    },
  });
  return {
    schedule,
    failures,
    settings,
    timers,
    now: time.now,
    /** Seconds until each timer. */
    waits: () => timers.map((timer) => (timer.at - time.now()) / 1000),
    /** Goes to the next timer and lets what it begins come to an end. */
    async next() {
      const timer = timers.sort((a, b) => a.at - b.at).shift();
      if (!timer) throw new Error("Nothing is planned.");
      time.set(timer.at);
      timer.callback();
      await settled(timers);
    },
  };
}

/** What was begun has come to its end: the next turn is planned. */
async function settled(timers: unknown[]): Promise<void> {
  const before = timers.length;
  await expect.poll(() => timers.length).toBeGreaterThan(before);
}

test("each is asked at its pace, and the next time is known", async () => {
  let asked = 0;
  const run = start([
    connectorOf("a", async function* () {
      asked++;
      yield page;
    }),
  ]);
  expect(run.waits()).toEqual([30]);
  expect(run.schedule.nextRunAt("a")).toBe(run.now() + 30_000);
  await run.next();
  expect(asked).toBe(1);
  expect(run.waits()).toEqual([100]);
  await run.next();
  expect(asked).toBe(2);
  expect(run.schedule.nextRunAt("a")).toBe(run.now() + 100_000);
  expect(run.schedule.nextRunAt("b")).toBeNull();
});

test("failures make the pauses grow, none shorter than what the provider asks for, until it answers again", async () => {
  const errors: (Error | null)[] = [
    new Error("one"),
    new Error("two"),
    new ConnectorError("rate_limited", "Later.", { retryAfterMs: 3_600_000 }),
    new ConnectorError("rate_limited", "In a hundred years.", { retryAfterMs: 3e12 }),
    null,
  ];
  const run = start([
    // biome-ignore lint/correctness/useYield: this one only fails
    connectorOf("a", async function* () {
      const error = errors.shift();
      if (error) throw error;
    }),
  ]);
  const waits: number[] = [];
  for (let i = 0; i < 5; i++) {
    await run.next();
    waits.push(run.waits()[0] ?? 0);
  }
  // Three quarters of 200, 400; what is asked for; a day; the pace.
  expect(waits).toEqual([150, 300, 3600, 86_400, 100]);
  expect(run.failures).toEqual(["a", "a", "a", "a"]);
});

test("never twice at once, and one that hangs holds up no other", async () => {
  let release = () => undefined as undefined;
  const held = new Promise<void>((resolve) => {
    release = () => void resolve();
  });
  let other = 0;
  const run = start([
    connectorOf("slow", async function* () {
      yield page;
      await held;
    }),
    connectorOf("quick", async function* () {
      other++;
      yield page;
    }),
  ]);
  const { runId } = await run.schedule.run("slow", null);
  expect(run.schedule.nextRunAt("slow")).toBeNull();
  await expect(run.schedule.run("slow", null)).rejects.toMatchObject({ code: "connector_busy" });
  await run.next();
  expect(other).toBe(1);
  // How far it is, it says once its first page is stored.
  await expect.poll(() => run.schedule.running("slow")).toMatchObject([{ runId, status: "running", progress: 0.5 }]);
  release();
  await settled(run.timers);
  expect(run.schedule.running("slow")).toEqual([]);
  expect(run.schedule.nextRunAt("slow")).not.toBeNull();
});

test("one without its settings isn't asked until it has them", async () => {
  let asked = 0;
  const run = start([
    connectorOf(
      "a",
      async function* () {
        asked++;
        yield page;
      },
      { secrets: ["KEY"] },
    ),
  ]);
  expect(run.schedule.nextRunAt("a")).toBeNull();
  await run.next();
  expect(asked).toBe(0);
  expect(run.schedule.nextRunAt("a")).toBeNull();
  expect(run.waits()).toEqual([60]);
  run.settings.KEY = "there";
  await run.next();
  expect(asked).toBe(1);
});

test("one that is paused isn't asked, and soon after it is resumed it is", async () => {
  let asked = 0;
  const run = start([
    connectorOf("a", async function* () {
      asked++;
      yield page;
    }),
  ]);
  const pause = (paused: boolean) =>
    warehouse.transaction((transaction) => setPaused(transaction, { tenant: "default", names: ["a"], paused }));
  await pause(true);
  await run.next();
  expect(asked).toBe(0);
  expect(run.schedule.nextRunAt("a")).toBeNull();
  await pause(false);
  expect(run.waits()).toEqual([60]);
  await run.next();
  expect(asked).toBe(1);
  expect(run.waits()).toEqual([100]);
});

test("stopping waits for the page that is under way and begins nothing new", async () => {
  let pages = 0;
  const run = start([
    connectorOf("a", async function* () {
      for (;;) {
        pages++;
        yield page;
      }
    }),
  ]);
  await run.schedule.run("a", null);
  await run.schedule.stop();
  expect(pages).toBeGreaterThan(0);
  const seen = pages;
  expect(run.waits()).toEqual([]);
  await expect(run.schedule.run("a", null)).rejects.toMatchObject({ code: "connector_busy" });
  expect(pages).toBe(seen);
});
