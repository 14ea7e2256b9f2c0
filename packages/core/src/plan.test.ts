import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveFilters } from "./filters.ts";
import type { CatalogFunnel, CatalogKpi } from "./kpi.ts";
import { advancedSources, ageFreshness, kpiFreshness, mergeWatermarks } from "./kpiFreshness.ts";
import { findBreakdown, planFunnel, readFunnelBreakdown, readFunnelSteps } from "./planFunnel.ts";
import { planKpi, readKpi } from "./planKpi.ts";
import { planSeries, readSeries } from "./planSeries.ts";
import { queryKey } from "./queryKey.ts";
import { toNumber } from "./toNumber.ts";

const title = { es: "Registros", en: "Registrations" };
const registrations: CatalogKpi = {
  id: "new_registrations",
  version: 1,
  title,
  definition: title,
  unit: "people",
  polarity: "up",
  grain: "month",
  thresholds: { amber: 1000, red: 800, on: "complete" },
  owner: "marketing",
  sloSeconds: 300,
  sources: ["crm"],
  roles: ["director"],
  timeDimension: "date",
  measure: "executive.new_registrations",
  timeDimensionMember: "executive.date",
};
const context = { now: new Date("2026-11-22T15:00:00Z"), timeZone: "America/Bogota" };

describe("planKpi and readKpi", () => {
  it("asks the running part, the same part before and the last whole month in one query", () => {
    const plan = planKpi(registrations, resolveFilters({ values: { country: ["CO", "MX"], source: [] } }), context);
    expect(plan.query).toEqual({
      measures: ["executive.new_registrations"],
      timeDimensions: [
        {
          dimension: "executive.date",
          compareDateRange: [
            ["2026-11-01", "2026-11-22"],
            ["2026-10-01T00:00:00.000", "2026-10-22T10:59:59.999"],
            ["2026-10-01", "2026-10-31"],
          ],
        },
      ],
      filters: [{ member: "executive.country", operator: "equals", values: ["CO", "MX"] }],
      timezone: "America/Bogota",
    });
    const reading = readKpi(
      plan,
      [
        row("2026-10-01T00:00:00.000 - 2026-10-22T10:59:59.999", "700"),
        row("2026-10-01T00:00:00.000 - 2026-10-31T23:59:59.999", "990"),
        row("2026-11-01T00:00:00.000 - 2026-11-22T23:59:59.999", "1286"),
      ],
      null,
    );
    expect(reading).toMatchObject({ current: 1286, previous: 700, complete: 990, level: "amber" });
    expect(reading.completePeriod).toEqual(["2026-10-01", "2026-10-31"]);
  });

  it("asks for ranges that coincide once, and for a single one without comparing", () => {
    const lastMonth = resolveFilters({ period: { preset: "last_month" } });
    const plan = planKpi(registrations, lastMonth, context);
    expect(plan.query.timeDimensions?.[0]?.compareDateRange).toEqual([
      ["2026-10-01", "2026-10-31"],
      ["2026-09-01", "2026-09-30"],
    ]);
    const alone = planKpi(registrations, resolveFilters(lastMonth, { comparison: "none" }), context);
    expect(alone.query.timeDimensions).toEqual([
      { dimension: "executive.date", dateRange: ["2026-10-01", "2026-10-31"] },
    ]);
    expect(readKpi(alone, [{ "executive.new_registrations": 5 }], null)).toMatchObject({
      current: 5,
      complete: 5,
      previous: null,
      level: "red",
    });
  });

  it("holds the running value against limits that are for it", () => {
    const running = { ...registrations, thresholds: { amber: 1000, red: 800, on: "running" as const } };
    const plan = planKpi(running, resolveFilters(), context);
    expect(readKpi(plan, [row("2026-11-01T00:00:00.000 - 2026-11-22T23:59:59.999", 1286)], null).level).toBe("ok");
  });

  it("has no value where no row came", () => {
    expect(readKpi(planKpi(registrations, resolveFilters(), context), [], null)).toMatchObject({
      current: null,
      previous: null,
      complete: null,
      level: "unknown",
    });
  });

  it("asks for the latest whole cohort of a cohort KPI", () => {
    const plan = planKpi({ ...registrations, cohortLagDays: 90 }, resolveFilters(), context);
    expect(plan.query.timeDimensions?.[0]?.compareDateRange).toEqual([
      ["2026-07-01", "2026-07-31"],
      ["2026-06-01", "2026-06-30"],
    ]);
  });
});

describe("planSeries and readSeries", () => {
  it("takes the grain that holds around it, unless one is asked for", () => {
    const weekly = {
      ...context,
      grainOf: ({ id }: { id: string }) => (id === registrations.id ? ("week" as const) : undefined),
    };
    const grainOf = (kpi: CatalogKpi, granularity?: "day") =>
      planSeries(kpi, resolveFilters(), granularity ? { granularity } : {}, weekly).granularity;
    expect(grainOf(registrations)).toBe("week");
    expect(grainOf(registrations, "day")).toBe("day");
    expect(grainOf({ ...registrations, id: "another" })).toBe("month");
  });

  it("has one point a bucket, a gap where no row came, and marks the running one", () => {
    const plan = planSeries(registrations, resolveFilters(), { count: 3 }, context);
    expect(plan.query.timeDimensions).toEqual([
      { dimension: "executive.date", granularity: "month", dateRange: ["2026-09-01", "2026-11-30"] },
    ]);
    const rows = [
      { "executive.date.month": "2026-11-01T00:00:00.000", "executive.new_registrations": "1286" },
      { "executive.date.month": "2026-09-01T00:00:00.000", "executive.new_registrations": "0" },
    ];
    expect(readSeries(plan, rows, context, null)).toEqual([
      { start: "2026-09-01", value: 0, partial: false },
      { start: "2026-10-01", value: null, partial: false },
      { start: "2026-11-01", value: 1286, partial: true },
    ]);
  });

  it("reads hours by their date-time", () => {
    const plan = planSeries(registrations, resolveFilters(), { granularity: "hour", count: 2 }, context);
    const rows = [{ "executive.date.hour": "2026-11-22T09:00:00.000", "executive.new_registrations": 7 }];
    expect(readSeries(plan, rows, context, null).map(({ value }) => value)).toEqual([7, null]);
  });
});

describe("planFunnel", () => {
  const funnel: CatalogFunnel = {
    id: "acquisition",
    title,
    definition: title,
    timeDimensionMember: "operational.visited_at",
    breakdowns: ["operational.utm_source"],
    sources: ["ga4", "crm"],
    sloSeconds: 300,
    steps: [
      { id: "visitors", title, measure: "operational.visitors" },
      {
        id: "registrations",
        title,
        measure: "operational.registered",
        medianSecondsMeasure: "operational.register_seconds",
      },
      { id: "active", title, measure: "operational.active" },
    ],
  };

  it("reads counts, rates and medians, and has no rate out of nothing", () => {
    const plan = planFunnel(funnel, resolveFilters(), null, context);
    const counts = { "operational.visitors": "200", "operational.registered": "50", "operational.active": "10" };
    const steps = readFunnelSteps(plan, [{ ...counts, "operational.register_seconds": "90" }]);
    expect(
      steps.map(({ count, stepRate, overallRate, medianSeconds }) => [count, stepRate, overallRate, medianSeconds]),
    ).toEqual([
      [200, null, 1, null],
      [50, 0.25, 0.25, 90],
      [10, 0.2, 0.05, null],
    ]);
    const empty = readFunnelSteps(plan, [
      { "operational.visitors": 0, "operational.registered": 0, "operational.active": 0 },
    ]);
    expect(empty.map(({ stepRate, overallRate }) => [stepRate, overallRate])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });

  it("times the steps of a breakdown only where asked", () => {
    const counts = { "operational.visitors": 90, "operational.registered": 9, "operational.active": 3 };
    const rows = [{ "operational.utm_source": "google", ...counts, "operational.register_seconds": "3600" }];
    const timed = planFunnel(funnel, resolveFilters(), "operational.utm_source", context, true);
    expect(timed.breakdown?.query.measures).toContain("operational.register_seconds");
    expect(readFunnelBreakdown(timed, rows)?.[0]?.medianSeconds).toEqual([null, 3600, null]);
    const counted = planFunnel(funnel, resolveFilters(), "operational.utm_source", context);
    expect(counted.breakdown?.query.measures).not.toContain("operational.register_seconds");
    expect(readFunnelBreakdown(counted, rows)?.[0]).not.toHaveProperty("medianSeconds");
  });

  it("breaks down by a dimension that the funnel has, largest first", () => {
    expect(findBreakdown(funnel, "utm_source")).toBe("operational.utm_source");
    expect(findBreakdown(funnel, "operational.utm_source")).toBe("operational.utm_source");
    expect(findBreakdown(funnel, "country")).toBeNull();
    const plan = planFunnel(funnel, resolveFilters(), "operational.utm_source", context);
    const rows = [
      {
        "operational.utm_source": null,
        "operational.visitors": 10,
        "operational.registered": 1,
        "operational.active": 0,
      },
      {
        "operational.utm_source": "google",
        "operational.visitors": 90,
        "operational.registered": 9,
        "operational.active": null,
      },
    ];
    expect(readFunnelBreakdown(plan, rows)).toEqual([
      { key: "google", counts: [90, 9, null] },
      { key: "", counts: [10, 1, 0] },
    ]);
  });
});

describe("queryKey", () => {
  it("is the same for queries that must have the same answer", () => {
    const query = {
      measures: ["v.a", "v.b"],
      filters: [{ member: "v.c", operator: "equals", values: ["1", "2"] }],
      limit: undefined,
    };
    const same = {
      segments: [],
      filters: [{ values: ["2", "1"], operator: "equals", member: "v.c" }],
      measures: ["v.b", "v.a"],
    };
    expect(queryKey(query)).toBe(queryKey(same));
  });

  it("differs by all that can change an answer", () => {
    const base = {
      measures: ["v.a"],
      timeDimensions: [
        {
          dimension: "v.t",
          compareDateRange: [
            ["2026-01-01", "2026-01-31"],
            ["2025-01-01", "2025-01-31"],
          ] as const,
        },
      ],
    };
    const keys = [
      queryKey(base),
      queryKey({ ...base, limit: 1 }),
      queryKey({ ...base, timezone: "Europe/Madrid" }),
      queryKey({ ...base, order: [["v.a", "asc"]] }),
      queryKey({ ...base, order: [["v.a", "desc"]] }),
      queryKey({ ...base, filters: [{ and: [] }] }),
      // Sorted by the first of them.
      queryKey({ dimensions: ["v.d"], measures: ["v.a", "v.b"], limit: 1 }),
      queryKey({ dimensions: ["v.d"], measures: ["v.b", "v.a"], limit: 1 }),
      queryKey({
        ...base,
        timeDimensions: [
          {
            dimension: "v.t",
            compareDateRange: [
              ["2025-01-01", "2025-01-31"],
              ["2026-01-01", "2026-01-31"],
            ],
          },
        ],
      }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("doesn't hang on the order of names where another order is said", () => {
    const names = fc.uniqueArray(fc.string(), { maxLength: 6 });
    const order = [["v.a", "asc"]] as const;
    fc.assert(
      fc.property(names, names, (measures, dimensions) => {
        expect(queryKey({ measures, dimensions, order })).toBe(
          queryKey({ order, dimensions: dimensions.toReversed(), measures: measures.toReversed() }),
        );
      }),
      { seed: 42 },
    );
  });
});

describe("freshness of a KPI", () => {
  const source = (id: "crm" | "ga4", loadedAt: string | null) => ({
    source: id,
    lastEventAt: loadedAt,
    lastLoadedAt: loadedAt,
    sloSeconds: 300,
    lagSeconds: loadedAt === null ? null : 0,
    status: loadedAt === null ? ("never" as const) : ("fresh" as const),
  });
  const report = ageFreshness(
    {
      now: "2026-11-22T14:00:00Z",
      sources: [source("crm", "2026-11-22T14:57:00Z"), source("ga4", "2026-11-22T14:50:00Z")],
    },
    context.now,
  );

  it("is that of the source that lags most, against the KPI's own objective", () => {
    expect(kpiFreshness({ sources: ["crm"], sloSeconds: 300 }, report)).toEqual({
      status: "fresh",
      lagSeconds: 180,
      sloSeconds: 300,
      lateSources: [],
      watermark: "2026-11-22T14:57:00Z",
    });
    expect(kpiFreshness({ sources: ["crm", "ga4"], sloSeconds: 300 }, report)).toMatchObject({
      status: "late",
      lagSeconds: 600,
      lateSources: ["ga4"],
    });
    expect(kpiFreshness({ sources: ["crm", "ga4"], sloSeconds: 3600 }, report).status).toBe("fresh");
    expect(kpiFreshness({ sources: ["crm", "email"], sloSeconds: 300 }, report)).toMatchObject({
      status: "never",
      lagSeconds: null,
      lateSources: ["email"],
    });
    expect(kpiFreshness({ sources: ["crm"], sloSeconds: 300 }, null).status).toBe("unknown");
  });

  it("knows which sources have advanced", () => {
    const merged = mergeWatermarks(report, [
      { source: "ga4", lastEventAt: "2026-11-22T15:00:00Z", lastLoadedAt: "2026-11-22T15:00:00Z" },
    ]);
    expect(advancedSources(report.sources, merged.sources)).toEqual(["ga4"]);
    expect(advancedSources(report.sources, report.sources)).toEqual([]);
  });
});

it("reads numbers from cells, and nothing from what is none", () => {
  expect(["12.50", 3, "-0.5", "1e3"].map(toNumber)).toEqual([12.5, 3, -0.5, 1000]);
  expect([null, undefined, "", " ", "x", true, "Infinity"].map(toNumber)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

function row(compareDateRange: string, value: string | number) {
  return { compareDateRange, "executive.new_registrations": value };
}
