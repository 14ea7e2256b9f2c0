import { describe, expect, it } from "vitest";
import { roundScale } from "./scale.ts";
import { sparklineShape } from "./sparkline.ts";
import { summariseSeries } from "./summary.ts";

describe("roundScale", () => {
  it("holds every value between round numbers", () => {
    // 4,170 apart: four steps of 1,042, so of 2,000.
    expect(roundScale([5330, 8412, 9500], false)).toEqual({ min: 4000, max: 10_000, interval: 2000 });
    expect(roundScale([0.21, 0.34], false)).toEqual({ min: 0.2, max: 0.35, interval: 0.05 });
    expect(roundScale([48_200, 12_000], true)).toEqual({ min: 0, max: 60_000, interval: 20_000 });
  });

  it("has room around one value, and none for no values", () => {
    expect(roundScale([100], false)).toEqual({ min: 100, max: 125, interval: 25 });
    expect(roundScale([0], false)).toEqual({ min: 0, max: 0.25, interval: 0.25 });
    expect(roundScale([], true)).toBeNull();
    // A difference below what numbers of this size can tell is none.
    expect(roundScale([100, 100 + 1e-12], false)).toEqual({ min: 100, max: 125, interval: 25 });
  });
});

describe("sparklineShape", () => {
  it("spreads values over the box, larger ones higher", () => {
    expect(sparklineShape({ values: [0, 10], partialLast: false }).points).toEqual([
      [0, 92],
      [100, 8],
    ]);
  });

  it("breaks at a gap and dashes to a running period", () => {
    const shape = sparklineShape({ values: [1, null, 2, 3, 4], partialLast: true });
    expect(shape.solid.map((stretch) => stretch.length)).toEqual([1, 2]);
    expect(shape.dashed?.map(([x]) => x)).toEqual([75, 100]);
  });

  it("draws equal values through the middle, and nothing for none", () => {
    expect(sparklineShape({ values: [3, 3], partialLast: false }).points).toEqual([
      [0, 50],
      [100, 50],
    ]);
    expect(sparklineShape({ values: [null, null], partialLast: true, target: 3 })).toEqual({
      solid: [],
      dashed: null,
      points: [null, null],
      end: null,
      targetY: null,
    });
  });

  it("makes room for the target", () => {
    expect(sparklineShape({ values: [0, 5], partialLast: false, target: 10 }).targetY).toBe(8);
    expect(sparklineShape({ values: [0, 5], partialLast: false, target: 100 }).targetY).toBeNull();
  });
});

describe("summariseSeries", () => {
  it("finds first, last, lowest and highest", () => {
    expect(summariseSeries([null, 4, 2, 9, null])).toEqual({ first: 1, last: 3, min: 2, max: 3 });
    expect(summariseSeries([null])).toBeNull();
    expect(summariseSeries(Float64Array.of(Number.NaN, 4, 2))).toEqual({ first: 1, last: 2, min: 2, max: 1 });
  });
});
