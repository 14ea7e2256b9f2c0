import { expect, it } from "vitest";
import { levelOf } from "./thresholds.ts";

const retention = { polarity: "up", thresholds: { amber: 0.35, red: 0.3, on: "complete" } } as const;
const latency = { polarity: "down", thresholds: { amber: 300, red: 600, on: "running" } } as const;

it("is amber or red below the limits when a rise is good, on the limit still well", () => {
  expect([0.36, 0.35, 0.34, 0.3, 0.29].map((value) => levelOf(retention, value))).toEqual([
    "ok",
    "ok",
    "amber",
    "amber",
    "red",
  ]);
});

it("is amber or red above the limits when a rise is bad", () => {
  expect([0, 300, 301, 600, 601].map((value) => levelOf(latency, value))).toEqual([
    "ok",
    "ok",
    "amber",
    "amber",
    "red",
  ]);
});

it("is unknown without a value or without limits", () => {
  expect(levelOf(retention, null)).toBe("unknown");
  expect(levelOf(retention, Number.NaN)).toBe("unknown");
  expect(levelOf({ polarity: "up" }, 1)).toBe("unknown");
});
