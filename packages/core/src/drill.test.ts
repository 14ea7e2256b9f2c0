import { expect, it } from "vitest";
import { drillFilters } from "./drill.ts";

const CHOSEN = { period: { preset: "last_month" }, values: { country: ["CO"], source: ["google"] } } as const;

it("narrows by its own values in the place of those of the same dimension, and leaves the others", () => {
  expect(drillFilters(CHOSEN, { values: { source: ["meta"], channel: ["email"] } })).toEqual({
    period: { preset: "last_month" },
    comparison: "previous_period",
    values: { channel: ["email"], country: ["CO"], source: ["meta"] },
  });
});

it("begins with the tile's own filters where it has some", () => {
  const filters = { period: { start: "2026-10-01", end: "2026-10-31" }, values: { country: ["MX"] } };
  expect(drillFilters(CHOSEN, { filters, values: { channel: ["email"] } })).toEqual({
    period: { start: "2026-10-01", end: "2026-10-31" },
    comparison: "previous_period",
    values: { channel: ["email"], country: ["MX"] },
  });
  expect(drillFilters(CHOSEN, { filters: { comparison: "none" } }).values).toEqual(CHOSEN.values);
});
