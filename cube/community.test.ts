import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await activeProfessionals(data);
  await registrations(data);
  await referrals(data);
  await plays(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

const months = (measures: string[], tenant: string, dateRange: [string, string]) =>
  cube.rows(
    {
      measures: measures.map((name) => `executive.${name}`),
      timeDimensions: [{ dimension: "executive.date", granularity: "month", dateRange }],
    },
    claims(tenant),
  );

const total = async (measure: string, tenant: string, dateRange: [string, string]) => {
  const [row] = await cube.rows(
    { measures: [`executive.${measure}`], timeDimensions: [{ dimension: "executive.date", dateRange }] },
    claims(tenant),
  );
  return row?.[measure];
};

/*
 * January (Bogota): ana plays 30 s; bea attends a webinar live for 5 s; caro's session of 10 s; dani answers a message;
 *   eva invites; fer clicks a message; ana again (one person). = 6
 *   Not active: gus plays 29 s; hugo's session of 9.999 s; ivan's message opened by hand and clicked by a machine;
 *   kim's message, whose click a machine made; a session nobody is identified in; lia's, in a browser that is known to be
 *   hers from the day after; a deleted play of juan.
 * February: ana clicks (message_events) at 31 January 23:30 in Bogota = 1 February 04:30 UTC: that is January.
 *   bea plays at 1 February 00:00 in Bogota = 05:00 UTC: February. = 1
 * March: nobody. April: bea, twice. = 1
 */
async function activeProfessionals({ insert }: ModelWarehouse): Promise<void> {
  const consumption = ["id", "user_id", "content_id", "started_at", "seconds_played", "attended_live", "_deleted"];
  await insert("active", "content_consumption", consumption, [
    ["1", "ana", "c", "2026-01-10 12:00", 30, false, false],
    ["2", "bea", "c", "2026-01-11 12:00", 5, true, false],
    ["3", "gus", "c", "2026-01-12 12:00", 29, false, false],
    ["4", "juan", "c", "2026-01-12 12:00", 300, false, true],
    ["5", "bea", "c", "2026-02-01 05:00", 45, null, false],
    ["6", "bea", "c", "2026-04-02 12:00", 45, false, false],
    ["7", "bea", "c", "2026-04-03 12:00", 45, false, false],
  ]);
  await insert(
    "active",
    "sessions",
    ["session_id", "user_pseudo_id", "user_id", "started_at", "engagement_ms"],
    [
      ["1", "p1", "caro", "2026-01-15 12:00", 10000],
      ["2", "p2", "hugo", "2026-01-15 12:00", 9999],
      ["3", "p3", null, "2026-01-15 12:00", 60000],
      ["4", "p1", "ana", "2026-01-16 12:00", 90000],
      ["5", "p5", "lia", "2026-01-17 12:00", 90000],
    ],
  );
  await insert(
    "active",
    "identities",
    ["identity_type", "identity_value", "user_id", "valid_from"],
    [
      ["user_pseudo_id", "p1", "caro", "2026-01-15 12:00"],
      ["user_pseudo_id", "p5", "lia", "2026-01-18 12:00"],
    ],
  );
  await insert(
    "active",
    "messages",
    ["message_id", "user_id", "channel", "sent_at", "clicked_at"],
    [
      ["m1", "dani", "whatsapp", "2026-01-20 12:00", null],
      ["m2", "fer", "email", "2026-01-20 12:00", "2026-01-20 13:00"],
      ["m3", "ivan", "email", "2026-01-20 12:00", null],
      ["m4", "ana", "email", "2026-01-20 12:00", null],
      ["m5", "kim", "email", "2026-01-20 12:00", "2026-01-20 12:00:01"],
    ],
  );
  await insert(
    "active",
    "message_events",
    ["dedup_key", "message_id", "event_type", "occurred_at", "is_machine"],
    [
      ["e1", "m1", "reply", "2026-01-20 12:05", null],
      ["e2", "m3", "open", "2026-01-20 12:05", false],
      ["e3", "m3", "click", "2026-01-20 12:05", true],
      ["e4", "m4", "click", "2026-02-01 04:30", false],
      ["e5", "m5", "click", "2026-01-20 12:00:01", true],
    ],
  );
  await insert(
    "active",
    "referrals",
    ["referral_id", "referrer_user_id", "invited_at"],
    [["r1", "eva", "2026-01-25 12:00"]],
  );
  // Another tenant's people are nobody's business.
  await insert("active-other", "content_consumption", consumption, [
    ["1", "zoe", "c", "2026-01-10 12:00", 900, false, false],
  ]);
}

describe("active professionals", () => {
  it("counts each person once a month, by the month in Bogota", async () => {
    expect(await months(["active_professionals"], "active", ["2026-01-01", "2026-04-30"])).toEqual([
      { date: "2026-01-01", "date.month": "2026-01-01", active_professionals: 6 },
      { date: "2026-02-01", "date.month": "2026-02-01", active_professionals: 1 },
      { date: "2026-04-01", "date.month": "2026-04-01", active_professionals: 1 },
    ]);
  });

  it("counts part of a month as such: 1 to 15 January has ana, bea and caro", async () => {
    expect(await total("active_professionals", "active", ["2026-01-01", "2026-01-15"])).toBe(3);
    expect(await months(["active_professionals"], "active", ["2026-01-01", "2026-01-15"])).toMatchObject([
      { active_professionals: 3 },
    ]);
  });

  it("is not a sum of months: January to April has 6 people", async () => {
    expect(await total("active_professionals", "active", ["2026-01-01", "2026-04-30"])).toBe(6);
  });

  it("keeps tenants apart, and has nobody where there is nothing", async () => {
    expect(await total("active_professionals", "active-other", ["2026-01-01", "2026-01-31"])).toBe(1);
    expect(await total("active_professionals", "nobody", ["2026-01-01", "2026-01-31"])).toBe(0);
  });
});

/*
 * January: 3 (one of them at 31 January 23:59:59 in Bogota), of which 2 CO, 1 without country. February: 1 (MX).
 * Not counted: a deleted person, a contact without registration. An erased person (deleted_at) still counts.
 */
async function registrations({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "registered",
    "users",
    ["user_id", "registered_at", "country", "first_utm_source", "deleted_at", "_deleted"],
    [
      ["a", "2026-01-01 05:00", "CO", "google", null, false],
      ["b", "2026-01-15 12:00", "CO", "linkedin", "2026-03-01 00:00", false],
      ["c", "2026-02-01 04:59:59", null, null, null, false],
      ["d", "2026-02-01 05:00:00", "MX", "google", null, false],
      ["e", "2026-01-15 12:00", "CO", "google", null, true],
      ["f", null, "CO", "google", null, false],
    ],
  );
}

describe("new registrations", () => {
  it("counts persons by the day they registered in Bogota", async () => {
    expect(await months(["new_registrations"], "registered", ["2026-01-01", "2026-02-28"])).toMatchObject([
      { "date.month": "2026-01-01", new_registrations: 3 },
      { "date.month": "2026-02-01", new_registrations: 1 },
    ]);
  });

  it("breaks down by country and source, and the parts make the whole", async () => {
    const by = (dimension: string) =>
      cube.rows(
        {
          measures: ["executive.new_registrations"],
          dimensions: [`executive.${dimension}`],
          timeDimensions: [{ dimension: "executive.date", dateRange: ["2026-01-01", "2026-02-28"] }],
          order: [[`executive.${dimension}`, "asc"]],
        },
        claims("registered"),
      );
    expect(await by("country")).toEqual([
      { country: "(not set)", new_registrations: 1 },
      { country: "CO", new_registrations: 2 },
      { country: "MX", new_registrations: 1 },
    ]);
    expect(await by("source")).toEqual([
      { source: "(not set)", new_registrations: 1 },
      { source: "google", new_registrations: 2 },
      { source: "linkedin", new_registrations: 1 },
    ]);
  });
});

/*
 * March: 7 invitations by ana (5) and bea (2), so 2 active professionals; self, who invited herself, invited nobody.
 *   Registered through them: p, q (who accepts twice: once, at the first), nobody known (r5).
 *   Not: self; ana, whom bea invites although ana registered in 2025 (a cycle: ana had invited bea);
 *   s, whose referral was deleted; t, who never registered.
 *   K = 3 ÷ 2 = 1.5
 * April: q's second acceptance counts nowhere; one invitation, by bea, and nobody registers: K = 0 ÷ 1 = 0.
 * May: u registers by ana's invitation of March, and nobody is active: K = 1 ÷ 0 = null.
 */
async function referrals({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "referrals",
    "users",
    ["user_id", "registered_at", "country"],
    [
      ["ana", "2025-06-01 12:00", "CO"],
      ["bea", "2025-07-01 12:00", "CO"],
      ["p", "2026-03-05 12:00", "CO"],
      ["q", "2026-03-06 12:00", "MX"],
      ["u", "2026-05-05 12:00", "CO"],
    ],
  );
  const columns = ["referral_id", "referrer_user_id", "invited_at", "invitee_user_id", "registered_at", "_deleted"];
  await insert("referrals", "referrals", columns, [
    ["r1", "ana", "2026-03-01 12:00", "p", "2026-03-05 12:00", false],
    ["r2", "ana", "2026-03-02 12:00", "q", "2026-03-06 12:00", false],
    ["r3", "bea", "2026-03-03 12:00", "q", "2026-04-01 12:00", false],
    ["r4", "self", "2026-03-04 12:00", "self", "2026-03-07 12:00", false],
    ["r5", "ana", "2026-03-05 12:00", null, "2026-03-08 12:00", false],
    ["r6", "bea", "2026-03-06 12:00", "ana", "2026-03-09 12:00", false],
    ["r7", "ana", "2026-03-07 12:00", "t", null, false],
    ["r8", "ana", "2026-03-08 12:00", "u", "2026-05-05 12:00", false],
    ["r9", "gone", "2026-03-09 12:00", "s", "2026-03-10 12:00", true],
    ["r10", "bea", "2026-04-09 12:00", "x", null, false],
  ]);
}

describe("K-factor", () => {
  it("is referred registrations over active professionals, and null without any", async () => {
    const rows = await months(
      ["k_factor", "referred_registrations", "active_professionals", "invitations"],
      "referrals",
      ["2026-03-01", "2026-05-31"],
    );
    expect(rows).toMatchObject([
      { referred_registrations: 3, active_professionals: 2, invitations: 7, k_factor: 1.5 },
      { referred_registrations: 0, active_professionals: 1, invitations: 1, k_factor: 0 },
      { referred_registrations: 1, active_professionals: 0, invitations: 0, k_factor: null },
    ]);
  });

  it("counts both sides of one country under a row filter: 1 of CO (p) over ana and bea", async () => {
    const [row] = await cube.rows(
      {
        measures: ["executive.k_factor"],
        timeDimensions: [{ dimension: "executive.date", dateRange: ["2026-03-01", "2026-03-31"] }],
      },
      claims("referrals", ["director"], { country: ["CO"] }),
    );
    expect(row).toEqual({ k_factor: 0.5 });
  });
});

/* 90 + 20 + 10 s (nobody known) = 120 s = 2 min in January; 45.5 s = 0.7583 min in February; a deleted play isn't counted. */
async function plays({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "plays",
    "content_consumption",
    ["id", "user_id", "content_id", "started_at", "seconds_played", "_deleted"],
    [
      ["1", "a", "c", "2026-01-05 12:00", 90, false],
      ["2", "b", "c", "2026-01-06 12:00", 20, false],
      ["3", null, "c", "2026-02-01 04:00", 10, false],
      ["4", "a", "c", "2026-02-01 06:00", 45.5, false],
      ["5", "a", "c", "2026-01-05 12:00", 9000, true],
    ],
  );
}

describe("content minutes", () => {
  it("sums plays of any length, by anybody", async () => {
    const rows = await months(["content_minutes", "plays"], "plays", ["2026-01-01", "2026-02-28"]);
    expect(rows).toMatchObject([{ content_minutes: 2, plays: 3 }, { plays: 1 }]);
    expect(rows[1]?.content_minutes).toBeCloseTo(0.7583, 4);
  });

  it("sums the same by hour as by month", async () => {
    const rows = await cube.rows(
      {
        measures: ["executive.content_minutes"],
        timeDimensions: [{ dimension: "executive.date", granularity: "hour", dateRange: ["2026-01-01", "2026-02-28"] }],
      },
      claims("plays"),
    );
    expect(rows.reduce((sum, row) => sum + Number(row.content_minutes), 0)).toBeCloseTo(2.7583, 4);
  });
});
