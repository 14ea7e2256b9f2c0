import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await data.setNow("2026-03-10 15:30:00");
  await outages(data);
  await wholePlatform(data);
  await changesOfClock(data);
  await repairs(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

const RUN = ["flow_run_id", "flow_id", "started_at"];
const INCIDENT = ["incident_id", "flow_id", "opened_at", "resolved_at", "is_maintenance", "_deleted"];

/*
 * Days in UTC. Flow a, in service since 1 March; its 2 March:
 *   1  01:00-03:00              7200
 *   2  01:30-02:00 inside 1        0
 *   3  02:30-03:30 overlaps 1   1800 more
 *   4  03:30-04:00 touches 3    1800
 *   5  the same as 4               0
 *   6  05:00-05:00                 0
 *   7  07:00-06:00, inverted       0
 *   8  10:00-12:00              3600, its second hour is in maintenance
 *   9  11:00-13:00 maintenance  7200 out of service
 *   10 15:00-20:00 deleted
 * Down 14400 of 86400 - 7200 = 79200: uptime 1 - 2/11 = 9/11.
 * Flow b, since 2 March 12:00, never down: 43200 that day. Both: 1 - 14400 / 122400 = 15/17.
 * Flow c, since 1 February: 11 from 28 February 22:00 to 1 March 02:00, two hours on each side of the month's end.
 * Flow m, since 4 March: 12, the whole of 5 March in maintenance.
 * Flow w, since its run on 3 March 06:00, though 13 was open from 00:00 to 12:00: 6 of 18 hours.
 * Now is 10 March 15:30. Flow d, since 12:00: 14 open since 15:00, 1800 of 12600. Flow e, since 14:30: 15 from 15:00, resolved
 * tomorrow by a wrong clock: 1800 of 3600; 16 opens tomorrow.
 */
async function outages({ insert }: ModelWarehouse): Promise<void> {
  await insert("lines", "flow_runs", RUN, [
    ["1", "a", "2026-03-01 00:00"],
    ["2", "a", "2026-03-05 00:00"],
    ["3", "b", "2026-03-02 12:00"],
    ["4", "c", "2026-02-01 00:00"],
    ["5", "m", "2026-03-04 00:00"],
    ["6", "w", "2026-03-03 06:00"],
    ["7", "d", "2026-03-10 12:00"],
    ["8", "e", "2026-03-10 14:30"],
  ]);
  await insert("lines", "incidents", INCIDENT, [
    ["1", "a", "2026-03-02 01:00", "2026-03-02 03:00", false, false],
    ["2", "a", "2026-03-02 01:30", "2026-03-02 02:00", false, false],
    ["3", "a", "2026-03-02 02:30", "2026-03-02 03:30", false, false],
    ["4", "a", "2026-03-02 03:30", "2026-03-02 04:00", false, false],
    ["5", "a", "2026-03-02 03:30", "2026-03-02 04:00", null, false],
    ["6", "a", "2026-03-02 05:00", "2026-03-02 05:00", false, false],
    ["7", "a", "2026-03-02 07:00", "2026-03-02 06:00", false, false],
    ["8", "a", "2026-03-02 10:00", "2026-03-02 12:00", false, false],
    ["9", "a", "2026-03-02 11:00", "2026-03-02 13:00", true, false],
    ["10", "a", "2026-03-02 15:00", "2026-03-02 20:00", false, true],
    ["11", "c", "2026-02-28 22:00", "2026-03-01 02:00", false, false],
    ["12", "m", "2026-03-05 00:00", "2026-03-06 00:00", true, false],
    ["13", "w", "2026-03-03 00:00", "2026-03-03 12:00", false, false],
    ["14", "d", "2026-03-10 15:00", null, false, false],
    ["15", "e", "2026-03-10 15:00", "2026-03-11 00:00", false, false],
    ["16", "e", "2026-03-11 00:00", null, false, false],
  ]);
}

/*
 * 2 March in UTC. Flows x and y, since 1 March; an incident of no flow from 00:00 to 06:00 stops both: 18 of 24 hours.
 * Flow z, which only an incident from 12:00 to 18:00 knows: in service since 12:00, 6 of 12 hours.
 * All: down 6 + 6 + 6 of 24 + 24 + 12 hours: 1 - 18/60 = 0.7.
 */
async function wholePlatform({ insert }: ModelWarehouse): Promise<void> {
  await insert("platform", "flow_runs", RUN, [
    ["1", "x", "2026-03-01 00:00"],
    ["2", "y", "2026-03-01 00:00"],
  ]);
  await insert("platform", "incidents", INCIDENT, [
    ["1", null, "2026-03-02 00:00", "2026-03-02 06:00", false, false],
    ["2", "z", "2026-03-02 12:00", "2026-03-02 18:00", false, false],
  ]);
}

/*
 * Santiago: 5 April 2025 had 25 hours (03:00 UTC to 04:00 UTC of the 6th), and 23:30 to 23:30 was an hour. 7 September had 23
 * (04:00 UTC to 03:00 UTC of the 8th): down for its first 8280 seconds, a tenth of 82800.
 */
async function changesOfClock({ insert }: ModelWarehouse): Promise<void> {
  await insert("dst", "flow_runs", RUN, [["1", "s", "2025-01-01 00:00"]]);
  await insert("dst", "incidents", INCIDENT, [
    ["1", "s", "2025-04-06 02:30", "2025-04-06 03:30", false, false],
    ["2", "s", "2025-09-07 04:00", "2025-09-07 06:18", false, false],
  ]);
}

/*
 * Resolved in March (UTC), maintenance aside: 1 (3600 s, opened in February), 2 (1200), 3 (7200), 6 (inverted, has no time) and 8 (0).
 * Mean 12000 ÷ 4 = 3000, median between 1200 and 3600: 2400. Flow a: 3600, 1200, 0: mean 1600, median 1200. Flow b: 7200.
 * Opened in March: 2, 3, 5 (still open), 6, 8. In Bogota, 1 was resolved on 28 February at 19:30.
 */
async function repairs({ insert }: ModelWarehouse): Promise<void> {
  const columns = [...INCIDENT, "severity"];
  await insert("repair", "incidents", columns, [
    ["1", "a", "2026-02-28 23:30", "2026-03-01 00:30", false, false, "minor"],
    ["2", "a", "2026-03-02 10:00", "2026-03-02 10:20", false, false, "major"],
    ["3", "b", "2026-03-02 10:00", "2026-03-02 12:00", false, false, "major"],
    ["4", "b", "2026-03-03 10:00", "2026-03-03 15:00", true, false, "minor"],
    ["5", "b", "2026-03-04 10:00", null, false, false, "critical"],
    ["6", "b", "2026-03-05 10:00", "2026-03-05 09:00", false, false, "minor"],
    ["7", "b", "2026-03-05 10:00", "2026-03-05 19:00", false, true, "minor"],
    ["8", "a", "2026-03-06 10:00", "2026-03-06 10:00", null, false, "minor"],
  ]);
}

const UPTIME = ["technical.flow_uptime", "technical.seconds_in_service", "technical.seconds_down"];

function uptime(tenant: string, dateRange: [string, string], more: object = {}) {
  return cube.rows(
    {
      measures: UPTIME,
      timeDimensions: [{ dimension: "technical.uptime_date", dateRange }],
      timezone: "UTC",
      ...more,
    },
    claims(tenant, ["devops"]),
  );
}

const ofFlow = (flow: string) => ({
  filters: [{ member: "technical.flow", operator: "equals" as const, values: [flow] }],
});

describe("uptime", () => {
  it("merges what overlaps, nests, touches or repeats, and leaves maintenance out of both sides", async () => {
    expect(await uptime("lines", ["2026-03-02", "2026-03-02"], ofFlow("a"))).toEqual([
      { flow_uptime: expect.closeTo(9 / 11, 12), seconds_in_service: 79_200, seconds_down: 14_400 },
    ]);
  });

  it("takes each flow from its first run on, and all flows by their time", async () => {
    const both = { filters: [{ member: "technical.flow", operator: "equals" as const, values: ["a", "b"] }] };
    expect(await uptime("lines", ["2026-03-02", "2026-03-02"], both)).toEqual([
      { flow_uptime: expect.closeTo(15 / 17, 12), seconds_in_service: 122_400, seconds_down: 14_400 },
    ]);
    expect(await uptime("lines", ["2026-03-01", "2026-03-01"], ofFlow("b"))).toEqual([
      { flow_uptime: null, seconds_in_service: null, seconds_down: null },
    ]);
    expect(await uptime("lines", ["2026-03-03", "2026-03-03"], ofFlow("w"))).toMatchObject([
      { flow_uptime: expect.closeTo(2 / 3, 12), seconds_in_service: 64_800 },
    ]);
  });

  it("cuts an incident over midnight at the month's end", async () => {
    expect(await uptime("lines", ["2026-02-01", "2026-02-28"], ofFlow("c"))).toEqual([
      { flow_uptime: expect.closeTo(1 - 2 / 672, 12), seconds_in_service: 2_419_200, seconds_down: 7200 },
    ]);
    expect(await uptime("lines", ["2026-03-01", "2026-03-01"], ofFlow("c"))).toMatchObject([{ seconds_down: 7200 }]);
  });

  it("has no value where all was maintenance", async () => {
    expect(await uptime("lines", ["2026-03-05", "2026-03-05"], ofFlow("m"))).toEqual([
      { flow_uptime: null, seconds_in_service: 0, seconds_down: 0 },
    ]);
  });

  it("counts until now, what is unresolved or resolved ahead of time too", async () => {
    expect(await uptime("lines", ["2026-03-10", "2026-03-31"], ofFlow("d"))).toEqual([
      { flow_uptime: expect.closeTo(6 / 7, 12), seconds_in_service: 12_600, seconds_down: 1800 },
    ]);
    expect(await uptime("lines", ["2026-03-01", "2026-03-31"], ofFlow("e"))).toMatchObject([
      { flow_uptime: 0.5, seconds_in_service: 3600 },
    ]);
  });

  it("lets an incident of no flow stop all of them", async () => {
    const day: [string, string] = ["2026-03-02", "2026-03-02"];
    expect(await uptime("platform", day)).toMatchObject([{ flow_uptime: expect.closeTo(0.7, 12) }]);
    const byFlow = { dimensions: ["technical.flow"], order: [["technical.flow", "asc"]] };
    expect(await uptime("platform", day, byFlow)).toMatchObject([
      { flow: "x", flow_uptime: 0.75 },
      { flow: "y", flow_uptime: 0.75 },
      { flow: "z", flow_uptime: 0.5 },
    ]);
  });

  it.each([
    ["America/Santiago", "2025-04-05", 25, 3600],
    ["America/Santiago", "2025-04-06", 24, 0],
    ["America/Santiago", "2025-09-07", 23, 8280],
    ["America/Santiago", "2025-09-06", 24, 0],
    ["America/New_York", "2025-03-09", 23, 0],
    ["America/New_York", "2025-11-02", 25, 0],
    ["America/Bogota", "2025-04-05", 24, 3600],
    // Half an hour off, and half an hour of daylight saving.
    ["Asia/Kolkata", "2025-04-06", 24, 3600],
    ["Australia/Lord_Howe", "2025-04-06", 24.5, 3600],
  ])("in %s, %s has %d hours", async (timezone, day, hours, down) => {
    const expected = {
      flow_uptime: expect.closeTo(1 - down / (hours * 3600), 12),
      seconds_in_service: hours * 3600,
      seconds_down: down,
    };
    expect(await uptime("dst", [day, day], { timezone })).toEqual([expected]);
    const month: [string, string] = [`${day.slice(0, 7)}-01`, `${day.slice(0, 7)}-30`];
    const days = await uptime("dst", month, {
      timezone,
      timeDimensions: [{ dimension: "technical.uptime_date", dateRange: month, granularity: "day" }],
    });
    expect(days.filter((row) => row["uptime_date.day"] === day)).toMatchObject([expected]);
  });

  it.each(["America/Santiago", "America/New_York", "Asia/Kathmandu"])(
    "by hour and by day add up to the month in %s",
    async (timezone) => {
      const sums = async (month: [string, string], granularity: "hour" | "day" | "month") => {
        const rows = await uptime("dst", month, {
          timezone,
          timeDimensions: [{ dimension: "technical.uptime_date", dateRange: month, granularity }],
        });
        const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
        return { rows: rows.length, inService: sum("seconds_in_service"), down: sum("seconds_down") };
      };
      const september: [string, string] = ["2025-09-01", "2025-09-30"];
      const whole = await sums(september, "month");
      // Santiago's September is an hour short.
      const expected = { inService: 30 * 86_400 - (timezone === "America/Santiago" ? 3600 : 0), down: 8280 };
      expect(whole).toEqual({ rows: 1, ...expected });
      expect(await sums(september, "day")).toEqual({ rows: 30, ...expected });
      expect(await sums(september, "hour")).toMatchObject(expected);
    },
  );

  it.each([
    ["22", 3600, 0],
    ["23", 7200, 3600],
  ])("counts the hour that comes twice as two: %s h has %d s", async (hour, seconds, down) => {
    const range: [string, string] = [`2025-04-05T${hour}:00:00.000`, `2025-04-05T${hour}:59:59.999`];
    expect(await uptime("dst", range, { timezone: "America/Santiago" })).toMatchObject([
      { seconds_in_service: seconds, seconds_down: down },
    ]);
  });
});

describe("incidents", () => {
  const march: [string, string] = ["2026-03-01", "2026-03-31"];
  const REPAIR = ["mttr", "mttr_median", "incidents_resolved"].map((name) => `technical.${name}`);
  const resolved = (more: object = {}, dateRange = march) =>
    cube.rows(
      {
        measures: REPAIR,
        timeDimensions: [{ dimension: "technical.resolved_date", dateRange }],
        timezone: "UTC",
        ...more,
      },
      claims("repair", ["devops"]),
    );

  it("take from opening to resolution, those resolved in the period, without maintenance", async () => {
    expect(await resolved()).toEqual([{ mttr: 3000, mttr_median: 2400, incidents_resolved: 5 }]);
    expect(await resolved({}, ["2026-02-01", "2026-02-28"])).toEqual([
      { mttr: null, mttr_median: null, incidents_resolved: null },
    ]);
  });

  it("differ by flow and by severity", async () => {
    expect(await resolved({ dimensions: ["technical.flow"], order: [["technical.flow", "asc"]] })).toEqual([
      { flow: "a", mttr: 1600, mttr_median: 1200, incidents_resolved: 3 },
      { flow: "b", mttr: 7200, mttr_median: 7200, incidents_resolved: 2 },
    ]);
    const bySeverity = { dimensions: ["technical.incident_severity"], order: [["technical.incident_severity", "asc"]] };
    expect(await resolved(bySeverity)).toEqual([
      { incident_severity: "major", mttr: 4200, mttr_median: 4200, incidents_resolved: 2 },
      { incident_severity: "minor", mttr: 1800, mttr_median: 1800, incidents_resolved: 3 },
    ]);
  });

  it("count where they were opened, resolved or not", async () => {
    const opened = (dateRange: [string, string]) =>
      cube.rows(
        {
          measures: ["technical.incidents_opened"],
          timeDimensions: [{ dimension: "technical.opened_date", dateRange }],
          timezone: "UTC",
        },
        claims("repair", ["devops"]),
      );
    expect(await opened(march)).toEqual([{ incidents_opened: 5 }]);
    expect(await opened(["2026-02-28", "2026-02-28"])).toEqual([{ incidents_opened: 1 }]);
  });

  it("are resolved on the day of the reporting zone", async () => {
    const bogota = { timezone: "America/Bogota" };
    expect(await resolved(bogota, ["2026-02-28", "2026-02-28"])).toMatchObject([{ mttr: 3600, incidents_resolved: 1 }]);
  });
});
