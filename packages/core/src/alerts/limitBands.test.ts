import { expect, it } from "vitest";
import { limitBands } from "./limitBands.ts";

const thresholds = { amber: 10, red: 5, on: "complete" } as const;

it("is below the limits of what should be high", () => {
  expect(limitBands({ thresholds, polarity: "up", unit: "people", grain: "month" }, "month")).toEqual([
    { from: 5, to: 10, level: "amber" },
    { from: null, to: 5, level: "red" },
  ]);
});

it("is above the limits of what should be low", () => {
  const own = { amber: 300, red: 600, on: "running" } as const;
  expect(limitBands({ thresholds: own, polarity: "down", unit: "seconds", grain: "month" }, "day")).toEqual([
    { from: 300, to: 600, level: "amber" },
    { from: 600, to: null, level: "red" },
  ]);
});

it("isn't there without limits, nor for the days of what is counted by months", () => {
  expect(limitBands({ polarity: "up", unit: "people", grain: "month" }, "month")).toEqual([]);
  expect(limitBands({ thresholds, polarity: "up", unit: "people", grain: "month" }, "day")).toEqual([]);
});
