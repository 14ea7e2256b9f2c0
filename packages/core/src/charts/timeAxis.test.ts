import { describe, expect, it } from "vitest";
import { placeFrom, regularStarts } from "./timeAxis.ts";

describe("regularStarts", () => {
  it("counts buckets from the first on", () => {
    expect(regularStarts("2026-11-01", "month")(2)).toBe("2027-01-01");
    expect(regularStarts("2024-02-28", "day")(2)).toBe("2024-03-01");
    expect(regularStarts("2026-10-01", "quarter")(1)).toBe("2027-01-01");
  });

  it("counts hours of local days, each of 24", () => {
    expect(regularStarts("2026-12-31", "hour")(25)).toBe("2027-01-01T01:00");
    expect(regularStarts("2026-11-22T22:00:00.000", "hour")(3)).toBe("2026-11-23T01:00");
  });
});

describe("placeFrom", () => {
  it("finds a start, or the next one, or that there is none", () => {
    const axis = { count: 3, startOf: regularStarts("2026-11-01", "month"), granularity: "month" as const };
    expect(placeFrom(axis, "2026-10-15")).toBe(0);
    expect(placeFrom(axis, "2026-12-01")).toBe(1);
    expect(placeFrom(axis, "2026-12-02")).toBe(2);
    expect(placeFrom(axis, "2027-01-02")).toBe(3);
  });
});
