import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { type CellValue, createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await threeMonths(data);
  await runningMonth(data);
  await loadedValues(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

const months = (measures: string[], tenant: string, dateRange: [string, string], filters = {}) =>
  cube.rows(
    {
      measures: measures.map((name) => `executive.${name}`),
      timeDimensions: [{ dimension: "executive.month", granularity: "month", dateRange }],
    },
    claims(tenant, ["analyst"], filters),
  );

async function insertPlays(
  { insert }: ModelWarehouse,
  tenant: string,
  rows: [user: string, at: string][],
): Promise<void> {
  await insert(
    tenant,
    "content_consumption",
    ["id", "user_id", "content_id", "started_at", "seconds_played"],
    rows.map(([user, at], index): CellValue[] => [String(index), user, "c", at, 60]),
  );
}

/*
 * Who plays when (Bogota):   Jan  Feb  Mar  Apr  May  Jun
 *   ana (CO)                  x    x    x    x    .    x
 *   bea (MX)                  x    .    x    x    .    .
 *   caro (CO)                 .    x    x    x    .    x    (March: on the 31st at 23:30, 1 April 04:30 UTC)
 * Active                      2    2    3    3    0    2
 * Growth                      -    0   1/2   0   -1    -    (January: nobody in December; June: nobody in May)
 * Active the two before too   0    0    1    2    -    0    (March: ana; April: ana, caro)
 * ILT                         0    0   1/3  2/3   -    0
 * Net sponsorship, accrued: revenue 310 over March (31 days) and 60 over 21 April to 20 May (30 days): 310, 20, 40;
 *   cost 31 in March. Net: March 279, April 20, May 40.
 * VNR = net / active: March 279/3 = 93, April 20/3, May null (0 active), January null (nothing accrued).
 */
async function threeMonths(model: ModelWarehouse): Promise<void> {
  await insertPlays(model, "months", [
    ["ana", "2026-01-10 12:00"],
    ["ana", "2026-01-11 12:00"],
    ["bea", "2026-01-12 12:00"],
    ["ana", "2026-02-10 12:00"],
    ["caro", "2026-02-11 12:00"],
    ["ana", "2026-03-10 12:00"],
    ["bea", "2026-03-10 12:00"],
    ["caro", "2026-04-01 04:30"],
    ["ana", "2026-04-10 12:00"],
    ["bea", "2026-04-11 12:00"],
    ["caro", "2026-04-12 12:00"],
    ["ana", "2026-06-10 12:00"],
    ["caro", "2026-06-12 12:00"],
  ]);
  await model.insert(
    "months",
    "users",
    ["user_id", "country"],
    [
      ["ana", "CO"],
      ["bea", "MX"],
      ["caro", "CO"],
    ],
  );
  await model.insert(
    "months",
    "sponsorship_entries",
    ["entry_id", "sponsor_id", "kind", "period_start", "period_end", "amount_base"],
    [
      ["1", "acme", "revenue", "2026-03-01", "2026-03-31", 310],
      ["2", "acme", "revenue", "2026-04-21", "2026-05-20", 60],
      ["3", "acme", "cost", "2026-03-01", "2026-03-31", 31],
    ],
  );
}

describe("months that are over", () => {
  it("compares each month with the one before; from nobody there is no growth", async () => {
    expect(await months(["active_professionals_mom"], "months", ["2026-01-01", "2026-06-30"])).toMatchObject([
      { "month.month": "2026-01-01", active_professionals_mom: null },
      { "month.month": "2026-02-01", active_professionals_mom: 0 },
      { "month.month": "2026-03-01", active_professionals_mom: 0.5 },
      { "month.month": "2026-04-01", active_professionals_mom: 0 },
      { "month.month": "2026-05-01", active_professionals_mom: -1 },
      { "month.month": "2026-06-01", active_professionals_mom: null },
    ]);
  });

  it("gives the share active in each of the two months before too", async () => {
    const rows = await months(["ilt"], "months", ["2026-01-01", "2026-06-30"]);
    expect(rows.map((row) => row.ilt)).toEqual([0, 0, expect.closeTo(1 / 3, 9), expect.closeTo(2 / 3, 9), null, 0]);
  });

  it("divides what sponsorship left by the month's active professionals", async () => {
    const rows = await months(["vnr"], "months", ["2026-01-01", "2026-05-31"]);
    expect(rows.map((row) => row.vnr)).toEqual([null, null, expect.closeTo(93, 9), expect.closeTo(20 / 3, 9), null]);
  });

  it("cuts growth by country: of CO there were 1, 2, 2 in January to March", async () => {
    const rows = await months(["active_professionals_mom"], "months", ["2026-01-01", "2026-03-31"], {
      country: ["CO"],
    });
    expect(rows.map((row) => row.active_professionals_mom)).toEqual([null, 1, 0]);
  });

  it("refuses to cut what has no country", async () => {
    await expect(months(["vnr"], "months", ["2026-03-01", "2026-03-31"], { country: ["CO"] })).rejects.toMatchObject({
      code: "row_filter_not_applicable",
    });
  });
});

/*
 * The month in which the test runs, in Bogota. Last month: ana in its first second, bea in its last one (23:59:59 of its last day).
 * This month: ana in its first second. bea's elapsed part of last month hasn't come yet, except in the last second of a month,
 * so growth is (1 - 1) / 1 = 0 and not (1 - 2) / 2 = -0.5.
 */
async function runningMonth(model: ModelWarehouse): Promise<void> {
  const thisMonth = "date_trunc('month', timezone('America/Bogota', now()))";
  const utc = (local: string) => `=timezone('UTC', timezone('America/Bogota', ${local}))`;
  await insertPlays(model, "running", [
    ["ana", utc(`${thisMonth} - INTERVAL '1 month'`)],
    ["bea", utc(`${thisMonth} - INTERVAL '1 second'`)],
    ["ana", utc(thisMonth)],
  ]);
}

describe("the running month", () => {
  it("is compared with the same stretch of the month before", async () => {
    const { data: rows } = await cube.load(
      {
        measures: ["executive.active_professionals_mom"],
        timeDimensions: [{ dimension: "executive.month", granularity: "month" }],
        order: [["executive.month", "desc"]],
        limit: 1,
      },
      claims("running"),
    );
    expect(Number(rows[0]?.["executive.active_professionals_mom"])).toBe(0);
  });
});

/*
 * ana is active in January and February. The analyst loads ILT for two days of January (the later one counts), VNR for February,
 * one value of a country (not the whole) and a deleted one.
 */
async function loadedValues(model: ModelWarehouse): Promise<void> {
  await insertPlays(model, "loaded", [
    ["ana", "2026-01-10 12:00"],
    ["ana", "2026-02-10 12:00"],
  ]);
  await model.insert("loaded", "users", ["user_id", "country"], [["ana", "CO"]]);
  await model.insert(
    "loaded",
    "metric_daily",
    ["metric", "day", "dims", "value", "computed_at", "_deleted"],
    [
      ["ilt", "2026-01-15", "{}", 0.3, "2026-02-01 00:00", false],
      ["ilt", "2026-01-31", "{}", 0.4, "2026-02-01 00:00", false],
      ["ilt", "2026-02-01", '{"country":"CO"}', 0.9, "2026-02-01 00:00", false],
      ["vnr", "2026-02-28", "{}", 4.2, "2026-03-01 00:00", false],
      ["vnr", "2026-01-31", "{}", 9.9, "2026-02-01 00:00", true],
    ],
  );
}

describe("values that the analyst loads", () => {
  it("shows the last of each month, and the formula where there is none", async () => {
    expect(await months(["ilt", "vnr"], "loaded", ["2026-01-01", "2026-02-28"])).toMatchObject([
      { ilt: 0.4, vnr: null },
      { ilt: 0, vnr: 4.2 },
    ]);
  });

  it("computes by the formula under a row filter", async () => {
    expect(await months(["ilt"], "loaded", ["2026-01-01", "2026-01-31"], { country: ["CO"] })).toMatchObject([
      { ilt: 0 },
    ]);
  });

  it("doesn't give a country the value of the whole", async () => {
    const rows = await cube.rows(
      {
        measures: ["executive.ilt"],
        dimensions: ["executive.country"],
        timeDimensions: [{ dimension: "executive.month", dateRange: ["2026-01-01", "2026-01-31"] }],
        order: [["executive.country", "asc"]],
      },
      claims("loaded"),
    );
    expect(rows).toEqual([
      { country: "(total)", ilt: 0.4 },
      { country: "CO", ilt: 0 },
    ]);
  });
});
