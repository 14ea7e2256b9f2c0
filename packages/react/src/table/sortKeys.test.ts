import { describe, expect, it } from "vitest";
import type { DataColumn } from "./dataColumn.ts";
import { compareKeys, sortKeys } from "./sortKeys.ts";

const column: DataColumn<string | number | null | object> = {
  id: "value",
  title: "Value",
  value: (row) => (typeof row === "object" ? null : row),
};

describe("sortKeys", () => {
  it("are the numbers of a column of numbers, and nothing for what has none", () => {
    const keys = sortKeys(column, [null, 3, -1.5], "es");
    expect(keys.isText).toBe(false);
    expect([0, 1, 2].map(keys.at)).toEqual([Number.NaN, 3, -1.5]);
  });

  it("are the places of texts in the language's order", () => {
    const keys = sortKeys(column, ["Zeta", null, "ñu", "nube 10", "nube 9"], "es");
    expect(keys.isText).toBe(true);
    expect([0, 1, 2, 3, 4].map(keys.at)).toEqual([3, Number.NaN, 2, 1, 0]);
  });
});

describe("compareKeys", () => {
  it("puts what has no value behind, also where the order is turned round afterwards", () => {
    const rising = [2, Number.NaN, 1].sort((a, b) => compareKeys(a, b, 1));
    const falling = [2, Number.NaN, 1].sort((a, b) => -compareKeys(a, b, -1));
    expect(rising).toEqual([1, 2, Number.NaN]);
    expect(falling).toEqual([2, 1, Number.NaN]);
  });
});
