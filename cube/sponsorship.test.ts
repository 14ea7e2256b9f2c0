import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await contracts(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

/*
 * Accrued by day, both ends included, in USD:
 *   1 acme (gold)    revenue 900  1 January to 31 March 2026 (31 + 28 + 31 = 90 days, 10 a day)   Jan 310, Feb 280, Mar 310
 *   2 acme           revenue 400  16 January to 15 February (31 days)                              Jan 206.4516 (16 d), Feb 193.5484 (15 d)
 *   3 bolt (silver)  revenue 1,000,000 COP, 250 USD in amount_base, 1 to 28 February               Feb 250
 *   4 bolt           refund of 50, all on 10 March                                                 Mar -50
 *   5 acme           cost 180     1 January to 31 March (2 a day)                                  Jan 62, Feb 56, Mar 62
 *   6 gone           revenue 999, deleted
 *   7 carl, unknown  cost 30, 1 to 30 April                                                        Apr 30
 *   8 dora           revenue 365, 1 January to 31 December 2090: not accrued yet
 * Revenue: Jan 516.4516, Feb 723.5484, Mar 260, Apr 0. Cost: 62, 56, 62, 30.
 * ROI: Mar (260 - 62) / 62 = 3.1935; Apr (0 - 30) / 30 = -1. May: nothing at all.
 * Active sponsors: Jan acme; Feb acme, bolt; Mar acme (bolt has only a refund); Apr none (carl only costs).
 */
async function contracts({ insert }: ModelWarehouse): Promise<void> {
  await insert(
    "sponsored",
    "sponsors",
    ["sponsor_id", "name", "tier"],
    [
      ["acme", "Acme", "gold"],
      ["bolt", "Bolt", "silver"],
    ],
  );
  await insert(
    "sponsored",
    "sponsorship_entries",
    ["entry_id", "sponsor_id", "kind", "period_start", "period_end", "amount", "currency", "amount_base", "_deleted"],
    [
      ["1", "acme", "revenue", "2026-01-01", "2026-03-31", 900, "USD", 900, false],
      ["2", "acme", "revenue", "2026-01-16", "2026-02-15", 400, "USD", 400, false],
      ["3", "bolt", "revenue", "2026-02-01", "2026-02-28", 1000000, "COP", 250, false],
      ["4", "bolt", "revenue", "2026-03-10", "2026-03-10", -50, "USD", -50, false],
      ["5", "acme", "cost", "2026-01-01", "2026-03-31", 180, "USD", 180, false],
      ["6", "gone", "revenue", "2026-01-01", "2026-01-31", 999, "USD", 999, true],
      ["7", "carl", "cost", "2026-04-01", "2026-04-30", 30, "USD", 30, false],
      ["8", "dora", "revenue", "2090-01-01", "2090-12-31", 365, "USD", 365, false],
    ],
  );
}

const MONEY = ["sponsorship_revenue", "sponsorship_cost", "sponsorship_net", "sponsorship_roi", "active_sponsors"];

const query = (measures: string[], dateRange: [string, string], granularity?: "month" | "day") => ({
  measures: measures.map((name) => `executive.${name}`),
  timeDimensions: [{ dimension: "executive.sponsorship_date", dateRange, ...(granularity ? { granularity } : {}) }],
});

describe("sponsorship", () => {
  it("accrues by day", async () => {
    const rows = await cube.rows(query(MONEY, ["2026-01-01", "2026-05-31"], "month"), claims("sponsored"));
    expect(rows).toMatchObject([
      {
        "sponsorship_date.month": "2026-01-01",
        sponsorship_revenue: expect.closeTo(516.4516, 4),
        sponsorship_cost: expect.closeTo(62, 9),
        active_sponsors: 1,
      },
      { sponsorship_revenue: expect.closeTo(723.5484, 4), sponsorship_cost: expect.closeTo(56, 9), active_sponsors: 2 },
      {
        sponsorship_revenue: expect.closeTo(260, 9),
        sponsorship_net: expect.closeTo(198, 9),
        sponsorship_roi: expect.closeTo(3.1935, 4),
        active_sponsors: 1,
      },
      { sponsorship_revenue: 0, sponsorship_cost: expect.closeTo(30, 9), sponsorship_roi: -1, active_sponsors: 0 },
    ]);
  });

  it("accrues part of a month: the first 10 days of January are 100 of revenue and 20 of cost", async () => {
    const rows = await cube.rows(query(MONEY, ["2026-01-01", "2026-01-10"]), claims("sponsored"));
    expect(rows).toMatchObject([
      { sponsorship_revenue: expect.closeTo(100, 9), sponsorship_roi: expect.closeTo(4, 9) },
    ]);
  });

  it("has no ROI without cost, and nothing where nothing accrues", async () => {
    const bolt = claims("sponsored", ["director"], { sponsor: ["bolt"] });
    expect(await cube.rows(query(MONEY, ["2026-02-01", "2026-02-28"]), bolt)).toMatchObject([
      { sponsorship_revenue: expect.closeTo(250, 9), sponsorship_roi: null },
    ]);
    expect(await cube.rows(query(["sponsorship_roi"], ["2027-01-01", "2027-01-31"]), claims("sponsored"))).toEqual([
      { sponsorship_roi: null },
    ]);
  });

  it("accrues nothing of the days ahead", async () => {
    const rows = await cube.rows(query(MONEY, ["2090-01-01", "2090-12-31"]), claims("sponsored"));
    expect(rows).toMatchObject([{ sponsorship_revenue: null, active_sponsors: 0 }]);
  });

  it("breaks down by tier, and the parts make the whole", async () => {
    const rows = await cube.rows(
      {
        ...query(["sponsorship_revenue", "active_sponsors"], ["2026-02-01", "2026-02-28"]),
        dimensions: ["executive.sponsor_tier"],
        order: [["executive.sponsor_tier", "asc"]],
      },
      claims("sponsored"),
    );
    expect(rows).toEqual([
      { sponsor_tier: "gold", sponsorship_revenue: expect.closeTo(473.5484, 4), active_sponsors: 1 },
      { sponsor_tier: "silver", sponsorship_revenue: expect.closeTo(250, 9), active_sponsors: 1 },
    ]);
  });

  it("keeps a day in its own day, whatever the zone from UTC-11 to UTC+11", async () => {
    for (const timezone of ["Pacific/Pago_Pago", "America/Bogota", "UTC", "Asia/Tokyo", "Pacific/Noumea"]) {
      const rows = await cube.rows(
        { ...query(["sponsorship_revenue"], ["2026-03-10", "2026-03-10"], "day"), timezone },
        claims("sponsored"),
      );
      expect(rows, timezone).toMatchObject([
        { "sponsorship_date.day": "2026-03-10", sponsorship_revenue: expect.closeTo(-40, 9) },
      ]);
    }
  });

  it("refuses to cut sponsorship by country", async () => {
    const reader = claims("sponsored", ["director"], { country: ["CO"] });
    await expect(cube.rows(query(["sponsorship_revenue"], ["2026-01-01", "2026-01-31"]), reader)).rejects.toMatchObject(
      {
        code: "row_filter_not_applicable",
      },
    );
  });
});
