import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  countDays,
  endOfBucket,
  fromEpochDay,
  isoWeek,
  startOfBucket,
  toEpochDay,
} from "./civil.ts";

describe("civil dates", () => {
  it("adds months, ending with the shorter month", () => {
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2028-01-31", 1)).toBe("2028-02-29");
    expect(addMonths("2028-02-29", -12)).toBe("2027-02-28");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
    expect(addMonths("2026-11-30", 15)).toBe("2028-02-29");
  });

  it("finds buckets", () => {
    expect(startOfBucket("2026-11-22", "week")).toBe("2026-11-16");
    expect(startOfBucket("2026-11-23", "week")).toBe("2026-11-23");
    expect(startOfBucket("1969-12-31", "week")).toBe("1969-12-29");
    expect(startOfBucket("2026-11-22", "quarter")).toBe("2026-10-01");
    expect(endOfBucket("2026-11-22", "quarter")).toBe("2026-12-31");
    expect(endOfBucket("2028-02-10", "month")).toBe("2028-02-29");
    expect(endOfBucket("2026-11-22", "year")).toBe("2026-12-31");
  });

  it("numbers ISO weeks (examples of ISO 8601's own annex and of long years)", () => {
    expect(isoWeek("2005-01-01")).toEqual({ year: 2004, week: 53 });
    expect(isoWeek("2008-12-29")).toEqual({ year: 2009, week: 1 });
    expect(isoWeek("2010-01-03")).toEqual({ year: 2009, week: 53 });
    expect(isoWeek("2027-01-01")).toEqual({ year: 2026, week: 53 });
    expect(isoWeek("2026-11-22")).toEqual({ year: 2026, week: 47 });
  });

  it.each(["2026-13-01", "2026-02-29", "26-02-01", "2026-2-1", ""])("refuses %j", (date) => {
    expect(() => toEpochDay(date)).toThrow(expect.objectContaining({ code: "invalid_date" }));
  });

  it("is the platform's own calendar on every day of 400 years", () => {
    const first = Date.UTC(1800, 0, 1) / 86_400_000;
    for (let day = first; day < first + 146_097; day += 1) {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
      if (fromEpochDay(day) !== date || toEpochDay(date) !== day) expect([day, fromEpochDay(day)]).toEqual([day, date]);
    }
  });

  it("goes there and back", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), fc.integer({ min: -5000, max: 5000 }), (day, offset) => {
        const date = fromEpochDay(day);
        expect(toEpochDay(date)).toBe(day);
        expect(addDays(addDays(date, offset), -offset)).toBe(date);
        expect(countDays(date, addDays(date, Math.abs(offset)))).toBe(Math.abs(offset) + 1);
      }),
      { seed: 42 },
    );
  });
});
