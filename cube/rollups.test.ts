import { setTimeout } from "node:timers/promises";
import type { Claims, Query } from "@northstar/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TABLES, type TableName, tableDefinition } from "../packages/ingest/src/warehouse/schema.ts";
import { indexViews, type ViewIndex } from "../packages/server/src/model/viewIndex.ts";
import { createGeneratedWarehouse } from "./testing/generatedWarehouse.ts";
import { claims, createModelRuntime, type ModelRuntime } from "./testing/modelRuntime.ts";
import type { EmbeddedModelWarehouse } from "./testing/modelWarehouse.ts";
import { createRawModel, type RawModel } from "./testing/rawModel.ts";
import { type TileQuery, tileQueries, tilesOfCountry } from "./testing/tileQueries.ts";

/*
 * Every question of the views' tiles, as the client plans it, to the model as it is and to the same model without its rollups: on one
 * generated community (40 people, March to November 2026) whose clock stands at 10:00 of 22 November in Bogota. Which rollup answers what is kept in
 * rollups.md, to be reviewed when it changes.
 */
const LOADED = "2026-11-22 12:00:00";
const context = { now: new Date("2026-11-22T15:00:00Z"), timeZone: "America/Bogota" };
const MINUTES = 60_000;

let data: EmbeddedModelWarehouse;
let cube: ModelRuntime;
let raw: ModelRuntime;
let rawModel: RawModel;
let index: ViewIndex;
let tiles: TileQuery[];

beforeAll(async () => {
  data = await createGeneratedWarehouse({ professionals: 40 });
  await stampAll(LOADED);
  cube = await createModelRuntime(data);
  rawModel = await createRawModel();
  raw = await createModelRuntime(data, { modelPath: rawModel.path });
  const meta = await cube.runtime.metaAll();
  index = indexViews(meta);
  tiles = tileQueries(index, context);
}, 5 * MINUTES);

afterAll(async () => {
  await cube?.close();
  await raw?.close();
  await data?.close();
  await rawModel?.remove();
});

describe("tiles", () => {
  it(
    "are answered from rollups as from the tables",
    async () => {
      const uses: [string, string[]][] = [];
      for (const tile of tiles) uses.push([tile.name, await expectSameAnswer(tile)]);
      await expect(table(uses)).toMatchFileSnapshot("./rollups.md");
    },
    10 * MINUTES,
  );

  it(
    "of one chosen country too",
    async () => {
      for (const tile of tilesOfCountry(figures(), index, "CO")) await expectSameAnswer(tile);
    },
    10 * MINUTES,
  );

  it(
    "of another tenant too, which has little",
    async () => {
      const columns = ["id", "user_id", "content_id", "started_at", "seconds_played"];
      await data.insert("other", "users", ["user_id", "registered_at", "country"], [["ana", "2026-06-01 02:00", "CO"]]);
      await data.insert("other", "content_consumption", columns, [["1", "ana", "c", "2026-10-01 04:30", 60]]);
      await stampAll(LOADED);
      await cube.runtime.refresh();
      const query = monthly("executive.active_professionals");
      expect(await cube.rows(query, claims("other"))).toEqual([
        // 02:00 and 04:30 UTC are of the day before in Bogota: ana registered in May, and did something in September.
        { "date.month": "2026-05-01", date: "2026-05-01", active_professionals: 0 },
        { "date.month": "2026-09-01", date: "2026-09-01", active_professionals: 1 },
      ]);
      for (const tile of figures()) await expectSameAnswer(tile, claims("other"));
    },
    10 * MINUTES,
  );

  it.each([
    ["a source", { source: ["linkedin"] }],
    ["two countries", { country: ["CO", "MX"] }],
    ["a country and a source", { country: ["CO"], source: ["linkedin"] }],
    ["a sponsor", { sponsor: ["s1"] }],
  ])(
    "of a token cut to %s too",
    async (_, filters) => {
      const keys = Object.keys(filters);
      const reader = claims("default", ["analyst"], filters);
      const cut = tiles.filter(({ query }) =>
        [...(query.measures ?? []), ...(query.dimensions ?? [])].every((name) => {
          const able = index.members.get(name)?.meta.row_filters;
          return Array.isArray(able) && keys.every((key) => able.includes(key));
        }),
      );
      expect(cut.length).toBeGreaterThan(5);
      for (const tile of together(cut)) await expectSameAnswer(tile, reader);
    },
    10 * MINUTES,
  );
});

describe("a rollup", () => {
  it("is whole, whatever part of it was asked first", async () => {
    const fresh = await createModelRuntime(data, { rollupSchema: "rollups_by_parts" });
    const plays = async (runtime: ModelRuntime, last: string) =>
      runtime.rows({
        measures: ["executive.plays"],
        timeDimensions: [{ dimension: "executive.date", dateRange: ["2026-05-01", last] }],
      });
    try {
      for (const last of ["2026-05-10", "2026-05-31"]) expect(await plays(fresh, last)).toEqual(await plays(raw, last));
    } finally {
      await fresh.close();
    }
  });

  it("of whole months leaves a part of a month to the tables", async () => {
    const query: Query = {
      measures: ["executive.active_professionals"],
      timeDimensions: [{ dimension: "executive.date", granularity: "month", dateRange: ["2026-05-01", "2026-05-10"] }],
    };
    expect(await expectSameAnswer({ name: "ten days", query })).toEqual(["activity_facts"]);
  });
});

describe("after a commit", () => {
  it(
    "a late row is in the month it belongs to",
    async () => {
      const query = monthly("executive.plays");
      const before = await cube.rows(query);
      await data.insert(
        "default",
        "content_consumption",
        ["id", "user_id", "content_id", "started_at", "seconds_played"],
        [["late", await somebody(), "c", "2026-05-10 12:00", 60]],
      );
      await commit("content_consumption", "id = 'late'", "2026-11-22 14:00:00");
      expect(await cube.rows(query)).toEqual(
        before.map((row) => (row["date.month"] === "2026-05-01" ? { ...row, plays: Number(row.plays) + 1 } : row)),
      );
      await expectSameFigures();
    },
    10 * MINUTES,
  );

  it(
    "an earlier acceptance takes its person from the later month",
    async () => {
      const query = monthly("executive.referred_registrations");
      const before = await cube.rows(query);
      const columns = ["referral_id", "referrer_user_id", "invitee_user_id", "invited_at", "registered_at"];
      const referrer = await somebody();
      const added = async (month: string, people: number) =>
        expect(await cube.rows(query)).toEqual(
          before.map((row) =>
            row["date.month"] === month
              ? { ...row, referred_registrations: Number(row.referred_registrations) + people }
              : row,
          ),
        );
      await data.insert("default", "referrals", columns, [
        ["second", referrer, "new", "2026-08-01", "2026-08-03 12:00"],
      ]);
      await commit("referrals", "referral_id = 'second'", "2026-11-22 14:01:00");
      await added("2026-08-01", 1);
      await data.insert("default", "referrals", columns, [
        ["first", referrer, "new", "2026-06-01", "2026-06-03 12:00"],
      ]);
      await commit("referrals", "referral_id = 'first'", "2026-11-22 14:02:00");
      await added("2026-06-01", 1);
    },
    10 * MINUTES,
  );

  it(
    "a deleted row is in none",
    async () => {
      await data.warehouse.run("UPDATE content_consumption SET _deleted = true WHERE id = 'late'");
      await commit("content_consumption", "id = 'late'", "2026-11-22 14:10:00");
      // As a day of GA4 that is written anew: its sessions are gone and others come.
      await data.warehouse.run("DELETE FROM sessions WHERE started_at BETWEEN '2026-07-01' AND '2026-07-08'");
      await commit("sessions", "started_at BETWEEN '2026-07-08' AND '2026-07-09'", "2026-11-22 14:20:00");
      await expectSameFigures();
    },
    10 * MINUTES,
  );

  it(
    "a person's country is followed at once when people were quiet for four minutes, else within four",
    async () => {
      const user = await somebody();
      const query = { ...monthly("executive.active_professionals"), dimensions: ["executive.country"] };
      const move = async (country: string, loadedAt: string) => {
        await data.warehouse.run(`UPDATE users SET country = '${country}' WHERE user_id = '${user}'`);
        await commit("users", `user_id = '${user}'`, loadedAt);
      };
      const countries = async () => new Set((await cube.rows(query)).map(({ country }) => country));
      await move("AA", "2026-11-22 14:59:00");
      expect(await countries()).toContain("AA");
      await expectSameAnswer({ name: "by country", query });
      await move("BB", "2026-11-22 14:59:30");
      expect(await countries()).toContain("AA");
      await setNow("2026-11-22 15:03:31");
      expect(await countries()).not.toContain("AA");
      await expectSameFigures();
    },
    10 * MINUTES,
  );

  it(
    "the clock's own changes are followed",
    async () => {
      const retained = async () => (await cube.rows(monthly("executive.retention_30_people", "cohort_date"))).at(-1);
      const before = await retained();
      await setNow("2027-02-01 15:00:00");
      expect(await retained()).not.toEqual(before);
      await expectSameFigures();
    },
    10 * MINUTES,
  );
});

/** Numbers and series, without their breakdowns; measures of one cube that are asked alike in one question. */
function figures(): TileQuery[] {
  return together(tiles.filter(({ name }) => !name.includes(" by ")));
}

function together(alike: readonly TileQuery[]): TileQuery[] {
  const questions = new Map<string, TileQuery>();
  for (const { name, query } of alike) {
    const { measures = [], ...rest } = query;
    const key = JSON.stringify([index.members.get(measures[0] ?? "")?.measuredIn, rest]);
    const known = questions.get(key);
    questions.set(key, {
      name: known ? `${known.name}; ${name}` : name,
      query: { ...query, measures: [...(known?.query.measures ?? []), ...measures] },
    });
  }
  return [...questions.values()];
}

async function expectSameFigures(): Promise<void> {
  for (const tile of figures()) await expectSameAnswer(tile);
}

function monthly(measure: string, dimension = "date"): Query {
  const dateRange = ["2026-03-01", "2026-11-30"] as const;
  return {
    measures: [measure],
    timeDimensions: [{ dimension: `executive.${dimension}`, granularity: "month", dateRange }],
  };
}

/** Who did most. */
async function somebody(): Promise<string> {
  const [row] = await data.warehouse.all(
    "SELECT user_id FROM content_consumption WHERE tenant_id = 'default' AND user_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
  );
  return String(row?.user_id);
}

async function setNow(time: string): Promise<void> {
  await data.setNow(time);
  await refresh();
}

/** What ingest does with the rows it writes, at a time in UTC. */
async function commit(name: TableName, rows: string, time: string): Promise<void> {
  await data.warehouse.run(`UPDATE "${name}" SET _loaded_at = TIMESTAMP '${time}' WHERE ${rows}`);
  await data.warehouse.run(`UPDATE watermarks SET last_loaded_at = TIMESTAMP '${time}' WHERE tenant_id = 'default'`);
  await refresh();
}

/** Both ask the warehouse for every refresh key at the next question, instead of some seconds later. */
async function refresh(): Promise<void> {
  await cube.runtime.refresh();
  await raw.runtime.refresh();
}

function table(uses: readonly [string, string[]][]): string {
  const lines = uses.map(([name, rollups]) => `| ${name} | ${rollups.join(", ") || "the tables"} |`);
  return `# Which rollup answers which tile\n\nWritten by \`rollups.test.ts\`.\n\n| tile | answered from |\n| --- | --- |\n${lines.join("\n")}\n`;
}

/** What is as of now is read anew every ten seconds, whatever was committed meanwhile. */
const AS_OF_NOW = ["technical.source_lag_seconds", "technical.sources_late"];

/** Asks both; the rollups that were used, by cube and name. */
async function expectSameAnswer({ name, query }: TileQuery, reader: Claims = claims("default")): Promise<string[]> {
  const used = new Set<string>();
  const ask = async () => {
    const answer = await cube.load(query, reader);
    const expected = await raw.load(query, reader);
    expect(expected.usedPreAggregations, name).toEqual({});
    for (const rollup of Object.keys(answer.usedPreAggregations)) used.add(rollup.replace(/^\w+\./, ""));
    return { answer: readable(answer.data), expected: readable(expected.data) };
  };
  let asked = await ask();
  if (AS_OF_NOW.some((measure) => query.measures?.includes(measure))) {
    for (let more = 0; more < 12 && asked.answer.join() !== asked.expected.join(); more++) {
      await setTimeout(1000);
      asked = await ask();
    }
  }
  expect(asked.answer, name).toEqual(asked.expected);
  return [...used].sort();
}

function readable(rows: readonly object[]): string[] {
  return rows
    .map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, readableCell(cell)])))
    .map((row) => JSON.stringify(row, Object.keys(row).sort()))
    .sort();
}

/** Sums of the same numbers in another order differ in the last digits. */
function readableCell(cell: unknown): unknown {
  return typeof cell === "string" && /^-?\d/.test(cell) && !cell.includes("T")
    ? Number(Number(cell).toPrecision(10))
    : cell;
}

/** As if everything had been loaded at one time, in UTC. */
async function stampAll(time: string): Promise<void> {
  for (const name of Object.keys(TABLES) as TableName[]) {
    if (tableDefinition(name).kind === "rows") {
      await data.warehouse.run(`UPDATE "${name}" SET _loaded_at = TIMESTAMP '${time}'`);
    }
  }
}
