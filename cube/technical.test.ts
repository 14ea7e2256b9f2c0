import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;
const devops = claims("ops", ["devops"]);

/*
 * Events of 1 March in Bogota: 2 (one at 2 March 04:59 UTC); of 2 March: 1; a deleted one.
 * Flow runs finished on 1 March: ok, failed, ok, failed; one is still running; a failed one was deleted. 2 ÷ 4 = 0.5. On 2 March none finished.
 */
beforeAll(async () => {
  data = await createModelWarehouse();
  await data.insert(
    "ops",
    "events",
    ["event_id", "occurred_at", "name", "_deleted"],
    [
      ["1", "2026-03-01 12:00", "page_view", false],
      ["2", "2026-03-02 04:59", "page_view", false],
      ["3", "2026-03-02 05:00", "page_view", false],
      ["4", "2026-03-02 06:00", "page_view", true],
    ],
  );
  await data.insert(
    "ops",
    "flow_runs",
    ["flow_run_id", "flow_id", "started_at", "finished_at", "status", "_deleted"],
    [
      ["1", "welcome", "2026-03-01 12:00", "2026-03-01 12:01", "success", false],
      ["2", "welcome", "2026-03-01 13:00", "2026-03-01 13:01", "failed", false],
      ["3", "scores", "2026-03-01 14:00", "2026-03-01 14:01", "success", false],
      ["4", "scores", "2026-03-01 15:00", "2026-03-01 15:01", "error", false],
      ["5", "scores", "2026-03-01 16:00", null, "running", false],
      ["6", "scores", "2026-03-01 17:00", "2026-03-01 17:01", "failed", true],
    ],
  );
  await data.insert(
    "ops",
    "integration_runs",
    ["run_id", "connector", "finished_at", "status", "rows_in", "rows_bad"],
    [
      ["1", "ga4", "2026-03-01 12:00", "ok", 100, 2],
      ["2", "ga4", "2026-03-01 13:00", "ok", 50, 0],
    ],
  );
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

const on = (measures: string[], dimension: string, day: string) =>
  cube.rows(
    {
      measures: measures.map((name) => `technical.${name}`),
      timeDimensions: [{ dimension: `technical.${dimension}`, dateRange: [day, day] }],
    },
    devops,
  );

describe("technical view", () => {
  it("counts events by the day in Bogota", async () => {
    expect(await on(["events_ingested"], "event_date", "2026-03-01")).toEqual([{ events_ingested: 2 }]);
    expect(await on(["events_ingested"], "event_date", "2026-03-02")).toEqual([{ events_ingested: 1 }]);
  });

  it("divides failed runs by finished runs, and has no rate without any", async () => {
    expect(await on(["flow_failure_rate"], "flow_date", "2026-03-01")).toEqual([{ flow_failure_rate: 0.5 }]);
    expect(await on(["flow_failure_rate"], "flow_date", "2026-03-02")).toEqual([{ flow_failure_rate: null }]);
  });

  it("adds up what ingest runs did", async () => {
    expect(await on(["integration_runs", "rows_in", "rows_bad"], "integration_date", "2026-03-01")).toEqual([
      { integration_runs: 2, rows_in: 150, rows_bad: 2 },
    ]);
  });
});
