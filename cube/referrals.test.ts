import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await referrals(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

/*
 * March 2026. Invitations and what they brought, by who sent them:
 *   ana   p (registers), q (registers by hers), somebody unknown (registers), t (doesn't)        4 invitations, 3 registrations
 *   gus   v and w, both of MX, register                                                          2, 2
 *   bea   q, who accepts hers too, a day later: counted once, at the first, which was ana's;
 *         ana, who had invited her and was registered already: a cycle                           2, 0
 *   self  himself: neither an invitation nor a registration                                      0, 0
 *   gone  a deleted one                                                                          0, 0
 * In all 8 invitations and 5 registrations.
 */
async function referrals({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "referrers",
    "users",
    ["user_id", "registered_at", "country"],
    [
      ["ana", "2025-06-01 12:00", "CO"],
      ["bea", "2025-07-01 12:00", "CO"],
      ["gus", "2025-07-01 12:00", "CO"],
      ["self", "2026-03-07 12:00", "CO"],
      ["p", "2026-03-05 12:00", "CO"],
      ["q", "2026-03-06 12:00", "CO"],
      ["v", "2026-03-12 12:00", "MX"],
      ["w", "2026-03-13 12:00", "MX"],
    ],
  );
  const columns = ["referral_id", "referrer_user_id", "invited_at", "invitee_user_id", "registered_at", "_deleted"];
  await insert("referrers", "referrals", columns, [
    ["0", "ana", "2025-06-15 12:00", "bea", "2025-07-01 12:00", false],
    ["1", "ana", "2026-03-01 12:00", "p", "2026-03-05 12:00", false],
    ["2", "ana", "2026-03-02 12:00", "q", "2026-03-06 12:00", false],
    ["3", "ana", "2026-03-03 12:00", null, "2026-03-08 12:00", false],
    ["4", "ana", "2026-03-04 12:00", "t", null, false],
    ["5", "bea", "2026-03-01 12:00", "q", "2026-03-07 12:00", false],
    ["6", "bea", "2026-03-06 12:00", "ana", "2026-03-09 12:00", false],
    ["7", "gus", "2026-03-10 12:00", "v", "2026-03-12 12:00", false],
    ["8", "gus", "2026-03-10 12:00", "w", "2026-03-13 12:00", false],
    ["9", "self", "2026-03-04 12:00", "self", "2026-03-07 12:00", false],
    ["10", "gone", "2026-03-04 12:00", "x", "2026-03-07 12:00", true],
  ]);
}

const march = {
  measures: ["operational.referred_registrations", "operational.invitations"],
  timeDimensions: [{ dimension: "operational.date", dateRange: ["2026-03-01", "2026-03-31"] as const }],
};

const top = (limit: number, filters = {}) =>
  cube.rows(
    {
      ...march,
      dimensions: ["operational.referrer"],
      filters: [{ member: "operational.referrer", operator: "set" }],
      order: [
        ["operational.referred_registrations", "desc"],
        ["operational.referrer", "asc"],
      ],
      limit,
    },
    claims("referrers", ["analyst"], filters),
  );

describe("referrals", () => {
  it("names who brought most registrations first", async () => {
    expect(await top(2)).toEqual([
      { referrer: "ana", referred_registrations: 3, invitations: 4 },
      { referrer: "gus", referred_registrations: 2, invitations: 2 },
    ]);
  });

  it("adds up over referrers, and knows neither who invited himself nor a deleted invitation", async () => {
    expect((await top(10)).map((row) => [row.referrer, row.referred_registrations, row.invitations])).toEqual([
      ["ana", 3, 4],
      ["gus", 2, 2],
      ["bea", 0, 2],
    ]);
    expect(await cube.rows(march, claims("referrers", ["marketing"]))).toEqual([
      { referred_registrations: 5, invitations: 8 },
    ]);
  });

  // An invitation is of the country of who sends it, a registration of the country of who registers: gus is of CO, v and w of MX.
  it("is cut by the country of the person that each number is about", async () => {
    expect(await top(10, { country: ["MX"] })).toEqual([
      { referrer: "gus", referred_registrations: 2, invitations: 0 },
    ]);
    expect(await cube.rows(march, claims("referrers", ["marketing"], { country: ["CO"] }))).toEqual([
      { referred_registrations: 2, invitations: 8 },
    ]);
  });
});
