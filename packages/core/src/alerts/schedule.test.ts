import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areAlways, endOfPeriod, instantOf, isDue, momentOfLook, nextSlot, quietUntil } from "./schedule.ts";

const at = (iso: string) => Date.parse(iso);
const BOGOTA = "America/Bogota";
const MADRID = "Europe/Madrid";

describe("seconds", () => {
  const minutely = { everySeconds: 60 };
  test.each([
    ["never looked", null, "2026-11-23T10:00:30Z", true],
    ["the same minute", "2026-11-23T10:00:01Z", "2026-11-23T10:00:59Z", false],
    ["the next minute, though a second later", "2026-11-23T10:00:59Z", "2026-11-23T10:01:00Z", true],
    ["after an hour down: once", "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z", true],
    ["the clock was set back within the minute", "2026-11-23T10:00:59Z", "2026-11-23T10:00:01Z", false],
    [
      "the clock was set back by an hour: it doesn't stand still for it",
      "2026-11-23T10:00:00Z",
      "2026-11-23T09:00:00Z",
      true,
    ],
  ])("%s", (_, last, now, due) => {
    expect(isDue(minutely, last === null ? null : at(last), at(now), BOGOTA)).toBe(due);
  });
});

describe("times of day", () => {
  const eight = { at: ["08:00"], days: [1, 2, 3, 4, 5] };
  // 2026-11-23 is a Monday; Bogotá is 5 h behind UTC.
  test.each([
    ["before it", "2026-11-20T13:00:00Z", "2026-11-23T12:59:59Z", false],
    ["at it", "2026-11-20T13:00:00Z", "2026-11-23T13:00:00Z", true],
    ["done already", "2026-11-23T13:00:00Z", "2026-11-23T20:00:00Z", false],
    ["late by hours, after a restart", "2026-11-20T13:00:00Z", "2026-11-23T20:00:00Z", true],
    ["on a Sunday: Friday's is done", "2026-11-20T13:00:00Z", "2026-11-22T20:00:00Z", false],
  ])("%s", (_, last, now, due) => {
    expect(isDue(eight, at(last), at(now), BOGOTA)).toBe(due);
  });

  test("a time that the clock skips is looked at when the clock goes on, once", () => {
    // Madrid goes from 02:00 to 03:00 on 29 March 2026, at 01:00 UTC.
    const half = { at: ["02:30"] };
    expect(isDue(half, at("2026-03-28T01:30:00Z"), at("2026-03-29T00:59:59Z"), MADRID)).toBe(false);
    expect(isDue(half, at("2026-03-28T01:30:00Z"), at("2026-03-29T01:00:00Z"), MADRID)).toBe(true);
    expect(isDue(half, at("2026-03-29T01:00:00Z"), at("2026-03-29T12:00:00Z"), MADRID)).toBe(false);
  });

  test("a time that the clock shows twice is looked at once", () => {
    // Madrid goes back from 03:00 to 02:00 on 25 October 2026, at 01:00 UTC.
    const half = { at: ["02:30"] };
    expect(instantOf("2026-10-25", "02:30", MADRID)).toBe(at("2026-10-25T00:30:00Z"));
    expect(isDue(half, at("2026-10-24T00:30:00Z"), at("2026-10-25T00:30:00Z"), MADRID)).toBe(true);
    expect(isDue(half, at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z"), MADRID)).toBe(false);
  });
});

describe("the moment that a look counts as", () => {
  const eight = { at: ["08:00"] };
  const yesterday = "2026-11-22T13:00:00Z";
  test.each([
    ["its time of day, seconds later", eight, yesterday, "2026-11-23T13:00:07Z", "2026-11-23T13:00:00Z"],
    ["when it came, hours after it", eight, yesterday, "2026-11-23T16:00:00Z", "2026-11-23T16:00:00Z"],
    ["when it came, once that of the day is done", eight, "2026-11-23T13:00:00Z", ...both("2026-11-23T13:00:30Z")],
    ["when it came, the first time", eight, null, ...both("2026-11-23T13:00:07Z")],
    ["when it came, of so many seconds", { everySeconds: 60 }, yesterday, ...both("2026-11-23T13:00:07Z")],
  ] as const)("%s", (_, schedule, last, now, moment) => {
    expect(momentOfLook(schedule, last === null ? null : at(last), at(now), BOGOTA)).toBe(at(moment));
  });

  function both(now: string): [string, string] {
    return [now, now];
  }
});

test("the next look at times of the day: the first from an instant on, over days that are left out and hours that are skipped", () => {
  const next = (schedule: Parameters<typeof nextSlot>[0], from: string, zone = BOGOTA) =>
    new Date(nextSlot(schedule, at(from), zone) ?? 0).toISOString();
  // Friday, 20 November 2026, after the last of the day; on Monday it is the earlier one, though it is named later.
  const weekdays = { at: ["18:00", "08:00"], days: [1, 2, 3, 4, 5] };
  expect(next(weekdays, "2026-11-20T23:00:00Z")).toBe("2026-11-20T23:00:00.000Z");
  expect(next(weekdays, "2026-11-20T23:00:01Z")).toBe("2026-11-23T13:00:00.000Z");
  expect(next({ at: ["02:30"] }, "2026-03-28T12:00:00Z", MADRID)).toBe("2026-03-29T01:00:00.000Z");
});

test.each<[string, Parameters<typeof endOfPeriod>[0], Parameters<typeof endOfPeriod>[1], string]>([
  ["a day", "2026-11-22", "day", "2026-11-22T23:00:00Z"],
  ["the day that is an hour shorter", "2026-03-29", "day", "2026-03-29T22:00:00Z"],
  ["a month", "2026-10-01", "month", "2026-10-31T23:00:00Z"],
  ["the last hour of a day", "2026-11-22T23:00:00.000", "hour", "2026-11-22T23:00:00Z"],
  ["the hour before the one that is skipped", "2026-03-29T01:00:00.000", "hour", "2026-03-29T01:00:00Z"],
  [
    "the hour that is shown twice, which is one bucket of two",
    "2026-10-25T02:00:00.000",
    "hour",
    "2026-10-25T02:00:00Z",
  ],
])("%s is over in Madrid when the next begins", (_, start, grain, end) => {
  expect(endOfPeriod(start, grain, MADRID)).toBe(at(end));
});

describe("quiet hours", () => {
  const nights = [{ from: "22:00", to: "07:00" }];
  test.each([
    ["at noon", "2026-11-23T17:00:00Z", null],
    ["in the evening, until the next morning", "2026-11-24T03:00:00Z", "2026-11-24T12:00:00Z"],
    ["in the small hours", "2026-11-24T08:00:00Z", "2026-11-24T12:00:00Z"],
    ["when they end", "2026-11-24T12:00:00Z", null],
  ])("%s", (_, now, until) => {
    expect(quietUntil(nights, at(now), BOGOTA)).toBe(until === null ? null : at(until));
  });

  test("a night and a whole Sunday are one stretch", () => {
    const hours = [
      { from: "22:00", to: "07:00" },
      { from: "07:00", to: "22:00", days: [7] },
    ];
    // From Saturday night to Monday morning.
    expect(quietUntil(hours, at("2026-11-22T04:00:00Z"), BOGOTA)).toBe(at("2026-11-23T12:00:00Z"));
  });

  test("the night in which the clock goes on is an hour shorter", () => {
    expect(quietUntil(nights, at("2026-03-28T22:00:00Z"), MADRID)).toBe(at("2026-03-29T05:00:00Z"));
  });

  test("hours that never end give an end all the same", () => {
    const always = [{ from: "00:00", to: "00:00" }];
    expect(areAlways(always)).toBe(true);
    expect(areAlways([{ from: "00:00", to: "00:00", days: [1, 2, 3, 4, 5, 6] }])).toBe(false);
    expect(quietUntil(always, at("2026-11-23T17:00:00Z"), BOGOTA)).toBeGreaterThan(at("2026-11-30T00:00:00Z"));
  });
});

describe("whatever turns come when", () => {
  const DAY = 86_400_000;
  // Both changes of the clock in Madrid, and the days about them.
  const anyStart = fc.constantFrom(at("2026-03-27T12:00:00Z"), at("2026-10-23T12:00:00Z"));
  const anyTimes = fc.uniqueArray(
    fc.constantFrom("00:00", "01:59", "02:00", "02:30", "02:59", "03:00", "08:00", "23:59"),
    { minLength: 1, maxLength: 3 },
  );
  const anyTurns = fc.array(fc.integer({ min: 1, max: 240 }), { minLength: 100, maxLength: 200 });

  test("each time of each day is looked at once: no turn is without its time, no time that has a turn of its own is left out", () => {
    fc.assert(
      fc.property(anyStart, anyTimes, anyTurns, (start, times, minutes) => {
        const wanted = Array.from({ length: 30 }, (_, index) =>
          new Date(start + index * DAY).toISOString().slice(0, 10),
        )
          .flatMap((date) => times.map((time) => instantOf(date, time, MADRID)))
          .sort((one, other) => one - other);
        let [last, now] = [start, start];
        for (const minute of minutes) {
          now += minute * 60_000;
          const due = wanted.some((slot) => slot > last && slot <= now);
          expect(isDue({ at: times }, last, now, MADRID)).toBe(due);
          if (due) last = now;
        }
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  test("quiet hours end when none hold any more", () => {
    const anyHours = fc.array(
      fc.record({
        from: fc.constantFrom("00:00", "02:30", "12:00", "22:00"),
        to: fc.constantFrom("01:00", "03:00", "07:00", "13:00"),
        days: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), { nil: undefined }),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(anyStart, fc.nat(4 * 1440), anyHours, (start, minute, hours) => {
        const until = quietUntil(hours, start + minute * 60_000, MADRID);
        if (until === null || areAlways(hours)) return;
        expect(until).toBeGreaterThan(start + minute * 60_000);
        expect(quietUntil(hours, until, MADRID)).toBeNull();
        expect(quietUntil(hours, until - 60_000, MADRID)).toBe(until);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});
