import { describe, expect, it } from "vitest";
import { alertResponses, responsesByWeek, responsesSince, summariseResponses } from "./alertResponses.ts";
import { judgeCriterion } from "./criteria.ts";
import { packShare } from "./packShare.ts";
import { roleUse } from "./roleUse.ts";

describe("answers to alerts", () => {
  const line = (at: string, event: Parameters<typeof alertResponses>[0][number]["event"], ruleId = "a") => ({
    at: `2026-11-${at}:00Z`,
    ruleId,
    event,
  });
  // Newest first, as history tells it. The first firing of `a` was seen after 10 minutes, and once more; the second never before it was over.
  const history = [
    line("20T12:00", "acknowledged"),
    line("20T11:00", "recovered"),
    line("20T10:00", "fired"),
    line("16T06:30", "recovered"),
    line("16T05:20", "acknowledged"),
    line("16T05:10", "acknowledged"),
    line("16T05:10", "fired", "b"),
    line("16T05:05", "escalated"),
    line("16T05:00", "fired"),
    line("16T04:59", "fired", "c"),
    line("16T05:29", "acknowledged", "c"),
    line("10T05:29", "acknowledged", "d"),
  ];

  it("are from the firing to the first word of anybody, while it lasted", () => {
    expect(alertResponses(history)).toEqual([
      { ruleId: "c", firedAt: "2026-11-16T04:59:00Z", acknowledgedAt: "2026-11-16T05:29:00Z" },
      { ruleId: "a", firedAt: "2026-11-16T05:00:00Z", acknowledgedAt: "2026-11-16T05:10:00Z" },
      { ruleId: "b", firedAt: "2026-11-16T05:10:00Z", acknowledgedAt: null },
      { ruleId: "a", firedAt: "2026-11-20T10:00:00Z", acknowledgedAt: null },
    ]);
  });

  it("are counted, with the median of those that came: of 10 and 30 minutes, 20", () => {
    expect(summariseResponses(alertResponses(history))).toEqual({ fired: 4, acknowledged: 2, medianSeconds: 1200 });
    expect(summariseResponses([])).toEqual({ fired: 0, acknowledged: 0, medianSeconds: null });
  });

  it("belong to the week in which it fired, which in Bogota begins at five", () => {
    expect(responsesByWeek(alertResponses(history), ["2026-11-09", "2026-11-16"], "America/Bogota")).toEqual([
      { start: "2026-11-09", fired: 1, acknowledged: 1, medianSeconds: 1800 },
      { start: "2026-11-16", fired: 3, acknowledged: 1, medianSeconds: 600 },
    ]);
  });
});

it("answers since a day begin with it, in the zone", () => {
  const at = (firedAt: string) => ({ ruleId: "a", firedAt, acknowledgedAt: null });
  const both = [at("2026-11-16T04:59:00Z"), at("2026-11-16T05:00:00Z")];
  expect(responsesSince(both, "2026-11-16", "America/Bogota")).toEqual([at("2026-11-16T05:00:00Z")]);
});

describe("what roles used", () => {
  it("has all five roles, and those of the host's own that used something", () => {
    const byRole = [
      { "adoption.usage_role": "director", "adoption.weekly_readers": "2", "adoption.kpi_views": "11" },
      { "adoption.usage_role": "guest", "adoption.weekly_readers": 1, "adoption.kpi_views": 1 },
      // Made a report, saw nothing.
      { "adoption.usage_role": "auditor", "adoption.weekly_readers": 0, "adoption.kpi_views": 0 },
    ];
    const seen = (role: string, view: string, views: number) => ({
      "adoption.usage_role": role,
      "adoption.usage_view": view,
      "adoption.kpi_views": views,
    });
    const byView = [seen("director", "own", 1), seen("director", "executive", 10), seen("guest", "executive", 1)];
    expect(roleUse(byRole, byView).map(({ role, people, kpiViews }) => [role, people, kpiViews])).toEqual([
      ["director", 2, 11],
      ["marketing", 0, 0],
      ["devops", 0, 0],
      ["analyst", 0, 0],
      ["consultant", 0, 0],
      ["guest", 1, 1],
    ]);
    expect(roleUse(byRole, byView)[0]?.views).toEqual([
      { view: "executive", kpiViews: 10 },
      { view: "own", kpiViews: 1 },
    ]);
  });
});

describe("the share of reviews from packs", () => {
  const row = (kind: string | null, made: number | null, packs: number | null) => ({
    keys: { report_kind: kind },
    values: { reports_produced: made, review_packs: packs },
  });
  it("counts reviews, and no file of rows", () => {
    const rows = [row("wbr", 4, 3), row("mbr", 1, 1), row("export", 20, 0), row(null, null, null)];
    expect(packShare(rows)).toEqual({ reviews: 5, fromPacks: 4, share: 0.8 });
    expect(packShare([row("export", 20, 0)])).toEqual({ reviews: 0, fromPacks: 0, share: null });
  });
});

it("criteria are met at their limit, but for the main source, which is more than half", () => {
  expect(judgeCriterion("roles", 5)).toBe("met");
  expect(judgeCriterion("roles", 4)).toBe("missed");
  expect(judgeCriterion("time", 0.5)).toBe("met");
  expect(judgeCriterion("packs", 0.5)).toBe("missed");
  expect(judgeCriterion("packs", 0.51)).toBe("met");
  expect(judgeCriterion("freshness", null)).toBe("unknown");
});
