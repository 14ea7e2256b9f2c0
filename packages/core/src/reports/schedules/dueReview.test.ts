import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoWeekday } from "../../alerts/schedule.ts";
import { wallClock } from "../../zone.ts";
import { PACK_KINDS } from "../types.ts";
import { dueReview, nextReview, reviewSlot, unsettledSources } from "./dueReview.ts";
import type { PackScheduleWhen } from "./types.ts";

const BOGOTA = "America/Bogota";
const mondays: PackScheduleWhen = { on: "weekday", weekday: 1, time: "08:00", timeZone: BOGOTA };
const firstDay: PackScheduleWhen = { on: "working_day", nth: 1, time: "07:30", timeZone: BOGOTA };
const ms = (time: string) => Date.parse(time);

describe("when a review is due", () => {
  it("on Mondays at 8: last week's, from that minute on", () => {
    const weekly = { kind: "wbr", when: mondays } as const;
    const due = (now: string) => dueReview(weekly, 0, ms(now), BOGOTA)?.period.name;
    expect(due("2026-11-23T12:59:59Z")).toBe("2026-W46");
    expect(due("2026-11-23T13:00:00Z")).toBe("2026-W47");
    expect(due("2026-11-29T23:00:00Z")).toBe("2026-W47");
    expect(nextReview(weekly, ms("2026-11-23T13:00:00Z"), BOGOTA)).toMatchObject({
      period: { name: "2026-W48" },
      at: ms("2026-11-30T13:00:00Z"),
    });
  });

  it("on the first working day of a month, which may be the third day of it", () => {
    // The first of August 2026 is a Saturday; that of November a Sunday.
    const monthly = { kind: "mbr", when: firstDay } as const;
    const at = (now: string) => new Date(nextReview(monthly, ms(now), BOGOTA).at).toISOString();
    expect(at("2026-07-31T12:00:00Z")).toBe("2026-08-03T12:30:00.000Z");
    expect(at("2026-10-31T12:00:00Z")).toBe("2026-11-02T12:30:00.000Z");
    expect(at("2026-11-01T12:00:00Z")).toBe("2026-11-02T12:30:00.000Z");
  });

  it("at ends of months, years and in leap years", () => {
    const due = (kind: "mbr" | "qbr", now: string) =>
      dueReview({ kind, when: { ...firstDay, time: "00:00" } }, 0, ms(now), BOGOTA)?.period.end;
    expect(due("mbr", "2028-03-01T05:00:00Z")).toBe("2028-02-29");
    expect(due("mbr", "2027-03-01T05:00:00Z")).toBe("2027-02-28");
    expect(due("qbr", "2027-01-01T05:00:00Z")).toBe("2026-12-31");
    expect(due("qbr", "2027-01-01T04:59:00Z")).toBe("2026-09-30");
  });

  it("by the wall clock, also where daylight saving skips its time or has it twice", () => {
    const at = (when: Partial<PackScheduleWhen>, now: string) =>
      new Date(
        nextReview(
          { kind: "wbr", when: { ...mondays, weekday: 7, timeZone: "America/New_York", ...when } as PackScheduleWhen },
          ms(now),
          "America/New_York",
        ).at,
      ).toISOString();
    // 2:30 isn't there on 8 March 2026, and 1:30 twice on 1 November.
    expect(at({ time: "02:30" }, "2026-03-03T12:00:00Z")).toBe("2026-03-08T07:00:00.000Z");
    expect(at({ time: "01:30" }, "2026-10-27T12:00:00Z")).toBe("2026-11-01T05:30:00.000Z");
    expect(at({ time: "08:00" }, "2026-10-27T12:00:00Z")).toBe("2026-11-01T13:00:00.000Z");
  });

  it("never before its period is over where the reports are, though the reader's Monday began", () => {
    const tokyo = { ...mondays, time: "00:00", timeZone: "Asia/Tokyo" };
    const [period] = [{ kind: "wbr", name: "2026-W47", start: "2026-11-16", end: "2026-11-22" } as const];
    expect(reviewSlot(tokyo, period, BOGOTA)).toBe(ms("2026-11-23T05:00:00Z"));
  });

  it("once it began: what was due before isn't made up for", () => {
    const weekly = { kind: "wbr", when: mondays } as const;
    const now = ms("2026-11-24T12:00:00Z");
    expect(dueReview(weekly, ms("2026-11-23T13:00:01Z"), now, BOGOTA)).toBeNull();
    expect(dueReview(weekly, ms("2026-11-23T13:00:00Z"), now, BOGOTA)?.period.name).toBe("2026-W47");
  });

  it("has one time for each period, at the day and the hour of its zone, and what comes next is due when it comes", () => {
    const zones = fc.constantFrom(BOGOTA, "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Apia");
    const day = fc.oneof(
      fc.record({ on: fc.constant("weekday" as const), weekday: fc.integer({ min: 1, max: 7 }) }),
      fc.record({ on: fc.constant("working_day" as const), nth: fc.integer({ min: 1, max: 5 }) }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...PACK_KINDS),
        day,
        // Between gaps of daylight saving, so that the hour is shown.
        fc.integer({ min: 4, max: 22 }),
        zones,
        zones,
        fc.integer({ min: ms("2020-01-01"), max: ms("2035-01-01") }),
        (kind, on, hour, timeZone, reportZone, now) => {
          const when = { ...on, time: `${String(hour).padStart(2, "0")}:00`, timeZone } as PackScheduleWhen;
          const next = nextReview({ kind, when }, now, reportZone);
          expect(next.at).toBeGreaterThan(now);
          expect(dueReview({ kind, when }, 0, next.at, reportZone)).toEqual(next);
          const before = dueReview({ kind, when }, 0, next.at - 1, reportZone);
          expect(before?.at).toBeLessThanOrEqual(now);
          expect(before?.period.end.localeCompare(next.period.start)).toBe(-1);
          const shown = wallClock(new Date(next.at), timeZone);
          if (timeZone !== reportZone) return;
          expect(shown.hour).toBe(hour);
          if (when.on === "weekday") expect(isoWeekday(shown.date)).toBe(when.weekday);
          else expect(isoWeekday(shown.date)).toBeLessThanOrEqual(5);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("sources that a review waits for", () => {
  it("are those not loaded up to its period's end, but for those that never were", () => {
    const period = { kind: "mbr", name: "2026-10", start: "2026-10-01", end: "2026-10-31" } as const;
    const source = (name: string, status: "fresh" | "late" | "never", event: string | null, loaded: string | null) => ({
      source: name,
      status,
      lastEventAt: event,
      lastLoadedAt: loaded,
      sloSeconds: 3600,
      lagSeconds: 0,
    });
    const report = {
      now: "2026-11-01T06:00:00Z",
      sources: [
        source("crm", "fresh", "2026-11-01T05:00:00Z", "2026-11-01T05:10:00Z"),
        source("ga4", "late", "2026-11-01T04:59:59Z", "2026-11-01T05:10:00Z"),
        source("email", "fresh", "2026-10-31T12:00:00Z", "2026-11-01T05:10:00Z"),
        source("ops", "fresh", "2026-10-31T12:00:00Z", "2026-11-01T04:00:00Z"),
        source("sponsorship", "never", null, null),
      ],
    };
    expect(unsettledSources(report, period, BOGOTA)).toEqual(["ga4", "ops"]);
  });
});
