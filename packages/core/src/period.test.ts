import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bucketStarts,
  comparisonRange,
  completeRange,
  elapsedRange,
  isPartialBucket,
  kpiPeriod,
  PERIOD_PRESETS,
  type PeriodContext,
  resolvePeriod,
  trailingRange,
} from "./period.ts";

const bogota = (now: string): PeriodContext => ({ now: new Date(now), timeZone: "America/Bogota" });
const madrid = (now: string): PeriodContext => ({ now: new Date(now), timeZone: "Europe/Madrid" });
/** 22 November 2026, 10:00 in Bogotá. */
const NOVEMBER = bogota("2026-11-22T15:00:00Z");

describe("resolvePeriod", () => {
  it.each([
    ["this_month", { start: "2026-11-01", end: "2026-11-30", partial: true, elapsedDays: 22, totalDays: 30 }],
    ["last_month", { start: "2026-10-01", end: "2026-10-31", partial: false, elapsedDays: 31, totalDays: 31 }],
    ["last_30_days", { start: "2026-10-24", end: "2026-11-22", partial: true, elapsedDays: 30, totalDays: 30 }],
    ["last_90_days", { start: "2026-08-25", end: "2026-11-22", partial: true, elapsedDays: 90, totalDays: 90 }],
    ["this_quarter", { start: "2026-10-01", end: "2026-12-31", partial: true, elapsedDays: 53, totalDays: 92 }],
    ["year_to_date", { start: "2026-01-01", end: "2026-12-31", partial: true, elapsedDays: 326, totalDays: 365 }],
  ] as const)("cuts %s in the reporting zone", (preset, expected) => {
    expect(resolvePeriod({ preset }, NOVEMBER)).toEqual(expected);
  });

  it("takes the day of the zone, not of UTC", () => {
    // 03:00 UTC on 1 December is still 30 November in Bogotá (UTC-5), and already December in Madrid (UTC+1).
    expect(resolvePeriod({ preset: "this_month" }, bogota("2026-12-01T03:00:00Z")).start).toBe("2026-11-01");
    expect(resolvePeriod({ preset: "this_month" }, madrid("2026-11-30T23:30:00Z")).start).toBe("2026-12-01");
  });

  it("counts no elapsed day of a period that hasn't begun", () => {
    const period = resolvePeriod({ start: "2026-12-01", end: "2026-12-31" }, NOVEMBER);
    expect(period).toMatchObject({ partial: true, elapsedDays: 0, totalDays: 31 });
    expect(comparisonRange(period, "previous_period", NOVEMBER)).toBeNull();
  });

  it.each([
    [{ start: "2026-02-30", end: "2026-03-01" }, "invalid_date"],
    [{ start: "ayer", end: "2026-03-01" }, "invalid_date"],
    [{ start: "2026-03-02", end: "2026-03-01" }, "invalid_period"],
  ])("refuses %o", (selection, code) => {
    expect(() => resolvePeriod(selection, NOVEMBER)).toThrow(expect.objectContaining({ code }));
  });

  it("refuses a zone that doesn't exist", () => {
    const context = { now: new Date(0), timeZone: "Bogota/America" };
    expect(() => resolvePeriod({ preset: "this_month" }, context)).toThrow(
      expect.objectContaining({ code: "invalid_time_zone" }),
    );
  });
});

describe("comparisonRange", () => {
  const compare = (
    context: PeriodContext,
    selection: Parameters<typeof resolvePeriod>[0],
    comparison = "previous_period",
  ) => comparisonRange(resolvePeriod(selection, context), comparison as "previous_period", context);
  const thisMonth = { preset: "this_month" } as const;

  it("compares a running month with the same part of the one before, to the end of the running hour", () => {
    expect(compare(NOVEMBER, thisMonth)).toEqual(["2026-10-01T00:00:00.000", "2026-10-22T10:59:59.999"]);
    expect(compare(NOVEMBER, thisMonth, "previous_year")).toEqual([
      "2025-11-01T00:00:00.000",
      "2025-11-22T10:59:59.999",
    ]);
    expect(compare(NOVEMBER, thisMonth, "none")).toBeNull();
  });

  it("ends with the earlier month where that is shorter", () => {
    // On 31 March more of the month has passed than February has.
    expect(compare(bogota("2026-03-31T15:00:00Z"), thisMonth)).toEqual([
      "2026-02-01T00:00:00.000",
      "2026-02-28T23:59:59.999",
    ]);
    expect(compare(bogota("2026-03-28T15:00:00Z"), thisMonth)).toEqual([
      "2026-02-01T00:00:00.000",
      "2026-02-28T10:59:59.999",
    ]);
    expect(compare(bogota("2028-03-31T15:00:00Z"), thisMonth)?.[1]).toBe("2028-02-29T23:59:59.999");
  });

  it("handles 29 February", () => {
    const leapDay = bogota("2028-02-29T15:00:00Z");
    expect(compare(leapDay, thisMonth)?.[1]).toBe("2028-01-29T10:59:59.999");
    expect(compare(leapDay, thisMonth, "previous_year")).toEqual([
      "2027-02-01T00:00:00.000",
      "2027-02-28T23:59:59.999",
    ]);
    // A whole February is compared with a whole February, leap or not.
    expect(compare(NOVEMBER, { start: "2025-02-01", end: "2025-02-28" }, "previous_year")).toEqual([
      "2024-02-01",
      "2024-02-29",
    ]);
  });

  it("crosses the year", () => {
    expect(compare(bogota("2027-01-05T15:00:00Z"), thisMonth)).toEqual([
      "2026-12-01T00:00:00.000",
      "2026-12-05T10:59:59.999",
    ]);
    expect(compare(bogota("2027-01-05T15:00:00Z"), { preset: "last_month" })).toEqual(["2026-11-01", "2026-11-30"]);
  });

  it("compares whole months with as many months, and other dates with as many days", () => {
    expect(compare(NOVEMBER, { preset: "last_month" })).toEqual(["2026-09-01", "2026-09-30"]);
    expect(compare(NOVEMBER, { start: "2026-04-01", end: "2026-06-30" })).toEqual(["2026-01-01", "2026-03-31"]);
    expect(compare(NOVEMBER, { start: "2026-11-10", end: "2026-11-16" })).toEqual(["2026-11-03", "2026-11-09"]);
    expect(compare(NOVEMBER, { preset: "this_quarter" })).toEqual([
      "2026-07-01T00:00:00.000",
      "2026-08-22T10:59:59.999",
    ]);
    expect(compare(NOVEMBER, { preset: "last_30_days" })).toEqual([
      "2026-09-24T00:00:00.000",
      "2026-10-23T10:59:59.999",
    ]);
    expect(compare(NOVEMBER, { preset: "last_90_days" })).toEqual([
      "2026-05-27T00:00:00.000",
      "2026-08-24T10:59:59.999",
    ]);
  });

  it("is never longer than what has begun of the period", () => {
    const instants = fc.date({ min: new Date("2000-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });
    const presets = fc.constantFrom(...PERIOD_PRESETS);
    fc.assert(
      fc.property(instants, presets, fc.constantFrom("America/Bogota", "Europe/Madrid"), (now, preset, timeZone) => {
        const context = { now, timeZone };
        const period = resolvePeriod({ preset }, context);
        const range = comparisonRange(period, "previous_period", context);
        expect(range).not.toBeNull();
        const [start, end] = range!;
        expect(start.slice(0, 10) <= end.slice(0, 10)).toBe(true);
        expect(end.slice(0, 10) < period.start).toBe(true);
        const days = (Date.parse(end.slice(0, 10)) - Date.parse(start.slice(0, 10))) / 86_400_000 + 1;
        // Quarters and years differ by a few days in length; a month's part never grows.
        expect(days).toBeLessThanOrEqual(period.elapsedDays + (preset === "this_month" ? 0 : 3));
      }),
      { seed: 42 },
    );
  });
});

describe("kpiPeriod and completeRange", () => {
  const period = resolvePeriod({ preset: "this_month" }, NOVEMBER);

  it("leaves an ordinary KPI its period, and takes the last whole one for its level", () => {
    expect(kpiPeriod({ grain: "month" }, period, NOVEMBER)).toBe(period);
    expect(completeRange({ grain: "month" }, period, NOVEMBER)).toEqual(["2026-10-01", "2026-10-31"]);
    expect(completeRange({ grain: "week" }, period, NOVEMBER)).toEqual(["2026-11-09", "2026-11-15"]);
    expect(completeRange({ grain: "day" }, period, NOVEMBER)).toEqual(["2026-11-21", "2026-11-21"]);
  });

  it("takes a closed period itself as its last complete one", () => {
    const october = resolvePeriod({ preset: "last_month" }, NOVEMBER);
    expect(completeRange({ grain: "month" }, october, NOVEMBER)).toEqual(["2026-10-01", "2026-10-31"]);
  });

  it("takes the latest cohort whose window is over", () => {
    const cohort = (cohortLagDays: number, context: PeriodContext) =>
      kpiPeriod({ grain: "month", cohortLagDays }, resolvePeriod({ preset: "this_month" }, context), context).start;
    // 22 November: 31 August + 60 days = 30 October; 31 July + 90 = 29 October; 30 June + 120 = 28 October;
    // 30 September + 60 = 29 November is not over yet.
    expect(cohort(60, NOVEMBER)).toBe("2026-08-01");
    expect(cohort(90, NOVEMBER)).toBe("2026-07-01");
    expect(cohort(120, NOVEMBER)).toBe("2026-06-01");
    // 31 August + 90 days = 29 November: still open on that day, over on the next.
    expect(cohort(90, bogota("2026-11-29T15:00:00Z"))).toBe("2026-07-01");
    expect(cohort(90, bogota("2026-11-30T15:00:00Z"))).toBe("2026-08-01");
  });

  it("keeps a chosen period that is long over", () => {
    const spring = resolvePeriod({ start: "2026-03-01", end: "2026-04-30" }, NOVEMBER);
    expect(kpiPeriod({ grain: "month", cohortLagDays: 90 }, spring, NOVEMBER)).toBe(spring);
  });
});

describe("elapsedRange", () => {
  it("ends today while the period runs", () => {
    expect(elapsedRange(resolvePeriod({ preset: "this_month" }, NOVEMBER))).toEqual(["2026-11-01", "2026-11-22"]);
    expect(elapsedRange(resolvePeriod({ preset: "last_month" }, NOVEMBER))).toEqual(["2026-10-01", "2026-10-31"]);
  });
});

describe("trailingRange and bucketStarts", () => {
  const thisMonth = resolvePeriod({ preset: "this_month" }, NOVEMBER);

  it("ends with a day that is over, not with its bucket", () => {
    const past = { ...NOVEMBER, isPast: true };
    expect(trailingRange("month", 2, thisMonth, past)).toEqual(["2026-10-01", "2026-11-22"]);
    expect(trailingRange("day", 2, thisMonth, past)).toEqual(["2026-11-21", "2026-11-22"]);
    const lastMonth = resolvePeriod({ preset: "last_month" }, past);
    expect(trailingRange("month", 2, lastMonth, past)).toEqual(["2026-09-01", "2026-10-31"]);
  });

  it("covers the last buckets up to the running one", () => {
    expect(trailingRange("month", 13, thisMonth, NOVEMBER)).toEqual(["2025-11-01", "2026-11-30"]);
    expect(trailingRange("quarter", 2, thisMonth, NOVEMBER)).toEqual(["2026-07-01", "2026-12-31"]);
    expect(trailingRange("week", 2, thisMonth, NOVEMBER)).toEqual(["2026-11-09", "2026-11-22"]);
    expect(trailingRange("day", 3, thisMonth, NOVEMBER)).toEqual(["2026-11-20", "2026-11-22"]);
    expect(trailingRange("hour", 12, thisMonth, NOVEMBER)).toEqual([
      "2026-11-21T23:00:00.000",
      "2026-11-22T10:59:59.999",
    ]);
  });

  it("ends no later than today for a year that runs", () => {
    const year = resolvePeriod({ preset: "year_to_date" }, NOVEMBER);
    expect(trailingRange("month", 13, year, NOVEMBER)).toEqual(["2025-11-01", "2026-11-30"]);
  });

  it("starts ISO weeks on Monday, over the year's end", () => {
    // 1 January 2027 is a Friday of week 53 of 2026.
    expect(bucketStarts(["2026-12-25", "2027-01-10"], "week")).toEqual(["2026-12-21", "2026-12-28", "2027-01-04"]);
  });

  it("starts months and quarters over the year's end", () => {
    expect(bucketStarts(["2026-11-05", "2027-02-01"], "month")).toEqual([
      "2026-11-01",
      "2026-12-01",
      "2027-01-01",
      "2027-02-01",
    ]);
    expect(bucketStarts(["2026-11-05", "2027-02-01"], "quarter")).toEqual(["2026-10-01", "2027-01-01"]);
  });

  it("has 23 hours on the day Madrid's clocks go forward, 24 when they go back", () => {
    const forward = bucketStarts(["2026-03-29", "2026-03-29"], "hour", "Europe/Madrid");
    expect(forward).toHaveLength(23);
    expect(forward).not.toContain("2026-03-29T02:00:00.000");
    // 25 hours pass, but 02:00 is shown twice: one bucket.
    expect(bucketStarts(["2026-10-25", "2026-10-25"], "hour", "Europe/Madrid")).toHaveLength(24);
    expect(bucketStarts(["2026-03-29", "2026-03-29"], "hour", "America/Bogota")).toHaveLength(24);
  });

  it("marks buckets that aren't over", () => {
    expect(isPartialBucket("2026-11-01", "month", NOVEMBER)).toBe(true);
    expect(isPartialBucket("2026-10-01", "month", NOVEMBER)).toBe(false);
    expect(isPartialBucket("2026-11-16", "week", NOVEMBER)).toBe(true);
    expect(isPartialBucket("2026-11-21", "day", NOVEMBER)).toBe(false);
    expect(isPartialBucket("2026-11-22T10:00:00.000", "hour", NOVEMBER)).toBe(true);
    expect(isPartialBucket("2026-11-22T09:00:00.000", "hour", NOVEMBER)).toBe(false);
  });

  it("has as many buckets as asked for, the last one holding the period's last begun day", () => {
    const granularities = fc.constantFrom("day", "week", "month", "quarter", "year");
    const instants = fc.date({ min: new Date("2000-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(granularities, fc.integer({ min: 1, max: 40 }), instants, (granularity, count, now) => {
        const context = { now, timeZone: "Europe/Madrid" };
        const period = resolvePeriod({ preset: "this_quarter" }, context);
        const range = trailingRange(granularity, count, period, context);
        const starts = bucketStarts(range, granularity);
        expect(starts).toHaveLength(count);
        expect(isPartialBucket(starts.at(-1)!, granularity, context)).toBe(true);
        expect(starts.slice(0, -1).every((start) => !isPartialBucket(start, granularity, context))).toBe(true);
      }),
      { seed: 42 },
    );
  });
});
