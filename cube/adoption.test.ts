import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await views(data);
  await reports(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

/*
 * Weeks in Bogota begin on Monday at 05:00 UTC. Week of 2 March: six views of five people.
 *   tactical: 10 s, 300 s (in time), 300.5 s (late), of unknown age (late): 2 ÷ 4 = 0.5. An operational one of 10 s isn't asked.
 *   readers: ana (director, twice), bea and ben (marketing), a guest of a role that isn't one of the five, dan at Sunday 23:59.
 *   roles: director, marketing, devops = 3; people: 5.
 * Week of 9 March: eva, at Monday 00:00 sharp, a financial view: one reader, one role, no tactical view. A deleted view of fay.
 */
async function views({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "readers",
    "usage_events",
    ["event_id", "occurred_at", "kind", "role", "subject_id", "view", "kpi", "slo_class", "lag_s", "_deleted"],
    [
      ["1", "2026-03-02 05:00", "kpi_view", "director", "ana", "executive", "k_factor", "tactical", 10, false],
      ["2", "2026-03-03 12:00", "kpi_view", "director", "ana", "executive", "k_factor", "tactical", 300, false],
      ["3", "2026-03-03 12:00", "kpi_view", "marketing", "bea", "operational", "plays", "tactical", 300.5, false],
      ["4", "2026-03-04 12:00", "kpi_view", "marketing", "ben", "operational", "plays", "tactical", null, false],
      ["5", "2026-03-05 12:00", "kpi_view", "guest", "gus", "executive", "k_factor", "operational", 10, false],
      ["6", "2026-03-09 04:59", "kpi_view", "devops", "dan", "technical", "mttr", "operational", 10, false],
      ["7", "2026-03-09 05:00", "kpi_view", "analyst", "eva", "executive", "vnr", "financial", 10, false],
      ["8", "2026-03-10 12:00", "kpi_view", "consultant", "fay", "executive", "vnr", "tactical", 10, true],
    ],
  );
}

/*
 * March: six reports, one deleted. Minutes: 15, 20, 40, 5, unknown, 30: mean of the five known 110 ÷ 5 = 22.
 * Against the baseline, those that have both: 15 of 90, 20 of 80, 40 of 230: 75 of 400, saved 0.8125. A baseline of 0 is none.
 * From packs: a WBR, an MBR and a QBR; the export made from one is no review, and one WBR was made by hand.
 * Whoever makes a report isn't a reader by it.
 */
async function reports({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "writers",
    "usage_events",
    [
      "event_id",
      "occurred_at",
      "kind",
      "role",
      "subject_id",
      "report_kind",
      "duration_s",
      "baseline_s",
      "from_pack",
      "_deleted",
    ],
    [
      ["1", "2026-03-02 12:00", "report", "analyst", "ana", "wbr", 900, 5400, true, false],
      ["2", "2026-03-09 12:00", "report", "analyst", "ana", "wbr", 1200, 4800, false, false],
      ["3", "2026-03-03 12:00", "report", "analyst", "ana", "mbr", 2400, 13800, true, false],
      ["4", "2026-03-03 12:00", "report", "analyst", "ana", "export", 300, 0, true, false],
      ["5", "2026-03-04 12:00", "report", "analyst", "ana", "qbr", null, 36000, true, false],
      ["6", "2026-03-05 12:00", "report", "analyst", "ana", null, 1800, null, null, false],
      ["7", "2026-03-06 12:00", "report", "analyst", "ana", "wbr", 60, 5400, true, true],
    ],
  );
}

const ask = (tenant: string, measures: string[], dateRange: [string, string], more: object = {}) =>
  cube.rows(
    {
      measures: measures.map((name) => `adoption.${name}`),
      timeDimensions: [{ dimension: "adoption.usage_date", dateRange }],
      ...more,
    },
    claims(tenant, ["consultant"]),
  );

const MARCH: [string, string] = ["2026-03-01", "2026-03-31"];

describe("readers", () => {
  const READING = ["tactical_freshness_share", "active_roles", "weekly_readers", "kpi_views"];

  it("are people and roles of a week, and what they saw was in time or not", async () => {
    const weeks = { timeDimensions: [{ dimension: "adoption.usage_date", dateRange: MARCH, granularity: "week" }] };
    const rows = await ask("readers", READING, MARCH, weeks);
    expect(rows.filter((row) => row.kpi_views !== null)).toMatchObject([
      {
        "usage_date.week": "2026-03-02",
        tactical_freshness_share: 0.5,
        active_roles: 3,
        weekly_readers: 5,
        kpi_views: 6,
      },
      {
        "usage_date.week": "2026-03-09",
        tactical_freshness_share: null,
        active_roles: 1,
        weekly_readers: 1,
        kpi_views: 1,
      },
    ]);
  });

  it("don't add up over weeks: a reader of two is one", async () => {
    expect(await ask("readers", ["active_roles", "weekly_readers"], MARCH)).toEqual([
      { active_roles: 4, weekly_readers: 6 },
    ]);
  });

  it("differ by view and role", async () => {
    const byView = { dimensions: ["adoption.usage_view"], order: [["adoption.usage_view", "asc"]] };
    expect(await ask("readers", ["tactical_freshness_share", "weekly_readers"], MARCH, byView)).toEqual([
      { usage_view: "executive", tactical_freshness_share: 1, weekly_readers: 3 },
      { usage_view: "operational", tactical_freshness_share: 0, weekly_readers: 2 },
      { usage_view: "technical", tactical_freshness_share: null, weekly_readers: 1 },
    ]);
  });

  it("are none where only reports were made", async () => {
    expect(await ask("writers", READING, MARCH)).toEqual([
      { tactical_freshness_share: null, active_roles: 0, weekly_readers: 0, kpi_views: 0 },
    ]);
  });
});

describe("reports", () => {
  const REPORTS = ["reports_produced", "report_minutes", "report_time_saved", "review_packs"];

  it("took this long, which is so much less than before", async () => {
    expect(await ask("writers", REPORTS, MARCH)).toEqual([
      { reports_produced: 6, report_minutes: 22, report_time_saved: 0.8125, review_packs: 3 },
    ]);
  });

  it("differ by kind", async () => {
    const byKind = { dimensions: ["adoption.report_kind"], order: [["adoption.report_kind", "asc"]] };
    expect(await ask("writers", REPORTS, MARCH, byKind)).toEqual([
      { report_kind: "(not set)", reports_produced: 1, report_minutes: 30, report_time_saved: null, review_packs: 0 },
      { report_kind: "export", reports_produced: 1, report_minutes: 5, report_time_saved: null, review_packs: 0 },
      {
        report_kind: "mbr",
        reports_produced: 1,
        report_minutes: 40,
        report_time_saved: expect.closeTo(1 - 40 / 230, 12),
        review_packs: 1,
      },
      { report_kind: "qbr", reports_produced: 1, report_minutes: null, report_time_saved: null, review_packs: 1 },
      {
        report_kind: "wbr",
        reports_produced: 2,
        report_minutes: 17.5,
        report_time_saved: expect.closeTo(1 - 35 / 170, 12),
        review_packs: 1,
      },
    ]);
  });

  it("have no time where none were made", async () => {
    expect(await ask("readers", REPORTS, MARCH)).toEqual([
      { reports_produced: 0, report_minutes: null, report_time_saved: null, review_packs: 0 },
    ]);
  });
});
