import { expect, test } from "vitest";
import { DAY, HOUR, makeCalendar } from "./days.ts";

test("covers whole months before the running one, in the zone's own days", () => {
  // 03:00 UTC on the first is still the last of February in Bogotá (UTC-5).
  const calendar = makeCalendar({ now: new Date("2026-03-01T03:00:00Z"), months: 2, timeZone: "America/Bogota" });
  expect(calendar.days[0]).toEqual({
    date: "2025-12-01",
    start: Date.parse("2025-12-01T05:00:00Z"),
    weekday: 0,
    month: 0,
  });
  expect(calendar.days.at(-1)).toMatchObject({ date: "2026-02-28", weekday: 5, month: 2 });
  expect(calendar.monthStarts.map((at) => new Date(at).toISOString().slice(0, 10))).toEqual([
    "2025-12-01",
    "2026-01-01",
    "2026-02-01",
  ]);
});

test("days around a change of clocks begin at the zone's midnight", () => {
  const calendar = makeCalendar({ now: new Date("2026-04-02T12:00:00Z"), months: 1, timeZone: "Europe/Madrid" });
  const start = (date: string) => calendar.days.find((day) => day.date === date)?.start ?? Number.NaN;
  // Summer time began on Sunday 29 March 2026: that day has 23 hours.
  expect(start("2026-03-30") - start("2026-03-29")).toBe(23 * HOUR);
  expect(start("2026-03-29") - start("2026-03-28")).toBe(DAY);
  for (const [index, day] of calendar.days.entries()) {
    expect(calendar.dayIndex(day.start)).toBe(index);
    expect(calendar.dayIndex(day.start - 1)).toBe(Math.max(index - 1, 0));
  }
});
