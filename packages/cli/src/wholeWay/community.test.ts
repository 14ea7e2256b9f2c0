import type { Query, Row } from "@northstar/core";
import { ingestFiles, ingestPayload } from "@northstar/ingest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMUNITY_FILES, type WireFile } from "./communityFiles.ts";
import { openWholeWay, type WholeWay } from "./openWholeWay.ts";

/*
 * Bogota is UTC-5 all year. Times below are Bogota's.
 *
 * ana    101 CO google      registered 10 Jan 10:00; browser "ana" since her log-in at 10:01
 * beto   102 CO newsletter  31 Jan 22:00 (1 Feb in UTC); browser "beto" known from the CRM
 * carla  103 MX google      1 Feb 00:00:00; browser "carla" since her log-in in that second
 * dario  104 PE             14 Feb; invited by ana, which the CRM and the referrals say both
 * elena  105 EC             20 Jan, the older date of 105 and 106, merged in February
 * fabio  107 CO             25 Feb; "invited" by himself
 * gina   109 CO             5 Mar; invited by beto, then by ana
 * 108 was archived.
 *
 * Activity
 *   Jan  ana: log-in (12 s), plays C1 31 Jan 18:00, C2 31 Jan 23:30 (1 Feb in UTC)
 *        elena: session of 10.001 s on the 25th in a browser that is hers since the 20th
 *        not: sessions before the browser was known (ana 11 s, carla 20 s, elena 15 s on 1 Jan), beto's 9.999 s, "anon"
 *   Feb  ana: invites dario (10th); beto: play C4 of 30 s (20th), invites gina (28 Feb 21:00, March in UTC); not his C3, 29 s
 *        carla: log-in of 10.000 s (1st), webinar C5 (9 Feb 19:00), WhatsApp answer (10 Feb 09:00)
 *        elena: C6 (15th), told under the merged 106; not: fabio, who invited himself; carla's message delivered
 *   Mar  ana: invites gina (2nd), GA4 play (11th 10:00); carla: invites somebody (31 Mar 18:30); dario: invites ana (10th)
 *        elena: C7 (20th); gina: webinar C9 (6th); not: C8, nobody's
 *   Apr  elena: clicks (30 Apr 23:00, May in UTC), known by the address of the merged 106; fabio clicks (12th); gina clicks (15th)
 *        not: machines (carla's open, ana's click on the 10th, dario's click on the 30th), ana's opening
 *   May  dario clicks (2nd), carla answers by her business-scoped id (3rd)
 */
const WHOLE: [string, string] = ["2025-01-01", "2025-05-31"];

/** One row a month (`2025-01`), without the columns of time. */
const monthly = (view: string, dimension: string, measures: readonly string[], dateRange = WHOLE): Query => ({
  measures: measures.map((name) => `${view}.${name}`),
  timeDimensions: [{ dimension: `${view}.${dimension}`, granularity: "month", dateRange }],
});

const COMMUNITY = [
  "active_professionals",
  "new_registrations",
  "invitations",
  "referred_registrations",
  "k_factor",
  "plays",
  "content_minutes",
];
const RETENTION = ["retention_30_people", "retention_30", "retention_60", "retention_90", "tav_people", "tav"] as const;

function byMonth(rows: readonly Row[] | undefined, dimension: string): Record<string, Row> {
  return Object.fromEntries(
    (rows ?? []).map(({ [dimension]: day, ...measures }) => [
      String(day).slice(0, 7),
      Object.fromEntries(Object.entries(measures).map(([name, cell]) => [name, rounded(cell)])),
    ]),
  );
}

/** To six digits: fractions are written so below. */
function rounded(cell: Row[string]): Row[string] {
  return typeof cell === "number" ? Math.round(cell * 1e6) / 1e6 : cell;
}

const WEBHOOKS: ReadonlySet<string> = new Set(["sendgrid", "mailgun", "brevo", "whatsapp"]);

let way: WholeWay;

async function load(files: readonly WireFile[]): Promise<void> {
  for (const { source, name, text } of files) {
    await ingestFiles(way.platform.warehouse, source, [way.file(name, text)]);
  }
}

/** The numbers that hold in whatever order, and however often, the files came. */
function holds(): void {
  test("the community, month by month", async () => {
    const [rows] = await way.ask([monthly("executive", "date", COMMUNITY)]);
    expect(byMonth(rows, "date")).toEqual({
      // 600 + 900 s
      "2025-01": {
        active_professionals: 2,
        new_registrations: 3,
        invitations: 0,
        referred_registrations: 0,
        k_factor: 0,
        plays: 2,
        content_minutes: 25,
      },
      // R1, R2; dario of four; 29 + 30 + 0 + 120 s
      "2025-02": {
        active_professionals: 4,
        new_registrations: 3,
        invitations: 2,
        referred_registrations: 1,
        k_factor: 0.25,
        plays: 4,
        content_minutes: 2.983333,
      },
      // R3, R5, R6; gina once, not ana, who was there already; 300 + 60 + 1800 + 240 s
      "2025-03": {
        active_professionals: 5,
        new_registrations: 1,
        invitations: 3,
        referred_registrations: 1,
        k_factor: 0.2,
        plays: 4,
        content_minutes: 40,
      },
      "2025-04": {
        active_professionals: 3,
        new_registrations: 0,
        invitations: 0,
        referred_registrations: 0,
        k_factor: 0,
        plays: 0,
        content_minutes: 0,
      },
      "2025-05": {
        active_professionals: 2,
        new_registrations: 0,
        invitations: 0,
        referred_registrations: 0,
        k_factor: 0,
        plays: 0,
        content_minutes: 0,
      },
    });
  });

  test("growth, and the provisional ILT and VNR", async () => {
    const [rows] = await way.ask([monthly("executive", "month", ["active_professionals_mom", "ilt", "vnr"])]);
    expect(byMonth(rows, "month")).toEqual({
      // Nobody before; net sponsorship 1600 ÷ 2.
      "2025-01": { active_professionals_mom: null, ilt: 0, vnr: 800 },
      // (4 − 2) ÷ 2; 1260 ÷ 4
      "2025-02": { active_professionals_mom: 1, ilt: 0, vnr: 315 },
      // (5 − 4) ÷ 4; ana and elena of five were there all three months; −31 ÷ 5
      "2025-03": { active_professionals_mom: 0.25, ilt: 0.4, vnr: -6.2 },
      // (3 − 5) ÷ 5; elena of three; no entry of a sponsor
      "2025-04": { active_professionals_mom: -0.4, ilt: 0.333333, vnr: null },
      // (2 − 3) ÷ 3
      "2025-05": { active_professionals_mom: -0.333333, ilt: 0, vnr: null },
    });
  });

  test("retention and activation by cohort", async () => {
    const [rows] = await way.ask([monthly("executive", "cohort_date", RETENTION, ["2025-01-01", "2025-03-31"])]);
    expect(byMonth(rows, "cohort_date")).toEqual({
      // 30: ana [9 Feb, 11 Mar) invites; elena [19 Feb, 21 Mar) C7; beto [2 Mar 22:00, 1 Apr) nothing, gina's invitation was before.
      // 60: ana from 11 Mar 10:00, the second of her play; neither other.
      // 90: elena [20 Apr, 20 May) clicks; ana's machine click was before, no activity after.
      // 14 days: ana's log-in, elena's session; beto only 29 s.
      "2025-01": {
        retention_30_people: 3,
        retention_30: 0.666667,
        retention_60: 0.333333,
        retention_90: 0.333333,
        tav_people: 3,
        tav: 0.666667,
      },
      // 30: carla [3 Mar, 2 Apr) invites; fabio [27 Mar, 26 Apr) clicks; dario [16 Mar, 15 Apr) nothing, he invited before.
      // 60: dario [15 Apr, 15 May) clicks. 90: carla [2 May, 1 Jun) answers. 14 days: carla's log-in in the second she registered.
      "2025-02": {
        retention_30_people: 3,
        retention_30: 0.666667,
        retention_60: 0.333333,
        retention_90: 0.333333,
        tav_people: 3,
        tav: 0.333333,
      },
      // gina: C9 the day after, her click 41 days after, no more.
      "2025-03": {
        retention_30_people: 1,
        retention_30: 1,
        retention_60: 0,
        retention_90: 0,
        tav_people: 1,
        tav: 1,
      },
    });
  });

  test("sponsorship accrues by day", async () => {
    const measures = [
      "sponsorship_revenue",
      "sponsorship_cost",
      "sponsorship_net",
      "sponsorship_roi",
      "active_sponsors",
    ];
    const [rows, half] = await way.ask([
      monthly("executive", "sponsorship_date", measures, ["2025-01-01", "2025-03-31"]),
      {
        measures: ["executive.sponsorship_revenue"],
        timeDimensions: [{ dimension: "executive.sponsorship_date", dateRange: ["2025-02-01", "2025-02-14"] }],
      },
    ]);
    expect(byMonth(rows, "sponsorship_date")).toEqual({
      // acme: 3000 over 30 days, 16 of them
      "2025-01": {
        sponsorship_revenue: 1600,
        sponsorship_cost: 0,
        sponsorship_net: 1600,
        sponsorship_roi: null,
        active_sponsors: 1,
      },
      // acme 14 × 100 − 280 refunded, globex 2,800,000 COP × 0.00025; (1820 − 560) ÷ 560
      "2025-02": {
        sponsorship_revenue: 1820,
        sponsorship_cost: 560,
        sponsorship_net: 1260,
        sponsorship_roi: 2.25,
        active_sponsors: 2,
      },
      // A refund alone makes no active sponsor, hooli's revenue of less than a cent does; the entry in EUR has no rate and is set aside.
      "2025-03": {
        sponsorship_revenue: -31,
        sponsorship_cost: 0,
        sponsorship_net: -31,
        sponsorship_roi: null,
        active_sponsors: 1,
      },
    });
    // 14 × (100 + 25 − 10)
    expect(half).toEqual([{ sponsorship_revenue: 1610 }]);
  });

  test("the acquisition funnel", async () => {
    const measures = ["visitors", "registrations", "attendees", "active"].map((step) => `operational.funnel_${step}`);
    const medians = ["registration", "attendance", "active"].map((step) => `operational.funnel_seconds_to_${step}`);
    const range = (from: string, to: string) => [
      { dimension: "operational.first_visit_date", dateRange: [from, to] as [string, string] },
    ];
    const [january, bySource, february] = await way.ask([
      { measures: [...measures, ...medians], timeDimensions: range("2025-01-01", "2025-01-31") },
      {
        measures,
        dimensions: ["operational.source"],
        timeDimensions: range("2025-01-01", "2025-01-31"),
        order: [["operational.source", "asc"]],
      },
      { measures, timeDimensions: range("2025-02-01", "2025-02-28") },
    ]);
    // Visits: elena 1 Jan 07:00, ana 9 Jan 10:00, anon 15 Jan, beto 31 Jan 15:00, carla 31 Jan 18:00.
    // Registered after 19 d 3 h, 24 h, never, 7 h, 6 h: the median of four is (25,200 + 86,400) ÷ 2.
    // Attended: ana 21 d 8 h later, beto 19 d 9 h, carla 8 d 19 h; elena 45 days after her visit, too late.
    // Active on a later day: beto 8 d 14 h later; carla 14 h later, the next day in Bogota though not in UTC. Not ana: her next
    // play is a new day in UTC only, and her invitation comes 32 days after her visit.
    expect(january).toEqual([
      {
        funnel_visitors: 5,
        funnel_registrations: 4,
        funnel_attendees: 3,
        funnel_active: 2,
        funnel_seconds_to_registration: 55_800,
        funnel_seconds_to_attendance: 1_674_000,
        funnel_seconds_to_active: 396_000,
      },
    ]);
    expect(bySource?.map((row) => Object.values(row))).toEqual([
      ["bing", 1, 0, 0, 0],
      ["google", 3, 3, 2, 1],
      ["newsletter", 1, 1, 1, 1],
    ]);
    // anon2 and dario; gina and fabio never visited.
    expect(february?.map((row) => Object.values(row))).toEqual([[2, 1, 0, 0]]);
  });

  test("technical counts", async () => {
    const [events, days, flows] = await way.ask([
      monthly("technical", "event_date", ["events_ingested"]),
      {
        measures: ["technical.events_ingested"],
        timeDimensions: [
          { dimension: "technical.event_date", granularity: "day", dateRange: ["2025-01-31", "2025-02-01"] },
        ],
      },
      monthly("technical", "flow_date", ["flow_runs_finished", "flow_runs_failed", "flow_failure_rate"]),
    ]);
    // 15 lines, of which one log-in twice.
    expect(byMonth(events, "event_date")).toMatchObject({
      "2025-01": { events_ingested: 9 },
      "2025-02": { events_ingested: 3 },
      "2025-03": { events_ingested: 2 },
    });
    // beto, carla, and a scroll at 23:59:59; carla's log-in at 00:00:00.
    expect(days?.map((row) => row.events_ingested)).toEqual([3, 1]);
    // F1 ended 31 Jan 23:59; F2 two minutes later; F4 has not ended.
    expect(byMonth(flows, "flow_date")).toMatchObject({
      "2025-01": { flow_runs_finished: 1, flow_runs_failed: 0, flow_failure_rate: 0 },
      "2025-02": { flow_runs_finished: 3, flow_runs_failed: 2, flow_failure_rate: 0.666667 },
    });
  });

  test("the values that a filter can offer", async () => {
    const values = (dimension: string): Query => ({ dimensions: [dimension], order: [[dimension, "asc"]] });
    const [countries, sources, sponsors] = await way.ask([
      values("executive.country"),
      values("executive.source"),
      values("executive.sponsor_name"),
    ]);
    // "(total)" is where values that aren't broken down stand.
    const ofNobody = ["(not set)", "(total)"];
    expect(countries?.map(({ country }) => country)).toEqual([...ofNobody, "CO", "EC", "MX", "PE"]);
    expect(sources?.map(({ source }) => source)).toEqual([...ofNobody, "bing", "google", "newsletter"]);
    expect(sponsors?.map(({ sponsor_name }) => sponsor_name)).toEqual(["Acme", "Globex", "Hooli", "Initech"]);
    const [own] = await way.ask([values("executive.country")], { filters: { country: ["CO", "XX"] } });
    expect(own).toEqual([{ country: "CO" }]);
    const [strange] = await way.ask([values("executive.country")], { tenant: "other" });
    expect(strange).toEqual([]);
  });

  test("a reader limited to a country or a source gets that part", async () => {
    const query = monthly(
      "executive",
      "date",
      ["active_professionals", "new_registrations"],
      ["2025-01-01", "2025-02-28"],
    );
    const [[colombia], [google]] = await Promise.all([
      way.ask([query], { filters: { country: ["CO"] } }),
      way.ask([query], { filters: { source: ["google"] } }),
    ]);
    // ana and beto, fabio; ana, then ana and beto
    expect(byMonth(colombia, "date")).toEqual({
      "2025-01": { active_professionals: 1, new_registrations: 2 },
      "2025-02": { active_professionals: 2, new_registrations: 1 },
    });
    // ana, carla
    expect(byMonth(google, "date")).toEqual({
      "2025-01": { active_professionals: 1, new_registrations: 1 },
      "2025-02": { active_professionals: 2, new_registrations: 1 },
    });
  });
}

describe("a small community, from its sources' files to the answer", () => {
  beforeAll(async () => {
    way = await openWholeWay();
    await load(COMMUNITY_FILES);
  });
  afterAll(() => way.close());
  holds();

  test("what can't be understood is set aside and counted", async () => {
    const [runs] = await way.ask([
      {
        measures: ["technical.integration_runs", "technical.rows_in", "technical.rows_bad"],
        dimensions: ["technical.connector"],
        filters: [{ member: "technical.connector", operator: "equals", values: ["sponsorship", "ga4"] }],
        order: [["technical.connector", "asc"]],
      },
    ]);
    expect(runs?.map((row) => Object.values(row))).toEqual([
      ["ga4", 1, 15, 0],
      ["sponsorship", 1, 8, 1],
    ]);
  });

  test("the same files once more bring nothing", async () => {
    for (const { source, name, text } of COMMUNITY_FILES) {
      const report = await ingestFiles(way.platform.warehouse, source, [way.file(name, text)]);
      expect({ source, rows: report.rows }).toEqual({ source, rows: {} });
    }
  });

  test("nor do the webhooks' events one by one, in another order", async () => {
    const webhooks = COMMUNITY_FILES.filter(({ source }) => WEBHOOKS.has(source));
    for (const { source, text } of webhooks) {
      for (const event of (JSON.parse(text) as object[]).toReversed()) {
        const body = source === "sendgrid" ? [event] : event;
        await ingestPayload(way.platform.warehouse, source, { body: JSON.stringify(body) });
      }
    }
    await way.platform.northstar.runtime.refresh();
  });
  describe("loaded again", holds);
});

describe("the same files backwards, each twice", () => {
  beforeAll(async () => {
    way = await openWholeWay();
    await load(COMMUNITY_FILES.toReversed().flatMap((file) => [file, file]));
  });
  afterAll(() => way.close());
  holds();
});
