import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createModelReader } from "../packages/server/src/model/modelReader.ts";
import { sourceObjectives } from "../packages/server/src/model/sources.ts";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

/** 2 March, 01:30 in Bogota. */
const NOW = "2026-03-02 06:30:00";

beforeAll(async () => {
  data = await createModelWarehouse();
  await data.setNow(NOW);
  await operations(data);
  await rates(data);
  await watermarks(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

/*
 * Events of 1 March in Bogota: 2 (one at 2 March 04:59 UTC); of 2 March: 1; a deleted one. Received on 1 March: the first; on 2 March:
 * the other two; the deleted one is not.
 * Flow runs finished on 1 March: ok, failed, ok, error; one is still running; a failed one was deleted. 2 ÷ 4 = 0.5, and of each flow
 * 1 ÷ 2. Both failures were timeouts. On 2 March none finished.
 * Ingest runs finished on 1 March: success, success, failed; one goes on. 1 ÷ 3 failed; of ga4 none.
 */
async function operations({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "ops",
    "events",
    ["event_id", "occurred_at", "received_at", "name", "_deleted"],
    [
      ["1", "2026-03-01 12:00", "2026-03-01 12:01", "page_view", false],
      ["2", "2026-03-02 04:59", "2026-03-02 05:00", "page_view", false],
      ["3", "2026-03-02 05:00", "2026-03-02 05:01", "sign_up", false],
      ["4", "2026-03-02 06:00", "2026-03-02 06:00", "page_view", true],
    ],
  );
  await insert(
    "ops",
    "flow_runs",
    ["flow_run_id", "flow_id", "started_at", "finished_at", "status", "error_class", "_deleted"],
    [
      ["1", "welcome", "2026-03-01 12:00", "2026-03-01 12:01", "success", null, false],
      ["2", "welcome", "2026-03-01 13:00", "2026-03-01 13:01", "failed", "timeout", false],
      ["3", "scores", "2026-03-01 14:00", "2026-03-01 14:01", "success", null, false],
      ["4", "scores", "2026-03-01 15:00", "2026-03-01 15:01", "error", "timeout", false],
      ["5", "scores", "2026-03-01 16:00", null, "running", null, false],
      ["6", "scores", "2026-03-01 17:00", "2026-03-01 17:01", "failed", "bad_payload", true],
    ],
  );
  await insert(
    "ops",
    "integration_runs",
    ["run_id", "connector", "finished_at", "status", "rows_in", "rows_upserted", "rows_dup", "rows_bad"],
    [
      ["1", "ga4", "2026-03-01 12:00", "success", 100, 90, 8, 2],
      ["2", "ga4", "2026-03-01 13:00", "success", 50, 50, 0, 0],
      ["3", "hubspot", "2026-03-01 14:00", "failed", 7, 0, 0, 7],
      ["4", "hubspot", null, "running", 1, 0, 0, 0],
    ],
  );
}

/*
 * Three events in the second 12:00:00 (UTC), one on the next, three in 12:59:59, one at 13:00 sharp, which is the next hour's.
 * 1 March in Bogota ends at 05:00 UTC; from the first event on, 17 hours = 61200 s and 8 events. 2 March so far: 05:00 to 06:30,
 * 5400 s, and 4 events: at midnight sharp and three in the last minutes. What is dated now or later hasn't happened.
 * Of the five minutes before now, 06:25:00 is the first instant: two events.
 */
async function rates({ insert }: ModelWarehouse): Promise<void> {
  const at = [
    "2026-03-01 12:00:00",
    "2026-03-01 12:00:00.4",
    "2026-03-01 12:00:00.999999",
    "2026-03-01 12:00:01",
    "2026-03-01 12:59:59",
    "2026-03-01 12:59:59.5",
    "2026-03-01 12:59:59.999999",
    "2026-03-01 13:00:00",
    "2026-03-02 05:00:00",
    "2026-03-02 06:24:59.999999",
    "2026-03-02 06:25:00",
    "2026-03-02 06:29:59.999999",
    NOW,
    "2026-03-02 07:00:00",
  ];
  const columns = ["event_id", "occurred_at", "name", "_deleted"];
  await insert("rates", "events", columns, [
    ...at.map((time, index) => [String(index), time, "page_view", false]),
    ["deleted", "2026-03-01 12:00:00", "page_view", true],
  ]);
  // Two events on a day that had 25 hours in Santiago.
  await insert("dst", "events", columns, [
    ["1", "2025-04-01 12:00", "page_view", false],
    ["2", "2025-04-05 12:00", "page_view", false],
    ["3", "2025-04-06 03:30", "page_view", false],
  ]);
}

/** Loaded before now: GA4 200 s, CRM 301 s, sponsorship a day, usage in the future by a wrong clock; e-mail never. */
async function watermarks({ warehouse }: ModelWarehouse): Promise<void> {
  await warehouse.run(`INSERT INTO watermarks VALUES
    ('lag', 'ga4', NULL, TIMESTAMP '2026-03-02 06:26:40'), ('lag', 'crm', NULL, TIMESTAMP '2026-03-02 06:24:59'),
    ('lag', 'sponsorship', NULL, TIMESTAMP '2026-03-01 06:30:00'), ('lag', 'usage', NULL, TIMESTAMP '2026-03-02 06:31:00'),
    ('lag', 'email', NULL, NULL)`);
}

type DateRange = [string, string];

const ask = (tenant: string, measures: string[], dimension: string, dateRange: DateRange, more: object = {}) =>
  cube.rows(
    {
      measures: measures.map((name) => `technical.${name}`),
      timeDimensions: [{ dimension: `technical.${dimension}`, dateRange }],
      ...more,
    },
    claims(tenant, ["devops"]),
  );

const by = (dimension: string) => ({
  dimensions: [`technical.${dimension}`],
  order: [[`technical.${dimension}`, "asc"]],
});

describe("events", () => {
  it("are counted by the day in Bogota, of occurrence and of reception", async () => {
    const count = (day: string) => ask("ops", ["events_ingested"], "event_date", [day, day]);
    expect(await count("2026-03-01")).toEqual([{ events_ingested: 2 }]);
    expect(await count("2026-03-02")).toEqual([{ events_ingested: 1 }]);
    const received = (day: string) => ask("ops", ["events_received"], "received_date", [day, day]);
    expect(await received("2026-03-01")).toEqual([{ events_received: 1 }]);
    expect(await received("2026-03-02")).toEqual([{ events_received: 2 }]);
    expect(await ask("rates", ["events_received"], "event_date", ["2026-03-01", "2026-03-01"])).toEqual([
      { events_received: 0 },
    ]);
  });

  it("are counted by name", async () => {
    const days: DateRange = ["2026-03-01", "2026-03-02"];
    expect(await ask("ops", ["events_ingested"], "event_date", days, by("event_name"))).toEqual([
      { event_name: "page_view", events_ingested: 2 },
      { event_name: "sign_up", events_ingested: 1 },
    ]);
  });
});

describe("events per second", () => {
  const RATES = ["events_per_second", "events_per_second_peak"];

  it.each<[string, DateRange, number, number, number]>([
    ["a day, from the first event on", ["2026-03-01", "2026-03-01"], 8, 61_200, 3],
    ["a day that goes on, until now", ["2026-03-02", "2026-03-31"], 4, 5400, 1],
    ["both", ["2026-02-01", "2026-03-31"], 12, 66_600, 3],
    ["an hour", ["2026-03-01T07:00:00.000", "2026-03-01T07:59:59.999"], 7, 3600, 3],
    ["the hour that begins with an event", ["2026-03-01T08:00:00.000", "2026-03-01T08:59:59.999"], 1, 3600, 1],
    ["an hour without any", ["2026-03-01T09:00:00.000", "2026-03-01T09:59:59.999"], 0, 3600, 0],
  ])("%s", async (_, dateRange, events, seconds, peak) => {
    expect(await ask("rates", RATES, "rate_date", dateRange)).toEqual([
      { events_per_second: expect.closeTo(events / seconds, 12), events_per_second_peak: peak },
    ]);
  });

  it("gives each hour its own mean, and their hours the day's", async () => {
    const hours: DateRange = ["2026-03-01T07:00:00.000", "2026-03-01T08:59:59.999"];
    const rows = await ask("rates", ["events_per_second"], "rate_date", hours, {
      timeDimensions: [{ dimension: "technical.rate_date", dateRange: hours, granularity: "hour" }],
    });
    expect(rows.map((row) => row.events_per_second)).toEqual([
      expect.closeTo(7 / 3600, 12),
      expect.closeTo(1 / 3600, 12),
    ]);
    expect(await ask("rates", ["events_per_second"], "rate_date", hours)).toEqual([
      { events_per_second: expect.closeTo(8 / 7200, 12) },
    ]);
  });

  it("has no mean before the first event, nor without events", async () => {
    const nothing = [{ events_per_second: null, events_per_second_peak: null }];
    expect(await ask("rates", RATES, "rate_date", ["2026-02-01", "2026-02-28"])).toEqual(nothing);
    expect(await ask("lag", RATES, "rate_date", ["2026-03-01", "2026-03-31"])).toEqual(nothing);
  });

  it("divides a day of 25 hours by 25", async () => {
    const santiago = { timezone: "America/Santiago" };
    expect(await ask("dst", ["events_per_second"], "rate_date", ["2025-04-05", "2025-04-05"], santiago)).toEqual([
      { events_per_second: expect.closeTo(2 / 90_000, 12) },
    ]);
  });

  it("is known of now while the period goes on", async () => {
    const nowOf = (tenant: string, dateRange: DateRange) =>
      ask(tenant, ["events_per_second_now"], "rate_now_date", dateRange);
    expect(await nowOf("rates", ["2026-03-01", "2026-03-31"])).toEqual([
      { events_per_second_now: expect.closeTo(2 / 300, 12) },
    ]);
    expect(await nowOf("rates", ["2026-03-01", "2026-03-01"])).toEqual([{ events_per_second_now: null }]);
    expect(await nowOf("lag", ["2026-03-02", "2026-03-02"])).toEqual([{ events_per_second_now: 0 }]);
  });
});

describe("flow runs", () => {
  it("divides failed runs by finished runs, and has no rate without any", async () => {
    const rate = (day: string, more = {}) => ask("ops", ["flow_failure_rate"], "flow_date", [day, day], more);
    expect(await rate("2026-03-01")).toEqual([{ flow_failure_rate: 0.5 }]);
    expect(await rate("2026-03-02")).toEqual([{ flow_failure_rate: null }]);
    expect(await rate("2026-03-01", by("flow"))).toEqual([
      { flow: "scores", flow_failure_rate: 0.5 },
      { flow: "welcome", flow_failure_rate: 0.5 },
    ]);
  });

  it("says what fails", async () => {
    const day: DateRange = ["2026-03-01", "2026-03-01"];
    expect(
      await ask("ops", ["flow_runs_failed", "flow_runs_finished"], "flow_date", day, by("flow_error_class")),
    ).toEqual([
      { flow_error_class: "(none)", flow_runs_failed: 0, flow_runs_finished: 2 },
      { flow_error_class: "timeout", flow_runs_failed: 2, flow_runs_finished: 2 },
    ]);
  });
});

describe("ingest runs", () => {
  it("adds up what they did", async () => {
    const measures = ["integration_runs", "rows_in", "rows_upserted", "rows_duplicate", "rows_bad"];
    expect(await ask("ops", measures, "integration_date", ["2026-03-01", "2026-03-01"])).toEqual([
      { integration_runs: 3, rows_in: 157, rows_upserted: 140, rows_duplicate: 8, rows_bad: 9 },
    ]);
  });

  it("divides failed runs by finished runs", async () => {
    const rate = (day: string, more = {}) =>
      ask("ops", ["integration_failure_rate"], "integration_date", [day, day], more);
    expect(await rate("2026-03-01")).toEqual([{ integration_failure_rate: expect.closeTo(1 / 3, 12) }]);
    expect(await rate("2026-03-02")).toEqual([{ integration_failure_rate: null }]);
    expect(await rate("2026-03-01", by("connector"))).toEqual([
      { connector: "ga4", integration_failure_rate: 0 },
      { connector: "hubspot", integration_failure_rate: 1 },
    ]);
  });
});

describe("freshness", () => {
  const LAG = ["source_lag_seconds", "sources_late"];

  it("is that of the source that lags most, and late by each source's own objective", async () => {
    expect(await ask("lag", LAG, "lag_date", ["2026-03-02", "2026-03-02"])).toEqual([
      { source_lag_seconds: 86_400, sources_late: 1 },
    ]);
    const bySource = await ask(
      "lag",
      [...LAG, "source_slo_seconds"],
      "lag_date",
      ["2026-03-02", "2026-03-02"],
      by("watermark_source"),
    );
    expect(bySource).toEqual([
      { watermark_source: "crm", source_lag_seconds: 301, sources_late: 1, source_slo_seconds: 300 },
      { watermark_source: "ga4", source_lag_seconds: 200, sources_late: 0, source_slo_seconds: 300 },
      { watermark_source: "sponsorship", source_lag_seconds: 86_400, sources_late: 0, source_slo_seconds: 86_400 },
      { watermark_source: "usage", source_lag_seconds: 0, sources_late: 0, source_slo_seconds: 86_400 },
    ]);
  });

  it("belongs to now: a period that is over has none", async () => {
    expect(await ask("lag", LAG, "lag_date", ["2026-02-01", "2026-03-01"])).toEqual([
      { source_lag_seconds: null, sources_late: null },
    ]);
  });

  it("is held against what the strictest KPI of each source allows", async () => {
    const index = await createModelReader(cube.runtime).all();
    const objectives = sourceObjectives(index);
    for (const source of objectives.keys()) {
      await data.warehouse.run(
        `INSERT INTO watermarks VALUES ('every', '${source}', NULL, TIMESTAMP '2026-03-02 06:00:00')`,
      );
    }
    const rows = await ask(
      "every",
      ["source_slo_seconds"],
      "lag_date",
      ["2026-03-02", "2026-03-02"],
      by("watermark_source"),
    );
    expect(Object.fromEntries(rows.map((row) => [row.watermark_source, row.source_slo_seconds]))).toEqual(
      Object.fromEntries(objectives),
    );
  });
});
