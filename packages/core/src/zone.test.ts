import { describe, expect, it } from "vitest";
import { hourLengths, isSkippedHour, wallClock } from "./zone.ts";

const sum = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0);

describe("wallClock", () => {
  it("tells zones apart at one instant, and instants in one zone", () => {
    const shown = (instant: string, timeZone: string) => wallClock(new Date(instant), timeZone);
    const bogota = { date: "2026-11-22", hour: 10, minute: 0 };
    expect(shown("2026-11-22T15:00:00Z", "America/Bogota")).toEqual(bogota);
    expect(shown("2026-11-22T15:00:00Z", "Asia/Kathmandu")).toEqual({ date: "2026-11-22", hour: 20, minute: 45 });
    expect(shown("2026-11-22T15:00:00Z", "America/Bogota")).toEqual(bogota);
    expect(shown("2026-11-22T15:01:00Z", "America/Bogota")).toEqual({ ...bogota, minute: 1 });
    expect(shown("2026-11-23T04:59:00Z", "America/Bogota")).toEqual({ date: "2026-11-22", hour: 23, minute: 59 });
  });
});

describe("hourLengths", () => {
  it("is 24 whole hours where the clock doesn't change", () => {
    expect(hourLengths("2026-11-22", "America/Bogota")).toEqual(Array.from({ length: 24 }, () => 1));
  });

  it("lacks the hour that Madrid skips on 29 March 2026", () => {
    const lengths = hourLengths("2026-03-29", "Europe/Madrid");
    expect(lengths.slice(0, 5)).toEqual([1, 1, 0, 1, 1]);
    expect(sum(lengths)).toBe(23);
    expect(isSkippedHour("2026-03-29", 2, "Europe/Madrid")).toBe(true);
    expect(isSkippedHour("2026-03-29", 3, "Europe/Madrid")).toBe(false);
  });

  it("has the hour twice that Madrid repeats on 25 October 2026", () => {
    const lengths = hourLengths("2026-10-25", "Europe/Madrid");
    expect(lengths.slice(0, 5)).toEqual([1, 1, 2, 1, 1]);
    expect(sum(lengths)).toBe(25);
  });

  it("starts at one o'clock where midnight is skipped, as in Santiago on 6 September 2026", () => {
    expect(hourLengths("2026-09-06", "America/Santiago").slice(0, 3)).toEqual([0, 1, 1]);
  });

  it("knows changes of half an hour: Lord Howe repeats half of one o'clock on 5 April 2026", () => {
    const lengths = hourLengths("2026-04-05", "Australia/Lord_Howe");
    expect(lengths.slice(0, 3)).toEqual([1, 1.5, 1]);
    expect(sum(lengths)).toBe(24.5);
  });

  it("is the plain day beside a change too", () => {
    expect(sum(hourLengths("2026-10-24", "Europe/Madrid"))).toBe(24);
    expect(sum(hourLengths("2026-10-26", "Europe/Madrid"))).toBe(24);
  });
});
