import { describe, expect, it } from "vitest";
import { ignoredFilters, resolveFilters, valueFilters } from "./filters.ts";
import type { CatalogKpi } from "./kpi.ts";
import { planKpiRows, readKpiRows } from "./planKpiRows.ts";

const title = { es: "Minutos", en: "Minutes" };
const minutes: CatalogKpi = {
  id: "content_minutes",
  version: 1,
  title,
  definition: title,
  unit: "minutes",
  polarity: "up",
  grain: "month",
  owner: "content",
  sloSeconds: 3600,
  sources: ["content"],
  roles: ["marketing"],
  timeDimension: "date",
  measure: "operational.content_minutes",
  timeDimensionMember: "operational.date",
  dimensions: ["content_type", "topic", "country"],
};
const plays: CatalogKpi = { ...minutes, id: "plays", unit: "count", measure: "operational.plays" };
const sent: CatalogKpi = {
  ...plays,
  id: "messages_sent",
  measure: "operational.messages_sent",
  timeDimensionMember: "operational.sent_date",
};
const context = { now: new Date("2026-11-22T15:00:00Z"), timeZone: "America/Bogota" };
const loaded = {
  now: "2026-11-22T15:00:00Z",
  sources: [
    {
      source: "content",
      lastEventAt: "2026-11-22T14:58:00Z",
      lastLoadedAt: "2026-11-22T14:59:00Z",
      sloSeconds: 3600,
      lagSeconds: 60,
      status: "fresh" as const,
    },
  ],
};

describe("planKpiRows", () => {
  it("asks for several KPIs by a dimension in one query, largest first", () => {
    const plan = planKpiRows([minutes, plays], resolveFilters(), { by: ["topic"], limit: 20 }, context);
    expect(plan.query).toEqual({
      measures: ["operational.content_minutes", "operational.plays"],
      dimensions: ["operational.topic"],
      timeDimensions: [{ dimension: "operational.date", dateRange: ["2026-11-01", "2026-11-22"] }],
      filters: [],
      order: [["operational.content_minutes", "desc"]],
      limit: 20,
      timezone: "America/Bogota",
    });
  });

  it("asks in the view that shows them all, under the names of that view", () => {
    const executive: CatalogKpi = {
      ...minutes,
      measure: "executive.content_minutes",
      timeDimensionMember: "executive.date",
      alsoIn: [{ measure: minutes.measure, timeDimensionMember: minutes.timeDimensionMember, dimensions: ["topic"] }],
    };
    const filters = resolveFilters({ values: { country: ["CO"], topic: ["asma"] } });
    const plan = planKpiRows(
      [executive, plays],
      filters,
      { by: ["topic"], order: { by: "plays", direction: "asc" } },
      context,
    );
    expect(plan.query).toMatchObject({
      measures: ["operational.content_minutes", "operational.plays"],
      dimensions: ["operational.topic"],
      timeDimensions: [{ dimension: "operational.date" }],
      filters: [{ member: "operational.topic", operator: "equals", values: ["asma"] }],
      order: [["operational.plays", "asc"]],
    });
    // What cuts a KPI is what cuts it in that view.
    expect(plan.ignoredFilters).toEqual(["country"]);
    const [row] = readKpiRows(
      plan,
      [{ "operational.content_minutes": "12.5", "operational.plays": 3, "operational.topic": "asma" }],
      context,
      loaded,
    );
    expect(row).toMatchObject({ keys: { topic: "asma" }, values: { content_minutes: 12.5, plays: 3 } });
    // Alone it stays where it is.
    expect(planKpiRows([executive], resolveFilters(), {}, context).query.measures).toEqual([
      "executive.content_minutes",
    ]);
    // No view shows these two by one time.
    expect(() => planKpiRows([executive, sent], resolveFilters(), {}, context)).toThrow(
      expect.objectContaining({ code: "mixed_kpis" }),
    );
  });

  it("asks for the last buckets, in the order of time", () => {
    const { query, range } = planKpiRows([minutes], resolveFilters(), { granularity: "week", count: 3 }, context);
    // 22 November 2026 is a Sunday: the weeks begin on 2, 9 and 16 November.
    expect(range).toEqual(["2026-11-02", "2026-11-22"]);
    expect(query.order).toEqual([["operational.date", "asc"]]);
  });

  it("refuses KPIs of different dates, and dimensions that don't cut them", () => {
    expect(() => planKpiRows([minutes, sent], resolveFilters(), {}, context)).toThrow(/"content_minutes" goes by/);
    expect(() => planKpiRows([minutes], resolveFilters(), { by: ["channel"] }, context)).toThrow(
      /can't be broken down by "channel". It can be by: content_type, topic, country/,
    );
    expect(() =>
      planKpiRows([minutes], resolveFilters(), { order: { by: "plays", direction: "asc" } }, context),
    ).toThrow(/ordered by "plays"/);
    expect(() => planKpiRows([], resolveFilters(), {}, context)).toThrow(/Name at least one/);
  });

  it("leaves out chosen values that don't cut every KPI, and names them", () => {
    const filters = resolveFilters({ values: { channel: ["email"], country: ["CO"] } });
    const plan = planKpiRows([minutes, { ...plays, dimensions: ["topic"] }], filters, {}, context);
    expect(plan.query.filters).toEqual([]);
    expect(plan.ignoredFilters).toEqual(["channel", "country"]);
    expect(planKpiRows([minutes], filters, {}, context).ignoredFilters).toEqual(["channel"]);
  });
});

describe("readKpiRows", () => {
  it("reads keys and values, and has no key where a row has none", () => {
    const plan = planKpiRows([minutes, plays], resolveFilters(), { by: ["topic"] }, context);
    const rows = [
      { "operational.topic": "Imagen", "operational.content_minutes": "38410.5", "operational.plays": "120" },
      { "operational.topic": null, "operational.content_minutes": null, "operational.plays": null },
    ];
    expect(readKpiRows(plan, rows, context, loaded)).toEqual([
      {
        keys: { topic: "Imagen" },
        start: null,
        partial: false,
        values: { content_minutes: 38410.5, plays: 120 },
      },
      { keys: { topic: null }, start: null, partial: false, values: { content_minutes: null, plays: 0 } },
    ]);
  });

  it("has every bucket of a series, the running one marked", () => {
    const plan = planKpiRows([minutes], resolveFilters(), { granularity: "month", count: 3 }, context);
    const rows = [
      { "operational.date.month": "2026-09-01T00:00:00.000", "operational.content_minutes": 5 },
      { "operational.date.month": "2026-11-01T00:00:00.000", "operational.content_minutes": 7 },
    ];
    const read = readKpiRows(plan, rows, context, loaded);
    expect(read.map(({ start, partial, values }) => [start, partial, values.content_minutes])).toEqual([
      ["2026-09-01", false, 5],
      ["2026-10-01", false, null],
      ["2026-11-01", true, 7],
    ]);
  });
});

describe("valueFilters", () => {
  const kpi = { member: "operational.plays", dimensions: ["topic", "country"] };

  it("asks only for what cuts the KPI", () => {
    const values = { topic: ["Imagen"], channel: ["email"], "operational.country": ["CO"], source: [] };
    expect(valueFilters(values, kpi)).toEqual([
      { member: "operational.topic", operator: "equals", values: ["Imagen"] },
      { member: "operational.country", operator: "equals", values: ["CO"] },
    ]);
    expect(ignoredFilters(values, kpi)).toEqual(["channel"]);
  });

  it("asks for rows without a value by the empty one", () => {
    const without = { member: "operational.topic", operator: "notSet" };
    expect(valueFilters({ topic: [""] }, kpi)).toEqual([without]);
    expect(valueFilters({ topic: ["", "Imagen"] }, kpi)).toEqual([
      { or: [{ member: "operational.topic", operator: "equals", values: ["Imagen"] }, without] },
    ]);
  });
});
