import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { type CellValue, createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";

let data: ModelWarehouse;
let cube: ModelRuntime;

beforeAll(async () => {
  data = await createModelWarehouse();
  await closedCohorts(data);
  await openWindows(data);
  await loadedTav(data);
  cube = await createModelRuntime(data);
});

afterAll(async () => {
  await cube?.close();
  await data?.close();
});

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

const RETENTION = ["retention_30", "retention_60", "retention_90"];

const cohorts = (measures: string[], tenant: string, dateRange: [string, string], filters = {}) =>
  cube.rows(
    {
      measures: measures.map((name) => `executive.${name}`),
      timeDimensions: [{ dimension: "executive.cohort_date", granularity: "month", dateRange }],
    },
    claims(tenant, ["analyst"], filters),
  );

/*
 * Cohort of January 2025, all registered 1 January 12:00 UTC. Days after registering at which each is active:
 *   ana 0 and 30 (exactly: 31 January 12:00, inside [30, 60))          -> 30
 *   bea 60 exactly (2 March 12:00: not in [30, 60), in [60, 90))         -> 60
 *   caro 13 d 23:59:59 and 45, 75, 119                                   -> 14, 30, 60, 90
 *   dani 14 exactly and 120 exactly (1 May 12:00: outside everything)    -> none
 *   eva before registering                                                -> none
 * Retention 30: ana, caro = 2/5; 60: bea, caro = 2/5; 90: caro = 1/5. TAV: ana, caro = 2/5.
 * Cohort of February (registered 1 February 04:59 UTC is January in Bogota: fer joins January and is never active):
 *   January has 6: 2/6, 2/6, 1/6, TAV 2/6. February: gus (MX), active at 35 days: 1/1, 0/1, 0/1, TAV 0/1.
 * A deleted person counts nowhere.
 */
async function closedCohorts(model: ModelWarehouse): Promise<void> {
  const start = "2025-01-01 12:00:00";
  await model.insert(
    "closed",
    "users",
    ["user_id", "registered_at", "country", "_deleted"],
    [
      ["ana", start, "CO", false],
      ["bea", start, "CO", false],
      ["caro", start, "MX", false],
      ["dani", start, "CO", false],
      ["eva", start, "CO", false],
      ["fer", "2025-02-01 04:59:00", "CO", false],
      ["gus", "2025-02-01 05:00:00", "MX", false],
      ["hugo", start, "CO", true],
    ],
  );
  await insertPlays(model, "closed", [
    ["ana", "2025-01-01 12:00:00"],
    ["ana", "2025-01-31 12:00:00"],
    ["bea", "2025-03-02 12:00:00"],
    ["caro", "2025-01-15 11:59:59"],
    ["caro", "2025-02-15 12:00:00"],
    ["caro", "2025-03-17 12:00:00"],
    ["caro", "2025-04-30 12:00:00"],
    ["dani", "2025-01-15 12:00:00"],
    ["dani", "2025-05-01 12:00:00"],
    ["eva", "2024-12-31 12:00:00"],
    ["gus", "2025-03-08 05:00:00"],
    ["hugo", "2025-02-10 12:00:00"],
  ]);
}

describe("cohorts whose windows are over", () => {
  it("keeps both ends of a window apart", async () => {
    const rows = await cohorts([...RETENTION, "tav", "retention_30_people"], "closed", ["2025-01-01", "2025-02-28"]);
    expect(rows).toMatchObject([
      {
        "cohort_date.month": "2025-01-01",
        retention_30_people: 6,
        retention_30: expect.closeTo(2 / 6, 9),
        retention_60: expect.closeTo(2 / 6, 9),
        retention_90: expect.closeTo(1 / 6, 9),
        tav: expect.closeTo(2 / 6, 9),
      },
      { "cohort_date.month": "2025-02-01", retention_30: 1, retention_60: 0, retention_90: 0, tav: 0 },
    ]);
  });

  it("cuts by country: of MX, caro alone in January", async () => {
    const rows = await cohorts(RETENTION, "closed", ["2025-01-01", "2025-01-31"], { country: ["MX"] });
    expect(rows).toMatchObject([{ retention_30: 1, retention_60: 1, retention_90: 1 }]);
  });

  it("is null for a month in which nobody registered", async () => {
    const [row] = await cube.rows(
      {
        measures: ["executive.retention_30"],
        timeDimensions: [{ dimension: "executive.cohort_date", dateRange: ["2025-06-01", "2025-06-30"] }],
      },
      claims("closed"),
    );
    expect(row).toEqual({ retention_30: null });
  });
});

/*
 * Registered so many days ago, and active that many days after:
 *   ana 10, active at 1    no window over
 *   bea 40, active at 35   14 over, 30 not: its 35th day counts on neither side of retention 30
 *   caro 61, active at 40  14 and 30 over
 *   dani 95, never         14, 30 and 60 over
 *   eva 130, active at 100 all over
 * Retention 30: caro of {caro, dani, eva} = 1/3. 60: none of {dani, eva} = 0. 90: eva of {eva} = 1.
 * TAV: none of {bea, caro, dani, eva} = 0; ana's quick start counts once her 14 days are over.
 */
async function openWindows(model: ModelWarehouse): Promise<void> {
  const ago = (days: number) => `=ns_add_days(ns_now(), -${days})`;
  await model.insert(
    "open",
    "users",
    ["user_id", "registered_at"],
    [
      ["ana", ago(10)],
      ["bea", ago(40)],
      ["caro", ago(61)],
      ["dani", ago(95)],
      ["eva", ago(130)],
    ],
  );
  await insertPlays(model, "open", [
    ["ana", ago(9)],
    ["bea", ago(5)],
    ["caro", ago(21)],
    ["eva", ago(30)],
  ]);
}

describe("people whose window isn't over", () => {
  it("are on neither side of a share", async () => {
    const [row] = await cube.rows(
      {
        measures: [
          ...RETENTION,
          "tav",
          "retention_30_people",
          "retention_60_people",
          "retention_90_people",
          "tav_people",
        ].map((name) => `executive.${name}`),
      },
      claims("open"),
    );
    expect(row).toEqual({
      retention_30: expect.closeTo(1 / 3, 9),
      retention_60: 0,
      retention_90: 1,
      tav: 0,
      retention_30_people: 3,
      retention_60_people: 2,
      retention_90_people: 1,
      tav_people: 4,
    });
  });
});

/* Nobody of January is activated (formula: 0); the analyst's value of its last loaded day is 0.7. */
async function loadedTav(model: ModelWarehouse): Promise<void> {
  await model.insert("loaded", "users", ["user_id", "registered_at"], [["ana", "2025-01-10 12:00"]]);
  await model.insert(
    "loaded",
    "metric_daily",
    ["metric", "day", "dims", "value", "computed_at"],
    [
      ["tav", "2025-01-20", "{}", 0.6, "2025-02-01 00:00"],
      ["tav", "2025-01-31", "{}", 0.7, "2025-02-01 00:00"],
    ],
  );
}

describe("a TAV that the analyst loads", () => {
  it("is shown instead of the formula", async () => {
    expect(await cohorts(["tav", "retention_30"], "loaded", ["2025-01-01", "2025-01-31"])).toMatchObject([
      { tav: 0.7, retention_30: 0 },
    ]);
  });
});
