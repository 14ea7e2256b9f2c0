import { describe, expect, it } from "vitest";
import { bucketStarts } from "./period.ts";
import type { SeriesPoint } from "./planSeries.ts";
import { dayTotals, weekdayHours } from "./weekdayHours.ts";

const BOGOTA = "America/Bogota";

const at = (start: string, value: number | null, partial = false): SeriesPoint => ({
  start: `${start}:00:00.000`,
  value,
  partial,
});

/** Every hour of a range with the value that `valueAt` gives it. */
function hours(range: [string, string], timeZone: string, valueAt: (start: string) => number | null): SeriesPoint[] {
  return bucketStarts(range, "hour", timeZone).map((start) => ({ start, value: valueAt(start), partial: false }));
}

describe("weekdayHours", () => {
  it("has Monday first and means over the weeks there are", () => {
    // 2 and 9 November 2026 are Mondays; Tuesday the 10th comes once.
    const { means, hours: counted } = weekdayHours(
      [at("2026-11-02T09", 10), at("2026-11-09T09", 30), at("2026-11-10T09", 7)],
      BOGOTA,
    );
    expect(means[0]?.[9]).toBe(20);
    expect(counted[0]?.[9]).toBe(2);
    expect(means[1]?.[9]).toBe(7);
    expect(means[2]?.[9]).toBeNull();
    expect(means).toHaveLength(7);
    expect(means[6]).toHaveLength(24);
  });

  it("counts an hour without events between others as 0, and what lies outside the known stretch not at all", () => {
    const { means, hours: counted } = weekdayHours(
      [
        at("2026-11-02T07", null),
        at("2026-11-02T08", 4),
        at("2026-11-02T09", null),
        at("2026-11-02T10", 6),
        at("2026-11-02T11", null),
      ],
      BOGOTA,
    );
    expect(means[0]?.slice(7, 12)).toEqual([null, 4, 0, 6, null]);
    expect(counted[0]?.slice(7, 12)).toEqual([0, 1, 1, 1, 0]);
  });

  it("leaves the running hour out", () => {
    const { means } = weekdayHours([at("2026-11-15T10", 12), at("2026-11-22T10", 3, true)], BOGOTA);
    expect(means[6]?.[10]).toBe(12);
  });

  it("halves an hour that the clock shows twice: on 25 October 2026 Madrid has 2:00 two times", () => {
    // 18 October is a Sunday too: 100 in its one hour, 200 in the two of the 25th. 300 in three hours.
    const points = hours(["2026-10-18", "2026-10-25"], "Europe/Madrid", (start) =>
      start.startsWith("2026-10-25T02") ? 200 : 100,
    );
    const { means, hours: counted } = weekdayHours(points, "Europe/Madrid");
    expect(counted[6]?.slice(1, 4)).toEqual([2, 3, 2]);
    expect(means[6]?.slice(1, 4)).toEqual([100, 100, 100]);
  });

  it("doesn't count an hour that the clock skips: on 29 March 2026 Madrid has no 2:00", () => {
    const points = hours(["2026-03-22", "2026-03-29"], "Europe/Madrid", () => 50);
    const { means, hours: counted } = weekdayHours(points, "Europe/Madrid");
    expect(counted[6]?.slice(1, 4)).toEqual([2, 1, 2]);
    expect(means[6]?.[2]).toBe(50);
  });

  it("has nothing to say of nothing", () => {
    const { means } = weekdayHours([at("2026-11-02T09", null)], BOGOTA);
    expect(means.flat().every((mean) => mean === null)).toBe(true);
  });
});

describe("dayTotals", () => {
  it("sums the hours of each day and marks the running one", () => {
    expect(
      dayTotals([
        at("2026-11-21T22", 5),
        at("2026-11-21T23", null),
        at("2026-11-22T00", 2),
        at("2026-11-22T10", 1, true),
      ]),
    ).toEqual([
      { start: "2026-11-21", value: 5, partial: false },
      { start: "2026-11-22", value: 3, partial: true },
    ]);
  });

  it("has a gap for days before the first event and after the last, 0 for a day without any between", () => {
    expect(
      dayTotals([
        at("2026-11-18T12", null),
        at("2026-11-19T12", 8),
        at("2026-11-20T12", null),
        at("2026-11-21T12", 1),
        at("2026-11-22T12", null),
      ]).map(({ value }) => value),
    ).toEqual([null, 8, 0, 1, null]);
  });
});
