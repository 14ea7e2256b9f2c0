import { describe, expect, it } from "vitest";
import { clampDate, monthGrid } from "./monthGrid.ts";

describe("monthGrid", () => {
  it("starts weeks on Monday and leaves out the days of other months", () => {
    // November 2026 begins on a Sunday and ends on a Monday.
    const weeks = monthGrid("2026-11-22");
    expect(weeks).toHaveLength(6);
    expect(weeks[0]).toEqual([null, null, null, null, null, null, "2026-11-01"]);
    expect(weeks[5]).toEqual(["2026-11-30", null, null, null, null, null, null]);
    // February 2027 is four whole weeks.
    expect(monthGrid("2027-02-10")).toHaveLength(4);
    expect(monthGrid("2028-02-01").flat().filter(Boolean)).toHaveLength(29);
  });

  it("keeps dates within bounds", () => {
    expect(clampDate("2026-11-22")).toBe("2026-11-22");
    expect(clampDate("2026-11-22", "2026-11-23", "2026-12-01")).toBe("2026-11-23");
    expect(clampDate("2026-12-22", "2026-11-23", "2026-12-01")).toBe("2026-12-01");
  });
});
