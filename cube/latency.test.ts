import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await updates(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

/*
 * Days in UTC, by the time of the update.
 * 1 March: 0, 10, 20 (received before it occurred, updated after), 30, 40 and 100 s. Six values: p50 lies at place 0.5 × 5 = 2.5, so
 *   25; p95 at 4.75: 40 + 0.75 × 60 = 85; p99 at 4.95: 40 + 0.95 × 60 = 97. One 40 s before it occurred; one not updated yet; one
 *   deleted.
 * 2 March: one that occurred on 1 March at 23:59:50, 20.5 s before.
 * 3 March: only one of a wrong clock.
 */
async function updates({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "crm",
    "pipeline_latency",
    ["event_id", "event_occurred_at", "received_at", "crm_updated_at", "_deleted"],
    [
      ["1", "2026-03-01 10:00:00", "2026-03-01 10:00:00", "2026-03-01 10:00:00", false],
      ["2", "2026-03-01 10:00:00", "2026-03-01 10:00:01", "2026-03-01 10:00:10", false],
      ["3", "2026-03-01 10:00:00", "2026-03-01 09:59:20", "2026-03-01 10:00:20", false],
      ["4", "2026-03-01 10:00:00", "2026-03-01 10:00:01", "2026-03-01 10:00:30", false],
      ["5", "2026-03-01 10:00:00", "2026-03-01 10:00:01", "2026-03-01 10:00:40", false],
      ["6", "2026-03-01 10:00:00", "2026-03-01 10:00:01", "2026-03-01 10:01:40", false],
      ["7", "2026-03-01 10:00:00", "2026-03-01 09:59:10", "2026-03-01 09:59:20", false],
      ["8", "2026-03-01 10:00:00", "2026-03-01 10:00:01", null, false],
      ["9", "2026-03-01 10:00:00", "2026-03-01 10:00:01", "2026-03-01 12:00:00", true],
      ["10", "2026-03-01 23:59:50", "2026-03-01 23:59:51", "2026-03-02 00:00:10.5", false],
      ["11", "2026-03-03 10:00:00", "2026-03-03 09:00:00", "2026-03-03 09:00:01", false],
    ],
  );
}

const LATENCY = ["crm_updates", "crm_clock_skew_events", "crm_latency_p50", "crm_latency_p95", "crm_latency_p99"];

const on = (first: string, last = first) =>
  cube.rows(
    {
      measures: LATENCY.map((name) => `technical.${name}`),
      timeDimensions: [{ dimension: "technical.crm_date", dateRange: [first, last] }],
      timezone: "UTC",
    },
    claims("crm", ["devops"]),
  );

describe("latency to the CRM", () => {
  it("is exact, with wrong clocks apart and pending updates left out", async () => {
    expect(await on("2026-03-01")).toEqual([
      {
        crm_updates: 6,
        crm_clock_skew_events: 1,
        crm_latency_p50: 25,
        crm_latency_p95: expect.closeTo(85, 9),
        crm_latency_p99: expect.closeTo(97, 9),
      },
    ]);
  });

  it("belongs to the day of the update, and of one value is that value", async () => {
    expect(await on("2026-03-02")).toMatchObject([
      { crm_updates: 1, crm_latency_p50: 20.5, crm_latency_p95: 20.5, crm_latency_p99: 20.5 },
    ]);
  });

  it("of all days is taken over all values: seven, the middle one 20.5", async () => {
    expect(await on("2026-03-01", "2026-03-03")).toMatchObject([
      { crm_updates: 7, crm_clock_skew_events: 2, crm_latency_p50: 20.5 },
    ]);
  });

  it("has no value where only clocks were wrong", async () => {
    expect(await on("2026-03-03")).toEqual([
      {
        crm_updates: 0,
        crm_clock_skew_events: 1,
        crm_latency_p50: null,
        crm_latency_p95: null,
        crm_latency_p99: null,
      },
    ]);
  });
});
