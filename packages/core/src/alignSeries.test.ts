import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignSeries } from "./alignSeries.ts";
import { bucketStarts, isPartialBucket, type PeriodSelection, resolvePeriod, trailingRange } from "./period.ts";

const context = { now: new Date("2026-11-22T15:00:00Z"), timeZone: "America/Bogota" };
const november = resolvePeriod({ preset: "this_month" }, context);
const october = { start: "2026-10-01", value: 8610, partial: false };
const running = { start: "2026-11-01", value: 6970, partial: true };

const seriesOf = (selection: PeriodSelection, value: number | null) => {
  const period = resolvePeriod(selection, context);
  const points = bucketStarts(trailingRange("month", 3, period, context), "month").map((start) => ({
    start,
    value,
    partial: isPartialBucket(start, "month", context),
  }));
  return { period, points };
};

describe("alignSeries", () => {
  it("gives the running bucket the number of the card", () => {
    expect(alignSeries([october, running], { period: november, current: 6968 })).toEqual([
      october,
      { start: "2026-11-01", value: 6968, partial: true },
    ]);
  });

  it("fills a running bucket that has no row yet", () => {
    expect(alignSeries([{ ...running, value: null }], { period: november, current: 1 })[0]?.value).toBe(1);
  });

  it.each([
    ["there is no number", { current: null }],
    ["the period began earlier", { period: { ...november, start: "2026-10-01" } }],
    ["the period ended within the running bucket", { period: { ...november, end: "2026-11-10", partial: false } }],
  ])("leaves the points when %s", (_, change) => {
    const points = [october, running];
    expect(alignSeries(points, { period: november, current: 6968, ...change })).toBe(points);
  });

  it("leaves a bucket that is over, and no points at all", () => {
    const over = [october, { ...running, partial: false }];
    expect(alignSeries(over, { period: november, current: 6968 })).toBe(over);
    expect(alignSeries([], { period: november, current: 6968 })).toEqual([]);
  });

  it.each([
    ["this_month", true],
    ["last_month", false],
    ["this_quarter", false],
    ["year_to_date", false],
    ["last_90_days", false],
  ] as const)("by preset: %s is one with the running month: %s", (preset, isOne) => {
    const { period, points } = seriesOf({ preset }, 7);
    expect(alignSeries(points, { period, current: 9 }).at(-1)?.value).toBe(isOne ? 9 : 7);
  });

  it("touches the value of the last point at most, and is the same done twice", () => {
    const cell = fc.option(fc.double({ noNaN: true }), { nil: null });
    const day = fc.integer({ min: 0, max: 700 }).map((days) => new Date(Date.UTC(2025, 0, 1 + days)));
    const selection = fc.tuple(day, day).map(([a, b]) => {
      const [start = "", end = ""] = [a, b].map((date) => date.toISOString().slice(0, 10)).sort();
      return { start, end };
    });
    fc.assert(
      fc.property(selection, cell, cell, (chosen, value, current) => {
        const { period, points } = seriesOf(chosen, value);
        const aligned = alignSeries(points, { period, current });
        expect(aligned.slice(0, -1)).toEqual(points.slice(0, -1));
        expect(aligned.map(({ start, partial }) => ({ start, partial }))).toEqual(
          points.map(({ start, partial }) => ({ start, partial })),
        );
        expect([value, current]).toContain(aligned.at(-1)?.value);
        expect(alignSeries(aligned, { period, current })).toBe(aligned);
      }),
    );
  });
});
