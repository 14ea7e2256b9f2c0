import { expect, test } from "vitest";
import { rateRatio, shareDifference, wilsonInterval, Z_TOGETHER } from "./intervals.ts";

const Z = Z_TOGETHER[0] ?? Number.NaN;

// Newcombe 1998, table II, method 10: x1/n1 − x2/n2.
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])(
  "the difference of %i/%i and %i/%i has its published interval",
  (hits, trials, otherHits, otherTrials, low, high) => {
    const interval = shareDifference({ hits, trials }, { hits: otherHits, trials: otherTrials }, Z);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
    expect(interval.estimate).toBeCloseTo(hits / trials - otherHits / otherTrials, 12);
  },
);

// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998) 857–872, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("the proportion %i/%i has its published interval", (hits, trials, low, high) => {
  const interval = wilsonInterval({ hits, trials }, Z);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

test("the ratio of rates has its published interval", () => {
  // Breast cancer after fluoroscopy, Boice and Monson 1977, as in Rothman and Greenland 1998: 1.86, 1.03 to 3.35.
  const { estimate, low, high } = rateRatio({ events: 41, exposure: 28_010 }, { events: 15, exposure: 19_017 }, Z);
  expect([estimate, low, high].map((value) => Math.round(value * 100) / 100)).toEqual([1.86, 1.03, 3.35]);
});

test("more comparisons together make each interval wider", () => {
  const widths = Z_TOGETHER.map((z) => {
    const { low, high } = shareDifference({ hits: 56, trials: 70 }, { hits: 48, trials: 80 }, z);
    return high - low;
  });
  expect(widths).toEqual([...widths].sort((one, other) => one - other));
  expect(new Set(widths).size).toBe(3);
});
