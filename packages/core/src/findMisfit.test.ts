import { describe, expect, it } from "vitest";
import { findMisfit } from "./findMisfit.ts";
import type { Query } from "./query.ts";

const monthly: Query = {
  measures: ["v.minutes"],
  dimensions: ["v.country"],
  timeDimensions: [{ dimension: "v.date", granularity: "month", dateRange: ["2026-09-10", "2026-11-22"] }],
};
const row = (start: unknown, minutes: unknown, country: unknown = "CO") => ({
  "v.date.month": start,
  "v.minutes": minutes,
  "v.country": country,
});
const september = "2026-09-01T00:00:00.000";

describe("findMisfit", () => {
  it.each([
    ["numbers, also as texts, and null", [row(september, "12.5"), row("2026-10-01T00:00:00.000", null)]],
    ["an exponent and a sign", [row(september, "-1.2e-05")]],
    ["a day without a time, as some warehouses give it", [row("2026-11-01", 0)]],
    ["rows without a value of a dimension", [row(september, 1), row(september, 2, null)]],
    ["columns that nobody asked for", [{ ...row(september, 1), "v.date": september }]],
    ["no rows", []],
  ])("takes %s", (_what, rows) => {
    expect(findMisfit(monthly, rows)).toBeNull();
  });

  it.each([
    ["no list", {}, "no list"],
    ["a row that is none", [null], "no row"],
    ["a row as a list", [[1]], "no row"],
    ["a missing measure", [{ "v.date.month": september, "v.country": "CO" }], "v.minutes is missing"],
    ["a missing dimension", [{ "v.date.month": september, "v.minutes": 1 }], "v.country is missing"],
    ["words for a number", [row(september, "many")], "v.minutes is no number"],
    ["NaN", [row(september, "NaN")], "v.minutes is no number"],
    ["infinity", [row(september, "Infinity")], "v.minutes is no number"],
    ["nothing for a number", [row(september, "")], "v.minutes is no number"],
    ["a truth for a number", [row(september, true)], "v.minutes is no number"],
    ["a list for a number", [row(september, [1])], "v.minutes is no number"],
    ["a record for a value", [row(september, 1, { code: "CO" })], "v.country is no value"],
    ["a bucket before the range", [row("2026-08-01T00:00:00.000", 1)], "wasn't asked for"],
    ["a bucket after it", [row("2026-12-01T00:00:00.000", 1)], "wasn't asked for"],
    ["a bucket of another size", [row("2026-10-05T00:00:00.000", 1)], "wasn't asked for"],
    ["a bucket in another zone", [row("2026-10-01T05:00:00.000", 1)], "wasn't asked for"],
    ["a bucket that is none", [row(1_790_812_800_000, 1)], "wasn't asked for"],
    ["a missing bucket", [{ "v.minutes": 1, "v.country": "CO" }], "wasn't asked for"],
    ["the same row twice", [row(september, 1), row(september, 2)], "comes twice"],
  ])("refuses %s", (_what, rows, problem) => {
    expect(findMisfit(monthly, rows)).toContain(problem);
  });

  it("takes rows with their single times that look alike: those are cut to the second, and two may share one", () => {
    const rows: Query = {
      measures: ["v.a"],
      dimensions: ["v.t", "v.country"],
      timeDimensions: [{ dimension: "v.t", dateRange: ["2026-11-01", "2026-11-22"] }],
    };
    const one = { "v.t": "2026-11-22T14:42:51.000", "v.country": "CO", "v.a": "1" };
    expect(findMisfit(rows, [one, { ...one }])).toBeNull();
    expect(findMisfit(rows, [one, { "v.t": one["v.t"], "v.a": "1" }])).toContain("v.country is missing");
    const days = { ...rows, dimensions: ["v.country"] };
    expect(findMisfit(days, [one, { ...one }])).toContain("comes twice");
  });

  it("knows the ranges that are compared", () => {
    const compared: Query = {
      measures: ["v.a"],
      timeDimensions: [
        {
          dimension: "v.t",
          compareDateRange: [
            ["2026-11-01", "2026-11-22"],
            ["2026-10-01", "2026-10-22T10:59:59.999"],
          ],
        },
      ],
    };
    const ofRange = (compareDateRange: string) => [{ compareDateRange, "v.a": 1 }];
    expect(findMisfit(compared, ofRange("2026-11-01T00:00:00.000 - 2026-11-22T23:59:59.999"))).toBeNull();
    expect(findMisfit(compared, ofRange("2026-10-01T00:00:00.000 - 2026-10-22T10:59:59.999"))).toBeNull();
    expect(findMisfit(compared, ofRange("2026-10-01T00:00:00.000 - 2026-10-31T23:59:59.999"))).toContain("asked for");
    expect(findMisfit(compared, [{ "v.a": 1 }])).toContain("asked for");
  });

  it("takes hours, whole ones", () => {
    const hourly: Query = {
      measures: ["v.a"],
      timeDimensions: [{ dimension: "v.t", granularity: "hour", dateRange: ["2026-11-22", "2026-11-22"] }],
    };
    expect(findMisfit(hourly, [{ "v.t.hour": "2026-11-22T13:00:00.000", "v.a": 1 }])).toBeNull();
    expect(findMisfit(hourly, [{ "v.t.hour": "2026-11-22T13:30:00.000", "v.a": 1 }])).toContain("asked for");
  });

  it("leaves measures of a host's own query as they are, as long as they are values", () => {
    const latest: Query = { measures: ["v.latest"] };
    expect(findMisfit(latest, [{ "v.latest": "2026-11-22" }], { anyMeasures: true })).toBeNull();
    expect(findMisfit(latest, [{ "v.latest": {} }], { anyMeasures: true })).toContain("v.latest is no value");
  });
});
