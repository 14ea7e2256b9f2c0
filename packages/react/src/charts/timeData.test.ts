import { describe, expect, it } from "vitest";
import { placeOf, placeWithin, readTimeData, valuesAt } from "./timeData.ts";

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

describe("placeWithin", () => {
  const months = ["2026-09-01", "2026-10-01"];
  const axis = { count: 2, startOf: (place: number) => months[place] ?? "", granularity: "month" as const };

  it.each([
    ["2026-08-31", -1],
    ["2026-09-01", 0],
    ["2026-10-15", 1],
    ["2026-10-31", 1],
    // After what is shown nothing of it has changed.
    ["2026-11-01", -1],
  ])("of %s is %i", (date, place) => expect(placeWithin(axis, date)).toBe(place));

  it("is nowhere where nothing is shown", () => expect(placeWithin({ ...axis, count: 0 }, "2026-09-01")).toBe(-1));
});
