import { describe, expect, it } from "vitest";
import { closedPeriod } from "./closedPeriod.ts";

const TODAY = "2026-11-22";

describe("closedPeriod", () => {
  it.each([
    [{}, "2026-08-01", "2026-10-31"],
    [{ period: "2026-10" }, "2026-10-01", "2026-10-31"],
    [{ period: "2024-02" }, "2024-02-01", "2024-02-29"],
    [{ period: "2026-Q3" }, "2026-07-01", "2026-09-30"],
    [{ period: "2025" }, "2025-01-01", "2025-12-31"],
    [{ from: "2026-11-01", to: "2026-11-21" }, "2026-11-01", "2026-11-21"],
  ])("reads %j as %s to %s", (asked, from, to) => {
    expect(closedPeriod({ allowOpen: false, ...asked }, TODAY)).toEqual({ from, to });
  });

  it("takes the three months before January from the year before", () => {
    expect(closedPeriod({ allowOpen: false }, "2026-01-05")).toEqual({ from: "2025-10-01", to: "2025-12-31" });
  });

  it.each([
    [{ period: "2026-11" }, /^2026-11 isn't over \(today is 2026-11-22\).* --period 2026-10, or add --allow-open/],
    [{ from: "2026-11-01", to: "2026-11-22" }, /^2026-11-01 to 2026-11-22 isn't over/],
    [{ period: "2026-13" }, /^"2026-13" is no period/],
    [{ period: "2026-10", from: "2026-10-01" }, /either by --period or by --from and --to/],
    [{ from: "2026-10-01" }, /belong together/],
    [{ from: "2026-02-30", to: "2026-03-01" }, /^"2026-02-30" is no day/],
    [{ from: "2026-10-02", to: "2026-10-01" }, /ends on 2026-10-01, before it begins/],
  ])("refuses %j", (asked, message) => {
    expect(() => closedPeriod({ allowOpen: false, ...asked }, TODAY)).toThrow(message);
  });

  it("takes a period that isn't over when asked to", () => {
    expect(closedPeriod({ period: "2026-11", allowOpen: true }, TODAY)).toEqual({
      from: "2026-11-01",
      to: "2026-11-30",
    });
  });
});
