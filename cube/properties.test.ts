import { type Claims, type DateRange, type Granularity, type Query, ROW_FILTERS } from "@northstar/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readModel } from "../packages/cli/src/codegen/readModel.ts";
import type { CubeMetaCube, CubeMetaMember } from "../packages/server/src/cube/types.ts";
import { createGeneratedWarehouse } from "./testing/generatedWarehouse.ts";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import type { EmbeddedModelWarehouse } from "./testing/modelWarehouse.ts";
import { createRawModel, type RawModel } from "./testing/rawModel.ts";

/*
 * What holds for any data, on one generated community (40 people, March to November 2026) without rollups. Which measures add up,
 * and what they may be broken down by, is read from the model, so that a new one is held to the same.
 */
const SEED = 20261122;

/** A fact: measures of one cube with the dimensions that the same cube has, in one view. */
interface Fact {
  name: string;
  /** Sums and counts: what adds up over parts. */
  additive: readonly string[];
  /** Sums and counts over time too: not what is as of the end of a period. */
  additiveInTime: readonly string[];
  /** Numbers of things, never negative, distinct ones too. */
  counts: readonly string[];
  times: readonly string[];
  /** Of its own, and those of other cubes that every fact may join. */
  dimensions: readonly string[];
}

/**
 * Flows between two dates compare the first day of a range with its last: two halves of it have others. The model can't say that;
 * a running sum (segments) says so by its `rolling_window`.
 */
const AS_OF = new Set(["operational.segment_flow_people"]);

let model: RawModel;
let data: EmbeddedModelWarehouse;
let cube: ModelRuntime;
let facts: Fact[];

beforeAll(async () => {
  data = await createGeneratedWarehouse({ professionals: 40 });
  model = await createRawModel();
  cube = await createModelRuntime(data, { modelPath: model.path });
  const running = new Set(
    (await readModel(model.path)).cubes.flatMap(({ name, measures }) =>
      measures.filter((measure) => "rolling_window" in measure).map((measure) => `${name}.${measure.name}`),
    ),
  );
  facts = (await cube.runtime.metaAll()).cubes.flatMap((view) => factsOf(view, running));
}, 120_000);

afterAll(async () => {
  await cube?.close();
  await data?.close();
  await model?.remove();
});

/** @param running measures of cubes that sum up to a date */
function factsOf(view: CubeMetaCube, running: ReadonlySet<string>): Fact[] {
  const homeOf = ({ aliasMember }: { aliasMember?: string }) => aliasMember?.split(".")[0] ?? "";
  const homes = new Set(view.measures.map(homeOf));
  return [...homes].map((home) => {
    const measures = view.measures.filter((measure) => homeOf(measure) === home) as (CubeMetaMember & {
      aggType: string;
    })[];
    const additive = measures.filter(({ aggType }) => aggType === "sum" || aggType === "count");
    const own = view.dimensions.filter((dimension) => homeOf(dimension) === home);
    const shared = view.dimensions.filter((dimension) => !homes.has(homeOf(dimension)));
    const names = (members: readonly { name: string }[]) => members.map(({ name }) => name);
    return {
      name: `${view.name}, ${home}`,
      additive: names(additive),
      additiveInTime: names(additive.filter(({ aliasMember = "" }) => !running.has(aliasMember))).filter(
        (name) => !AS_OF.has(name),
      ),
      counts: names(
        measures.filter(({ aggType, meta }) => {
          const { kpi } = (meta ?? {}) as { kpi?: { unit: string } };
          const counts = kpi === undefined || ["people", "count"].includes(kpi.unit);
          return aggType === "countDistinct" || aggType === "count" || (aggType === "sum" && counts);
        }),
      ),
      times: names(own.filter(({ type }) => type === "time")),
      dimensions: names([...own, ...shared].filter(({ type }) => type !== "time")),
    };
  });
}

/** Rows with full names and numbers; null where the measures and dimensions of the query don't join. */
async function ask(query: Query, reader?: Claims): Promise<Record<string, number | string | null>[] | null> {
  try {
    const { data } = await cube.load({ limit: 50_000, ...query }, reader);
    return data as Record<string, number | string | null>[];
  } catch (error) {
    if (error instanceof Error && /join path|row filter|limited/i.test(error.message)) return null;
    throw error;
  }
}

/** Sums of measures over rows; what has no value adds nothing. */
function totals(rows: readonly Record<string, unknown>[], measures: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    measures.map((measure) => [measure, rows.reduce((sum, row) => sum + Number(row[measure] ?? 0), 0)]),
  );
}

/** Money and minutes are added in another order: the same to a millionth. */
function expectSame(parts: Record<string, number>, whole: Record<string, number>, message: string): void {
  for (const [measure, value] of Object.entries(whole)) {
    const close = Math.abs((parts[measure] ?? Number.NaN) - value) <= 1e-6 * Math.max(1, Math.abs(value));
    expect(close, `${message}: ${measure} is ${parts[measure]} in parts and ${value} as a whole`).toBe(true);
  }
}

const rangeOf = (dimension: string, dateRange: DateRange, granularity?: Granularity) => ({
  timeDimensions: [granularity ? { dimension, granularity, dateRange } : { dimension, dateRange }],
});

describe("the parts of a breakdown", () => {
  it("sum to the whole, for every additive measure and every dimension of its view", async () => {
    const asked: string[] = [];
    for (const { name, additive: measures, dimensions } of facts) {
      if (measures.length === 0) continue;
      const whole = totals((await ask({ measures })) ?? [], measures);
      for (const dimension of dimensions) {
        const rows = await ask({ measures, dimensions: [dimension] });
        if (rows === null) continue;
        asked.push(`${name} by ${dimension}`);
        expectSame(totals(rows, measures), whole, `${name} by ${dimension}`);
      }
    }
    // Those that must be among them, and that the data is not all in one part.
    for (const known of ["executive, community by executive.country", "executive, cohorts by executive.person"]) {
      expect(asked).toContain(known);
    }
    expect(
      (await ask({ measures: ["executive.new_registrations"], dimensions: ["executive.country"] }))?.length,
    ).toBeGreaterThan(2);
  }, 120_000);
});

describe("a filter more", () => {
  it("never raises a count", async () => {
    const values = new Map<string, string[]>();
    const valuesOf = async (measures: readonly string[], dimension: string): Promise<string[]> => {
      const key = `${measures[0]} ${dimension}`;
      const known = values.get(key);
      if (known) return known;
      const rows = (await ask({ measures: measures.slice(0, 1), dimensions: [dimension] })) ?? [];
      const found = rows.flatMap((row) => (typeof row[dimension] === "string" ? [String(row[dimension])] : []));
      values.set(key, found);
      return found;
    };
    const countable = facts.filter(({ counts }) => counts.length > 0);
    const raised: string[] = [];
    let filtered = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...countable),
        fc.nat(),
        fc.nat(),
        fc.constantFrom("equals", "notEquals", "contains"),
        fc.constantFrom<DateRange>(["2026-03-01", "2026-11-30"], ["2026-09-05", "2026-09-07"]),
        async ({ counts: measures, dimensions, times }, which, value, operator, dateRange) => {
          const dimension = dimensions[which % dimensions.length] ?? "";
          const found = await valuesOf(measures, dimension);
          if (found.length === 0) return;
          const time = times[0] === undefined ? {} : rangeOf(times[0], dateRange);
          const query: Query = { measures: [...measures], ...time };
          const filter = { member: dimension, operator, values: [found[value % found.length] ?? ""] };
          const [whole, part] = [await ask(query), await ask({ ...query, filters: [filter] })];
          if (whole === null || part === null) return;
          filtered++;
          const more = totals(part, measures);
          for (const [measure, before] of Object.entries(totals(whole, measures))) {
            if ((more[measure] ?? 0) > before)
              raised.push(`${measure} by ${JSON.stringify(filter)}: ${before} to ${more[measure]}`);
          }
        },
      ),
      { seed: SEED, numRuns: 40 },
    );
    expect(raised).toEqual([]);
    expect(filtered).toBeGreaterThan(15);
  }, 120_000);
});

describe("a row filter of the token", () => {
  it.each(ROW_FILTERS)(
    "%s never adds rows, and lets all through when it names all values",
    async (key) => {
      let cut = 0;
      for (const { name, additive, counts, dimensions } of facts) {
        const member = dimensions.find((dimension) => dimension.endsWith(`.${key}`));
        const measures = [...new Set([...additive, ...counts])];
        if (member === undefined || measures.length === 0) continue;
        const [wholeRows, values] = [await ask({ measures }), await ask({ dimensions: [member] })];
        const found = (values ?? []).map((row) => String(row[member]));
        const under = (...names: string[]) => ask({ measures }, claims("default", ["analyst"], { [key]: names }));
        const [one, every] = [await under(found.find((value) => !value.startsWith("(")) ?? ""), await under(...found)];
        if (one === null || every === null) continue;
        const whole = totals(wholeRows ?? [], measures);
        expectSame(totals(every, measures), whole, `${name} under all of ${key}`);
        const part = totals(one, measures);
        for (const measure of counts) {
          expect(part[measure], `${measure} under one ${key}`).toBeLessThanOrEqual(whole[measure] ?? 0);
          if ((part[measure] ?? 0) < (whole[measure] ?? 0)) cut++;
        }
      }
      expect(cut).toBeGreaterThan(0);
    },
    120_000,
  );
});

describe("time", () => {
  // Days on which the clocks change: Santiago has 25 h on 4 April and 23 h on 6 September, Lord Howe 24.5 h and 23.5 h.
  const DAYS: readonly (readonly [zone: string, DateRange])[] = [
    ["UTC", ["2026-09-05", "2026-09-07"]],
    ["America/Bogota", ["2026-09-05", "2026-09-07"]],
    ["America/Santiago", ["2026-03-30", "2026-04-08"]],
    ["America/Santiago", ["2026-09-05", "2026-09-07"]],
    ["Asia/Kathmandu", ["2026-09-05", "2026-09-07"]],
    ["Australia/Lord_Howe", ["2026-03-30", "2026-04-08"]],
    ["Australia/Lord_Howe", ["2026-10-03", "2026-10-05"]],
  ];

  it.each(DAYS)(
    "of days is the sum of their hours in %s, %j",
    async (timezone, dateRange) => {
      let counted = 0;
      for (const { name, additiveInTime: measures, times } of facts) {
        if (measures.length === 0) continue;
        for (const time of times) {
          const sumOf = async (granularity?: Granularity) =>
            totals((await ask({ measures, timezone, ...rangeOf(time, dateRange, granularity) })) ?? [], measures);
          const [hours, days, whole] = [await sumOf("hour"), await sumOf("day"), await sumOf()];
          expectSame(hours, days, `${name} by hour of ${time}`);
          expectSame(days, whole, `${name} by day of ${time}`);
          counted += Object.values(whole).filter((value) => value > 0).length;
        }
      }
      expect(counted).toBeGreaterThan(5);
    },
    120_000,
  );

  it.each(["America/Santiago", "Asia/Kathmandu"])(
    "of months is the sum of their days in %s",
    async (timezone) => {
      for (const { name, additiveInTime: measures, times } of facts) {
        for (const time of measures.length === 0 ? [] : times) {
          const rowsOf = async (granularity: Granularity) =>
            (await ask({ measures, timezone, ...rangeOf(time, ["2026-08-01", "2026-10-31"], granularity) })) ?? [];
          const [months, days] = [await rowsOf("month"), await rowsOf("day")];
          for (const month of ["2026-08", "2026-09", "2026-10"]) {
            const within = (rows: readonly Record<string, unknown>[]) =>
              totals(
                rows.filter((row) => String(row[time]).startsWith(month)),
                measures,
              );
            expectSame(within(days), within(months), `${name} by day of ${time} in ${month}`);
          }
        }
      }
    },
    120_000,
  );
});

describe("the tenants of the model", () => {
  it("are all that any table has rows of, without reading the facts", async () => {
    const tables = await data.warehouse.all(
      "SELECT table_name FROM information_schema.columns WHERE column_name = 'tenant_id' AND table_schema = 'main'",
    );
    const union = tables.map(({ table_name: table }) => `SELECT tenant_id FROM "${table}"`).join(" UNION ");
    const rows = await data.warehouse.all(`SELECT DISTINCT tenant_id FROM (${union}) ORDER BY 1`);
    expect(rows).toEqual(await data.warehouse.all("SELECT DISTINCT tenant_id FROM watermarks ORDER BY 1"));
  });
});
