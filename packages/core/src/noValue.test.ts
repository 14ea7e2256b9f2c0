import { describe, expect, it } from "vitest";
import { resolveFilters } from "./filters.ts";
import type { FreshnessReport, SourceId } from "./freshness.ts";
import type { CatalogKpi } from "./kpi.ts";
import { isNeverLoaded } from "./noValue.ts";
import { planKpi, readKpi } from "./planKpi.ts";
import { planSeries, readSeries } from "./planSeries.ts";

const title = { es: "Activos", en: "Active" };
const active: CatalogKpi = {
  id: "active_professionals",
  version: 1,
  title,
  definition: title,
  unit: "people",
  polarity: "up",
  grain: "month",
  thresholds: { amber: 1000, red: 800, on: "running" },
  owner: "Comunidad",
  sloSeconds: 300,
  sources: ["ga4", "crm"],
  roles: ["director"],
  timeDimension: "date",
  measure: "executive.active_professionals",
  timeDimensionMember: "executive.date",
};
const context = { now: new Date("2026-11-22T15:00:00Z"), timeZone: "America/Bogota" };
const thisMonth = resolveFilters({ comparison: "none" });

/** A report in which these sources have been loaded, and the others haven't. */
function reportOf(...loaded: SourceId[]): FreshnessReport {
  const sources = (["ga4", "crm"] as const).map((source) => {
    const lastLoadedAt = loaded.includes(source) ? "2026-11-22T14:00:00.000Z" : null;
    const lagSeconds = lastLoadedAt === null ? null : 3600;
    const status = lastLoadedAt === null ? ("never" as const) : ("late" as const);
    return { source, lastEventAt: lastLoadedAt, lastLoadedAt, sloSeconds: 300, lagSeconds, status };
  });
  return { now: context.now.toISOString(), sources };
}

function read(kpi: CatalogKpi, cell: string | null, report: FreshnessReport | null, filters = thisMonth) {
  const plan = planKpi(kpi, filters, context);
  const ranges = plan.query.timeDimensions?.[0]?.compareDateRange ?? [];
  const rows = ranges.map(([start, end]) => ({
    [kpi.measure]: cell,
    compareDateRange: `${start}T00:00:00.000 - ${end}T23:59:59.999`,
  }));
  return readKpi(plan, rows, report);
}

describe("a count of 0", () => {
  it("is no value while none of the sources was ever loaded, and raises no alarm", () => {
    expect(read(active, "0", reportOf())).toMatchObject({
      current: null,
      complete: null,
      reason: "no_data_yet",
      level: "unknown",
    });
  });

  it("is 0 once one of them was, and while nothing is known of them", () => {
    expect(read(active, "0", reportOf("crm"))).toMatchObject({ current: 0, reason: null, level: "red" });
    expect(read(active, "0", null)).toMatchObject({ current: 0, reason: null });
  });

  it("is what a sum over nothing means of a count, and of nothing else", () => {
    expect(read(active, null, reportOf("crm"))).toMatchObject({ current: 0, complete: 0, reason: null });
    expect(read(active, null, null)).toMatchObject({ current: null });
    expect(read({ ...active, unit: "money" }, null, reportOf("crm")).current).toBeNull();
  });

  it("leaves a gap in the series of a KPI without data", () => {
    const plan = planSeries(active, thisMonth, { count: 2 }, context);
    const rows = [{ "executive.date.month": "2026-11-01T00:00:00.000", "executive.active_professionals": "0" }];
    expect(readSeries(plan, rows, context, reportOf()).map(({ value }) => value)).toEqual([null, null]);
    expect(readSeries(plan, rows, context, reportOf("ga4")).map(({ value }) => value)).toEqual([null, 0]);
  });
});

it("shows a value that was counted in something, whatever the report says", () => {
  expect(read(active, "7", reportOf())).toMatchObject({ current: 7, reason: null });
});

describe("no value", () => {
  const loaded = reportOf("ga4", "crm");

  it.each([
    ["percent", "division_by_zero"],
    ["ratio", "division_by_zero"],
    ["seconds", "no_rows_in_period"],
  ] as const)("of a KPI in %s: %s", (unit, reason) => {
    expect(read({ ...active, unit }, null, loaded)).toMatchObject({ current: null, reason });
    expect(read({ ...active, unit }, null, reportOf()).reason).toBe("no_data_yet");
  });

  it("of a period that hasn't begun", () => {
    const december = resolveFilters({ period: { start: "2026-12-01", end: "2026-12-31" }, comparison: "none" });
    expect(read(active, "0", loaded, december)).toMatchObject({ current: null, reason: "not_over_yet" });
  });
});

it("needs a report that lists sources to call them never loaded", () => {
  expect(isNeverLoaded([], reportOf())).toBe(false);
  expect(isNeverLoaded(["ga4"], null)).toBeNull();
  expect(isNeverLoaded(["ga4", "crm"], reportOf("ga4"))).toBe(false);
});
