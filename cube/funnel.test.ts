import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await visitors(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

/*
 * March 2026, UTC (Bogota is 5 hours behind). v = first visit, r = registration, a = first attendance, b = first activity on a later day.
 *   ana   google    v 1st 12:00   r 1st 13:00 (3,600 s)    a 2nd 13:00 (86,400 s)   b 4th 13:00 (172,800 s)       visitor, registered, attended, active
 *   bea   linkedin  v 2nd 12:00   r 2nd 12:10 (600 s)      a 3rd 12:10              b the same day only           visitor, registered, attended
 *   caro  google    v 3rd 12:00   r 5th 12:00 (172,800 s)  plays 29 s only                                        visitor, registered
 *   dani  google    v 4th 12:00   r 3rd (before the visit)  a 5th                                                  visitor
 *   eva   google    v 5th 12:00   r 4 April 12:00 (day 30 exactly: outside)                                        visitor
 *   fer   (none)    v 6th 12:00   r 6th 12:30 (1,800 s)    a 5th: before registering                              visitor, registered
 *   p9    linkedin  two visits, never identified: one visitor
 * ana visited anonymously (google) before she signed in on the same browser (linkedin): one visitor, of google.
 * bea's second activity is at 3rd 23:30 in Bogota = 4th 04:30 UTC: the same day in Bogota, so not "a later day".
 * gus (identified through `identities`, not in his session): browser p7, v 7th 12:00 newsletter, r 7th 12:05 (300 s).
 * hugo is known by two browsers: p8 on the 8th (google) and p10 on the 9th (linkedin): one visitor, of google.
 * A deleted session counts nowhere.
 * Visitors 9: ana, bea, caro, dani, eva, fer, p9, gus, hugo. Registered 5: ana, bea, caro, fer, gus. Attended 2: ana, bea. Active 1: ana.
 * Median to registration: of 300, 600, 1,800, 3,600, 172,800 it is 1,800. To attendance: 86,400 and 86,400 (bea) = 86,400. To active: 172,800.
 * By source: google ana, caro, dani, eva, hugo = 5; linkedin bea, p9 = 2; newsletter gus = 1; (not set) fer = 1.
 */
async function visitors({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "funnel",
    "users",
    ["user_id", "registered_at", "country"],
    [
      ["ana", "2026-03-01 13:00", "CO"],
      ["bea", "2026-03-02 12:10", "CO"],
      ["caro", "2026-03-05 12:00", "MX"],
      ["dani", "2026-03-03 12:00", "CO"],
      ["eva", "2026-04-04 12:00", "CO"],
      ["fer", "2026-03-06 12:30", "CO"],
      ["gus", "2026-03-07 12:05", "CO"],
      ["hugo", null, "CO"],
    ],
  );
  const session = [
    "session_id",
    "user_pseudo_id",
    "user_id",
    "started_at",
    "utm_source",
    "country",
    "engagement_ms",
    "_deleted",
  ];
  await insert("funnel", "sessions", session, [
    ["1", "p1", null, "2026-03-01 12:00", "google", "CO", 500, false],
    ["2", "p1", "ana", "2026-03-01 12:55", "linkedin", "CO", 500, false],
    ["3", "p2", "bea", "2026-03-02 12:00", "linkedin", "CO", 500, false],
    ["4", "p3", "caro", "2026-03-03 12:00", "google", "MX", 500, false],
    ["5", "p4", "dani", "2026-03-04 12:00", "google", "CO", 500, false],
    ["6", "p5", "eva", "2026-03-05 12:00", "google", "CO", 500, false],
    ["7", "p6", "fer", "2026-03-06 12:00", null, "CO", 500, false],
    ["8", "p9", null, "2026-03-10 12:00", "linkedin", "PE", 500, false],
    ["9", "p9", null, "2026-03-12 12:00", "google", "PE", 90000, false],
    ["10", "p7", null, "2026-03-07 12:00", "newsletter", "CO", 500, false],
    ["11", "p8", "hugo", "2026-03-08 12:00", "google", "CO", 500, false],
    ["12", "p10", "hugo", "2026-03-09 12:00", "linkedin", "CO", 500, false],
    ["13", "p11", null, "2026-03-09 12:00", "linkedin", "CO", 500, true],
    ["14", "p1", "ana", "2026-03-04 13:00", null, "CO", 10000, false],
    ["15", "p2", "bea", "2026-03-04 04:30", null, "CO", 10000, false],
  ]);
  await insert(
    "funnel",
    "identities",
    ["identity_type", "identity_value", "user_id", "valid_from"],
    [
      ["user_pseudo_id", "p7", "gus", "2026-03-07 12:05"],
      ["crm_id", "p9", "gus", "2026-03-07 12:05"],
    ],
  );
  await insert(
    "funnel",
    "content_consumption",
    ["id", "user_id", "content_id", "started_at", "seconds_played", "attended_live"],
    [
      ["1", "ana", "c", "2026-03-02 13:00", 30, false],
      ["2", "bea", "c", "2026-03-03 12:10", 4, true],
      ["3", "caro", "c", "2026-03-06 12:00", 29, false],
      ["4", "dani", "c", "2026-03-05 12:00", 60, false],
      ["5", "fer", "c", "2026-03-05 12:00", 60, false],
    ],
  );
}

const STEPS = ["funnel_visitors", "funnel_registrations", "funnel_attendees", "funnel_active"];
const MEDIANS = ["funnel_seconds_to_registration", "funnel_seconds_to_attendance", "funnel_seconds_to_active"];

const march = {
  measures: [...STEPS, ...MEDIANS].map((name) => `operational.${name}`),
  timeDimensions: [{ dimension: "operational.first_visit_date", dateRange: ["2026-03-01", "2026-03-31"] as const }],
};

describe("acquisition funnel", () => {
  it("counts ordered steps within the window and times them", async () => {
    expect(await cube.rows(march, claims("funnel"))).toEqual([
      {
        funnel_visitors: 9,
        funnel_registrations: 5,
        funnel_attendees: 2,
        funnel_active: 1,
        funnel_seconds_to_registration: 1800,
        funnel_seconds_to_attendance: 86400,
        funnel_seconds_to_active: 172800,
      },
    ]);
  });

  it("goes by the source of the first touch, and the parts make the whole", async () => {
    const rows = await cube.rows(
      {
        ...march,
        measures: STEPS.map((name) => `operational.${name}`),
        dimensions: ["operational.source"],
        order: [["operational.source", "asc"]],
      },
      claims("funnel"),
    );
    expect(rows).toEqual([
      { source: "(not set)", funnel_visitors: 1, funnel_registrations: 1, funnel_attendees: 0, funnel_active: 0 },
      { source: "google", funnel_visitors: 5, funnel_registrations: 2, funnel_attendees: 1, funnel_active: 1 },
      { source: "linkedin", funnel_visitors: 2, funnel_registrations: 1, funnel_attendees: 1, funnel_active: 0 },
      { source: "newsletter", funnel_visitors: 1, funnel_registrations: 1, funnel_attendees: 0, funnel_active: 0 },
    ]);
  });

  it("has no median where nobody went on", async () => {
    const [row] = await cube.rows(march, claims("funnel", ["marketing"], { source: ["newsletter"] }));
    expect(row).toMatchObject({ funnel_seconds_to_registration: 300, funnel_seconds_to_attendance: null });
  });
});
