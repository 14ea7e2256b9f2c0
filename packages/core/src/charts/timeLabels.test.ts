import { describe, expect, it } from "vitest";
import { addDays } from "../civil.ts";
import { monthAt } from "./chartDrawing.fixtures.ts";
import type { TimeAxis } from "./chartInput.ts";
import { timeLabels } from "./timeLabels.ts";

const FONT = { size: 12 };
const months = (count: number): TimeAxis => ({ count, startOf: monthAt, granularity: "month" });
const days = (count: number, first = "2026-01-01"): TimeAxis => ({
  count,
  startOf: (place) => addDays(first, place),
  granularity: "day",
});
/** `2016-01-01T00:00` and on, an hour each. */
function hours(count: number): TimeAxis {
  const startOf = (place: number) => new Date(Date.UTC(2016, 0, 1, place)).toISOString().slice(0, 16);
  return { count, startOf, granularity: "hour" };
}
const texts = (axis: TimeAxis, width: number) => timeLabels(axis, "es", width, FONT).map(({ text }) => text);

describe("timeLabels", () => {
  it("labels every place where there is room, the first with its year where the last is of another", () => {
    expect(texts(months(13), 900)).toEqual("nov 25,dic,ene 26,feb,mar,abr,may,jun,jul,ago,sept,oct,nov".split(","));
  });

  it("leaves labels out until they fit, counted back from the last", () => {
    // `nov 25` takes 3 × 0.58 + 0.33 + 2 × 0.62 em, 39.7 px, and 12 px of air: 5 fit in 300 px, so every third of 13.
    expect(texts(months(13), 300)).toEqual(["nov 25", "feb", "may", "ago", "nov"]);
    expect(texts(months(0), 300)).toEqual([]);
    expect(texts(months(1), 10)).toEqual(["nov"]);
  });

  it("counts days back from the last as long as they are less than a month apart", () => {
    expect(texts(days(90, "2026-08-24"), 300).at(-1)).toBe("21 nov");
  });

  it("labels months where days would stand more than a month apart, and then years", () => {
    // 365 days in 300 px: a month is 25 px, its label 40 and 12 of air. Every third, from January.
    const year = timeLabels(days(365), "es", 300, FONT);
    expect(year).toEqual([
      { place: 0, text: "ene 26" },
      { place: 90, text: "abr" },
      { place: 181, text: "jul" },
      { place: 273, text: "oct" },
    ]);
    // 100,000 hours are 11.4 years, 26 px each: a label takes 29.8 and 12 of air, so every second year, the even ones.
    expect(texts(hours(100_000), 300)).toEqual(["2016", "2018", "2020", "2022", "2024", "2026"]);
  });

  it("labels the days of more than a day and a half of hours, and the hours of less", () => {
    expect(texts(hours(72), 600)).toEqual(["1 ene", "2 ene", "3 ene"]);
    expect(texts(hours(24), 300).at(-1)).toBe("23:00");
  });

  it("asks for few starts of many places", () => {
    let asked = 0;
    const axis = hours(100_000);
    timeLabels(
      {
        ...axis,
        startOf: (place) => {
          asked += 1;
          return axis.startOf(place);
        },
      },
      "es",
      1000,
      FONT,
    );
    expect(asked).toBeLessThan(1000);
  });
});
