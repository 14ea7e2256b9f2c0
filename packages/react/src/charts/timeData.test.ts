import type { Granularity } from "@northstar/core";
import { describe, expect, it } from "vitest";
import { crossedMarks, placeOf, readTimeData, valuesAt } from "./timeData.ts";

const POINTS = [
  { start: "2026-10-01", value: 1, partial: false },
  { start: "2026-11-01", value: null, partial: true },
];

describe("readTimeData", () => {
  it("reads points and columns alike", () => {
    const points = readTimeData({ granularity: "month", series: [{ id: "a", title: "A", points: POINTS }] });
    const columns = readTimeData({
      granularity: "month",
      starts: ["2026-10-01", "2026-11-01"],
      isLastPartial: true,
      series: [{ id: "a", title: "A", values: Float64Array.of(1, Number.NaN) }],
    });
    for (const data of [points, columns]) {
      expect([0, 1].map(data.axis.startOf)).toEqual(["2026-10-01", "2026-11-01"]);
      expect(data.axis.count).toBe(2);
      expect(data.partialLast).toBe(true);
      expect([0, 1].map((place) => valuesAt(data, place))).toEqual([[1], [null]]);
    }
  });

  it("counts starts from the first, as many as there are values, and doesn't copy these", () => {
    const values = new Float64Array(100_000);
    const data = readTimeData({
      granularity: "hour",
      starts: { first: "2026-11-22T22:00" },
      series: [{ id: "a", title: "A", values }],
    });
    expect(data.axis.count).toBe(100_000);
    expect(data.axis.startOf(3)).toBe("2026-11-23T01:00");
    expect(data.series[0]?.values).toBe(values);
  });

  it("gives each series its own colour, grey, or that of its place", () => {
    const { series } = readTimeData({
      granularity: "month",
      series: [
        { id: "a", title: "A", points: POINTS },
        { id: "b", title: "B", points: POINTS, isNeutral: true },
        { id: "c", title: "C", points: POINTS, colour: "red" },
      ],
    });
    expect(series.map(({ colour }) => colour)).toEqual(["var(--ns-category-1)", "var(--ns-neutral-mark)", "red"]);
  });
});

describe("placeOf", () => {
  it("finds the place that starts then, not the one before or after", () => {
    const { axis } = readTimeData({ granularity: "month", series: [{ id: "a", title: "A", points: POINTS }] });
    expect(placeOf(axis, "2026-11-01")).toBe(1);
    expect(placeOf(axis, "2026-10-15")).toBeNull();
    expect(placeOf(axis, null)).toBeNull();
  });
});

describe("crossedMarks", () => {
  const axis = (granularity: Granularity, ...starts: string[]) =>
    readTimeData({ granularity, starts, series: [{ id: "a", title: "A", values: starts.map(() => 1) }] }).axis;
  const months = axis("month", "2026-04-01", "2026-05-01", "2026-06-01");
  const hours = axis(
    "hour",
    "2026-05-31T22:00:00.000",
    "2026-05-31T23:00:00.000",
    "2026-06-01T00:00:00.000",
    "2026-06-01T01:00:00.000",
  );

  it.each<[string, typeof months, string, number | null]>([
    ["the start of a place", months, "2026-05-01", 1],
    ["the middle of one", months, "2026-05-17", 1],
    ["the middle of the first", months, "2026-04-10", 0],
    ["the first day: all that is shown is after it", months, "2026-04-01", null],
    ["a day before", months, "2025-01-01", null],
    ["the last day of the last", months, "2026-06-30", 2],
    ["a day after the last", months, "2026-07-01", null],
    ["a day among hours", hours, "2026-06-01", 2],
    ["the day that hours begin within", hours, "2026-05-31", null],
    ["the day after hours", hours, "2026-06-02", null],
    ["an hour", hours, "2026-06-01T01:00:00.000", 3],
    ["no places", axis("day"), "2026-06-01", null],
    ["the year's last week, which ends in the next", axis("week", "2026-12-21", "2026-12-28"), "2027-01-02", 1],
  ])("takes %s to its place", (_, of, start, place) => {
    expect(crossedMarks(of, [{ start, label: "v2" }])).toEqual(place === null ? [] : [{ place, label: "v2" }]);
  });

  it("has those of one place as one, in the order of places", () => {
    const marks = ["2026-06-20", "2026-05-03", "2026-05-20"].map((start) => ({ start, label: start }));
    expect(crossedMarks(months, marks)).toEqual([
      { place: 1, label: "2026-05-03; 2026-05-20" },
      { place: 2, label: "2026-06-20" },
    ]);
  });
});
