import { describe, expect, it } from "vitest";
import { chartKind, chartKinds } from "./chartKind.ts";

const shape = { dimensions: [], grain: null, units: ["count"] } as const;

describe("the kind of chart that fits what is chosen", () => {
  it.each([
    ["a number alone", shape, "number"],
    ["a line over time", { ...shape, grain: "month" }, "line"],
    ["lines of one dimension", { ...shape, grain: "month", dimensions: ["topic"] }, "line"],
    ["sorted bars by one dimension", { ...shape, dimensions: ["topic"] }, "bar"],
    ["bars with a second number", { ...shape, dimensions: ["topic"], units: ["count", "minutes"] }, "bar"],
    ["a table of two dimensions", { ...shape, dimensions: ["topic", "country"] }, "table"],
    ["a table of two dimensions over time", { ...shape, grain: "day", dimensions: ["topic", "country"] }, "table"],
    ["a table of units without a common axis", { ...shape, grain: "month", units: ["count", "minutes"] }, "table"],
    [
      "a table of three measures by one dimension",
      { ...shape, dimensions: ["topic"], units: ["count", "count", "count"] },
      "table",
    ],
  ] as const)("is %s", (_name, chosen, kind) => {
    expect(chartKind({ kind: null }, chosen)).toBe(kind);
  });

  it("is the one chosen where that can say it, else the one that fits best", () => {
    expect(chartKind({ kind: "area" }, { ...shape, grain: "month" })).toBe("area");
    expect(chartKind({ kind: "line" }, shape)).toBe("number");
    expect(chartKinds({ ...shape, dimensions: ["topic"] })).toEqual(["bar", "table"]);
  });
});
