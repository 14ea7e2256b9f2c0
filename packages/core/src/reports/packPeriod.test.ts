import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packPeriod, previousPackPeriod } from "./packPeriod.ts";
import type { PackKind } from "./types.ts";

const context = { now: new Date("2026-11-22T15:00:00Z"), timeZone: "America/Bogota" };

describe("packPeriod", () => {
  // 22 November 2026 is a Sunday: its week, number 47, is still running.
  it.each<[PackKind, string, string, string]>([
    ["wbr", "2026-W46", "2026-11-09", "2026-11-15"],
    ["mbr", "2026-10", "2026-10-01", "2026-10-31"],
    ["qbr", "2026-Q3", "2026-07-01", "2026-09-30"],
  ])("of a %s is the last that is over: %s", (kind, name, start, end) => {
    expect(packPeriod(kind, undefined, context)).toEqual({ kind, name, start, end });
    expect(packPeriod(kind, name, context)).toEqual({ kind, name, start, end });
  });

  // ISO 8601: the week of 29 December 2025 is the first of 2026; 2020 and 2026 have 53 weeks.
  it.each<[string, string, string]>([
    ["2026-W01", "2025-12-29", "2026-01-04"],
    ["2020-W53", "2020-12-28", "2021-01-03"],
    ["2024-W09", "2024-02-26", "2024-03-03"],
  ])("of the week %s begins on %s", (name, start, end) => {
    expect(packPeriod("wbr", name, context)).toEqual({ kind: "wbr", name, start, end });
  });

  it.each<[PackKind, string]>([
    ["wbr", "2025-W53"],
    ["wbr", "2026-W00"],
    ["wbr", "2026-10"],
    ["mbr", "2026-13"],
    ["mbr", "2026-W10"],
    ["qbr", "2026-Q5"],
    ["qbr", "../../etc"],
  ])("of a %s isn't %s", (kind, name) => {
    expect(() => packPeriod(kind, name, context)).toThrow(/is no period of this kind. Give one such as 2026/);
  });

  it.each<[PackKind, string]>([
    ["wbr", "2026-W47"],
    ["mbr", "2026-11"],
    ["qbr", "2026-Q4"],
    ["mbr", "2027-03"],
  ])("of a %s may not be running: %s", (kind, name) => {
    expect(() => packPeriod(kind, name, context)).toThrow(/isn't over/);
  });

  it("names each period as it is asked for, and the one before it ends the day before", () => {
    const kinds = fc.constantFrom<PackKind>("wbr", "mbr", "qbr");
    fc.assert(
      fc.property(kinds, fc.integer({ min: 0, max: 20_000 }), (kind, days) => {
        const now = new Date(Date.UTC(2000, 0, 10) + days * 86_400_000);
        const period = packPeriod(kind, undefined, { now, timeZone: "UTC" });
        expect(packPeriod(kind, period.name, { now, timeZone: "UTC" })).toEqual(period);
        const before = previousPackPeriod(period);
        expect(Date.parse(period.start) - Date.parse(before.end)).toBe(86_400_000);
        expect(packPeriod(kind, before.name, { now, timeZone: "UTC" })).toEqual(before);
      }),
    );
  });
});
