import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wallClock } from "../zone.ts";
import { changedDefinitions, linkVersions } from "./changedDefinitions.ts";
import { pinnedTime } from "./pinnedTime.ts";

describe("the time of a link", () => {
  const bogota = (asOf: string, now: string) =>
    pinnedTime(new Date(asOf), new Date(now), "America/Bogota")?.toISOString();

  it("is the end of its day in the reporting zone", () => {
    // 22 November, 20:00 in Bogotá; its day ends at 05:00 of the 23rd in UTC.
    expect(bogota("2026-11-23T01:00:00Z", "2026-12-03T12:00:00Z")).toBe("2026-11-23T04:59:59.999Z");
  });

  it("is the real one while the day isn't over, and for a day that lies ahead", () => {
    expect(bogota("2026-11-22T15:00:00Z", "2026-11-23T04:59:00Z")).toBeUndefined();
    expect(bogota("2026-11-22T15:00:00Z", "2026-11-23T05:00:00Z")).toBe("2026-11-23T04:59:59.999Z");
    expect(bogota("2027-01-01T00:00:00Z", "2026-11-23T05:00:00Z")).toBeUndefined();
  });

  it("is the last moment of that day in every zone, on days of 23, 24 and 25 hours", () => {
    const zones = [
      "America/Bogota",
      "America/Santiago",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
      "America/New_York",
      "UTC",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date("2025-01-01"), max: new Date("2027-12-31"), noInvalidDate: true }),
        (zone, asOf) => {
          const end = pinnedTime(asOf, new Date("2030-01-01"), zone);
          const { date } = wallClock(asOf, zone);
          expect(end && wallClock(end, zone).date).toBe(date);
          expect(end && wallClock(new Date(end.getTime() + 1), zone).date > date).toBe(true);
        },
      ),
      { seed: 7, numRuns: 100 },
    );
  });
});

describe("definitions since a link was made", () => {
  const kpis = [
    { id: "a", version: 1 },
    { id: "b", version: 3 },
    { id: "renamed", version: 2, aliases: [{ id: "old_name", since: "2026-11-01" }] },
  ];

  it("are carried where they aren't the first", () => {
    expect(linkVersions(kpis)).toEqual({ b: 3, renamed: 2 });
    expect(changedDefinitions(kpis, linkVersions(kpis))).toEqual([]);
  });

  it("are told where another is in force, under the name of today", () => {
    expect(changedDefinitions(kpis, { b: 2, old_name: 2 })).toEqual([{ kpi: "b", from: 2, to: 3 }]);
    expect(changedDefinitions(kpis, { b: 3 })).toEqual([{ kpi: "renamed", from: 1, to: 2 }]);
    expect(changedDefinitions([{ id: "a", version: 2 }], {})).toEqual([{ kpi: "a", from: 1, to: 2 }]);
  });

  it("of KPIs that the reader doesn't see are not", () => {
    expect(changedDefinitions([], { b: 2 })).toEqual([]);
  });
});
