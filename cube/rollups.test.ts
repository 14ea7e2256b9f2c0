import type { Query } from "@northstar/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import { type CellValue, createModelWarehouse, type ModelWarehouse } from "./testing/modelWarehouse.ts";
import { createRawModel, type RawModel } from "./testing/rawModel.ts";

let data: ModelWarehouse;
/** The model as it is, and the same model without its rollups. */
let cube: ModelRuntime;
let raw: ModelRuntime;
let rawModel: RawModel;

beforeAll(async () => {
  data = await createModelWarehouse();
  await community(data);
  cube = await createModelRuntime(data);
  rawModel = await createRawModel();
  raw = await createModelRuntime(data, { modelPath: rawModel.path });
});

afterAll(async () => {
  await cube?.close();
  await raw?.close();
  await data?.close();
  await rawModel?.remove();
});

/** 12 people of three countries over five months, two tenants, times around midnight in Bogota. Every third day of each is a play. */
async function community({ insert }: ModelWarehouse): Promise<void> {
  const countries = ["CO", "MX", null];
  for (const [tenant, people] of [
    ["default", 12],
    ["other", 5],
  ] as const) {
    const users: CellValue[][] = [];
    const consumption: CellValue[][] = [];
    const referrals: CellValue[][] = [];
    for (let person = 0; person < people; person++) {
      const registered = Date.UTC(2025, 0, 1 + 11 * person, 4, 30 + person);
      const user = `u${person}`;
      users.push([user, utc(registered), countries[person % 3] ?? null, person % 2 ? "google" : null]);
      for (let day = person % 4; day < 150; day += 3 + person) {
        consumption.push([`${person}-${day}`, user, "c", utc(registered + day * 86_400_000), 20 + person * 5]);
      }
      if (person > 6) referrals.push([`r${person}`, `u${person - 6}`, utc(registered - 1000), user, utc(registered)]);
    }
    await insert(tenant, "users", ["user_id", "registered_at", "country", "first_utm_source"], users);
    await insert(
      tenant,
      "content_consumption",
      ["id", "user_id", "content_id", "started_at", "seconds_played"],
      consumption,
    );
    if (referrals.length > 0) {
      const columns = ["referral_id", "referrer_user_id", "invited_at", "invitee_user_id", "registered_at"];
      await insert(tenant, "referrals", columns, referrals);
    }
    await insert(
      tenant,
      "sponsorship_entries",
      ["entry_id", "sponsor_id", "kind", "period_start", "period_end", "amount_base"],
      [
        ["1", "acme", "revenue", "2025-01-10", "2025-05-09", 1200],
        ["2", "acme", "cost", "2025-02-01", "2025-03-31", 590],
      ],
    );
  }
}

function utc(time: number): string {
  return new Date(time).toISOString().slice(0, 19);
}

const on = (dimension: string, measures: string[], granularity: "month" | "day" = "month"): Query => ({
  measures: measures.map((name) => `executive.${name}`),
  timeDimensions: [{ dimension: `executive.${dimension}`, granularity, dateRange: ["2025-01-01", "2025-06-30"] }],
});

const DATE = ["active_professionals", "new_registrations", "k_factor", "content_minutes"];
const MONTH = ["active_professionals_mom", "ilt", "vnr"];
const COHORT = ["retention_30", "retention_60", "retention_90", "tav"];

const inRollup: [string, Query, string][] = [
  ["community by month", on("date", DATE), "community_by_month"],
  ...DATE.map((name): [string, Query, string] => [`${name} by month`, on("date", [name]), "community_by_month"]),
  ["growth, ILT and VNR", on("month", MONTH), "community_months_by_month"],
  [
    "growth by country",
    { ...on("month", ["active_professionals_mom", "ilt"]), dimensions: ["executive.country"] },
    "community_months_by_month",
  ],
  ["retention by month", on("cohort_date", COHORT), "cohorts_by_day"],
  ["retention by source", { ...on("cohort_date", COHORT), dimensions: ["executive.source"] }, "cohorts_by_day"],
  [
    "retention of a stretch of days",
    {
      measures: ["executive.retention_30"],
      timeDimensions: [{ dimension: "executive.cohort_date", dateRange: ["2025-01-05", "2025-02-20"] }],
    },
    "cohorts_by_day",
  ],
];

describe("a rollup", () => {
  it.each(inRollup)("answers %s as the tables do", async (_, query, rollup) => {
    const expected = await raw.load(query, claims("default"));
    const answer = await cube.load(query, claims("default"));
    expect(expected.usedPreAggregations).toEqual({});
    expect(Object.keys(answer.usedPreAggregations).join()).toContain(rollup);
    expect(expected.data.length).toBeGreaterThan(0);
    expectSameRows(answer.data, expected.data);
  });

  it.each([
    ["a country", { country: ["CO"] }],
    ["two countries", { country: ["CO", "MX"] }],
    ["a source", { source: ["google"] }],
    ["both", { country: ["MX"], source: ["google"] }],
  ])("or the tables answer a token cut to %s alike", async (_, filters) => {
    for (const query of [
      on("date", DATE),
      on("month", ["active_professionals_mom", "ilt"]),
      on("cohort_date", COHORT),
    ]) {
      const reader = claims("default", ["director"], filters);
      expectSameRows((await cube.load(query, reader)).data, (await raw.load(query, reader)).data);
    }
  });

  it("of whole months leaves a part of a month to the tables", async () => {
    for (const granularity of ["month", undefined] as const) {
      const query: Query = {
        measures: DATE.map((name) => `executive.${name}`),
        timeDimensions: [
          { dimension: "executive.date", dateRange: ["2025-02-01", "2025-02-10"], ...(granularity && { granularity }) },
        ],
      };
      const answer = await cube.load(query, claims("default"));
      expect(answer.usedPreAggregations).toEqual({});
      expectSameRows(answer.data, (await raw.load(query, claims("default"))).data);
    }
  });

  it("keeps tenants apart", async () => {
    const query = on("date", ["active_professionals"]);
    const answer = await cube.load(query, claims("other"));
    expect(Object.keys(answer.usedPreAggregations)).not.toHaveLength(0);
    expectSameRows(answer.data, (await raw.load(query, claims("other"))).data);
  });
});

describe("breakdowns that add up", () => {
  it("sum to the whole, and a filter never raises a count", async () => {
    const whole = await cube.rows(on("date", ["new_registrations", "active_professionals"]), claims("default"));
    for (const dimension of ["country", "source"]) {
      const parts = await cube.rows(
        { ...on("date", ["new_registrations", "active_professionals"]), dimensions: [`executive.${dimension}`] },
        claims("default"),
      );
      for (const row of whole) {
        const own = parts.filter((part) => part["date.month"] === row["date.month"]);
        expect(own.reduce((sum, part) => sum + Number(part.new_registrations), 0)).toBe(row.new_registrations);
        for (const part of own) {
          expect(Number(part.active_professionals)).toBeLessThanOrEqual(Number(row.active_professionals));
        }
      }
    }
  });
});

describe("a row that is loaded now", () => {
  it("is in the month's rollup at the next question after a commit", async () => {
    const query = on("date", ["active_professionals"]);
    const count = async () => (await cube.rows(query, claims("live")))[0]?.active_professionals;
    const play = (id: string, user: string): CellValue[] => [id, user, "c", "2025-03-10 12:00:00", 60];
    const columns = ["id", "user_id", "content_id", "started_at", "seconds_played"];
    await data.insert("live", "content_consumption", columns, [play("1", "ana")]);
    await cube.runtime.refresh();
    expect(await count()).toBe(1);
    await data.insert("live", "content_consumption", columns, [play("2", "bea")]);
    await cube.runtime.refresh();
    expect(await count()).toBe(2);
  });
});

function expectSameRows(actual: readonly object[], expected: readonly object[]): void {
  const readable = (rows: readonly object[]) =>
    rows
      .map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, readableCell(cell)])))
      .map((row) => JSON.stringify(row, Object.keys(row).sort()))
      .sort();
  expect(readable(actual)).toEqual(readable(expected));
}

/** Sums of the same numbers in another order differ in the last digits. */
function readableCell(cell: unknown): unknown {
  return typeof cell === "string" && /^-?\d/.test(cell) && !cell.includes("T")
    ? Number(Number(cell).toPrecision(10))
    : cell;
}
