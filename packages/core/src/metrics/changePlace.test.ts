import { describe, expect, it } from "vitest";
import type { Granularity } from "../kpi.ts";
import { changePlace } from "./changePlace.ts";

const axis = (granularity: Granularity, ...starts: string[]) => ({
  count: starts.length,
  startOf: (place: number) => starts[place] ?? "",
  granularity,
});
const months = axis("month", "2026-04-01", "2026-05-01", "2026-06-01");
const hours = axis(
  "hour",
  "2026-05-31T22:00:00.000",
  "2026-05-31T23:00:00.000",
  "2026-06-01T00:00:00.000",
  "2026-06-01T01:00:00.000",
);

describe("changePlace", () => {
  it.each<[string, ReturnType<typeof axis>, string, number | null]>([
    ["the start of a place", months, "2026-05-01", 1],
    ["the middle of one", months, "2026-05-17", 1],
    ["the middle of the first", months, "2026-04-10", 0],
    ["the first day: all that is shown is after it", months, "2026-04-01", null],
    ["before", months, "2025-01-01", null],
    ["the last day of the last", months, "2026-06-30", 2],
    ["after the last", months, "2026-07-01", null],
    ["a day among hours", hours, "2026-06-01", 2],
    ["the day that hours begin within", hours, "2026-05-31", null],
    ["the day after hours", hours, "2026-06-02", null],
    ["an hour", hours, "2026-06-01T01:00:00.000", 3],
    ["no places", axis("day"), "2026-06-01", null],
    ["the year's last week, which ends in the next", axis("week", "2026-12-21", "2026-12-28"), "2027-01-02", 1],
  ])("is, for %s", (_, of, since, place) => {
    expect(changePlace(of, since)).toBe(place);
  });
});
