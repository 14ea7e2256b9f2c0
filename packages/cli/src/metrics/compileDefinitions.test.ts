import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { ModelError } from "../codegen/ModelError.ts";
import { readSoundModel } from "./checkMetrics.ts";
import type { CompiledModel } from "./compileDefinitions.ts";
import { formatLock, lockOf } from "./metricsLock.ts";

const MODEL = fileURLToPath(new URL("../../../../cube/model", import.meta.url));

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "northstar-definitions-"));
});

afterEach(() => rm(folder, { recursive: true }));

const compile = async (): Promise<CompiledModel> => (await readSoundModel(folder)).compiled;

const hashes = ({ definitions }: CompiledModel) => new Map(definitions.map(({ id, hash }) => [id, hash]));

/** Ids whose definition isn't the one before. */
async function changesAfter(edit: () => Promise<void>): Promise<string[]> {
  const before = hashes(await compile());
  await edit();
  return [...hashes(await compile())].filter(([id, hash]) => before.get(id) !== hash).map(([id]) => id);
}

async function replaceIn(name: string, before: string | RegExp, after: string): Promise<void> {
  const file = join(folder, name);
  const text = await readFile(file, "utf8");
  expect(text).toMatch(before);
  await writeFile(file, text.replace(before, after));
}

describe("the project's own model", () => {
  beforeEach(() => cp(MODEL, folder, { recursive: true }));

  it("means the same with its keys and members in another order, other remarks and YAML written otherwise", {
    timeout: 120_000,
  }, async () => {
    const before = formatLock(lockOf(await compile()));
    const names = (await readdir(MODEL, { recursive: true })).filter((name) => name.endsWith(".yml"));
    const style = fc.record({
      seed: fc.nat(),
      lineWidth: fc.constantFrom(0, 40, 120),
      defaultStringType: fc.constantFrom("PLAIN" as const, "QUOTE_DOUBLE" as const, "BLOCK_LITERAL" as const),
    });
    await fc.assert(
      fc.asyncProperty(style, async ({ seed, ...options }) => {
        for (const name of names) {
          const document: unknown = parse(await readFile(join(MODEL, name), "utf8"));
          await writeFile(join(folder, name), `# a remark\n${stringify(rewrite(document, seed), options)}`);
        }
        expect(formatLock(lockOf(await compile()))).toBe(before);
      }),
      { numRuns: 5 },
    );
  });

  it("has the activity of its one cube in every number that rests on it, and in no other", async () => {
    const changed = await changesAfter(() =>
      replaceIn("cubes/activity.yml", "seconds_played >= 30", "seconds_played >= 31"),
    );
    expect(changed).toEqual(
      expect.arrayContaining([
        ...["active_professionals", "active_professionals_mom", "ilt", "vnr", "k_factor"],
        ...["retention_30", "retention_60", "retention_90", "tav", "acquisition"],
      ]),
    );
    for (const id of [
      "sponsorship_revenue",
      "active_sponsors",
      "events_ingested",
      "flow_failure_rate",
      "messages_sent",
    ]) {
      expect(changed).not.toContain(id);
    }
  });

  it("has nothing in it of what rows are cut by, or of when they are asked for", async () => {
    const changed = await changesAfter(async () => {
      await replaceIn(
        "cubes/conformed.yml",
        /SELECT tenant_id, country FROM users/,
        "SELECT tenant_id, UPPER(country) FROM users",
      );
      await editCube("sponsorship", (cube) => {
        cube.refresh_key = { every: "20 second" };
        cube.pre_aggregations = [];
      });
    });
    expect(changed).toEqual([]);
  });

  it("follows a measure into those that are made of it", async () => {
    const changed = await changesAfter(() =>
      editCube("sponsorship", ({ measures }) => {
        const cost = measures?.find(({ name }) => name === "sponsorship_cost");
        if (cost) cost.sql = `2 * ${cost.sql}`;
      }),
    );
    expect(changed).toEqual(["sponsorship_cost", "sponsorship_net", "sponsorship_roi"]);
  });
});

interface EditedCube {
  name: string;
  measures?: { name: string; sql?: string }[];
  refresh_key?: unknown;
  pre_aggregations?: unknown;
}

async function editCube(name: string, edit: (cube: EditedCube) => void): Promise<void> {
  const file = join(folder, "cubes", `${name}.yml`);
  const document = parse(await readFile(file, "utf8")) as { cubes: EditedCube[] };
  edit(document.cubes.find((cube) => cube.name === name)!);
  await writeFile(file, stringify(document));
}

/** The same data: keys and members shuffled, SQL with remarks and room around it, what isn't definition changed. */
function rewrite(value: unknown, seed: number, key = ""): unknown {
  if (Array.isArray(value)) {
    const entries = value.map((entry) => rewrite(entry, seed + 1));
    return key === "measures" || key === "dimensions" ? shuffle(entries, seed) : entries;
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      shuffle(Object.entries(value), seed)
        .filter(([name]) => name !== "pre_aggregations" && name !== "refresh_key")
        .map(([name, entry]) => [name, rewrite(entry, seed + 7, name)]),
    );
  }
  if (key === "sql") return `\n-- a remark\n  ${String(value)}\n/* and {another.sql()} */`;
  if (key === "owner") return `${String(value)} and others`;
  if (key === "target") return Number(value) + 1;
  if (key === "description") return "Another text.";
  return value;
}

function shuffle<T>(list: readonly T[], seed: number): T[] {
  return list
    .map((entry, index) => ({ entry, rank: ((index + 1) * (seed + 13) * 7919) % 10_007 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}

const KPI = `version: 1, title: { es: A, en: A }, definition: { es: A, en: A }, unit: count, polarity: up, grain: month,
              owner: A, sloSeconds: 300, sources: [ga4], roles: [analyst], timeDimension: date,
              changelog: [{ version: 1, since: "2026-01-01", note: { es: A, en: A } }]`;

const SMALL = `cubes:
  - name: visits
    public: false
    sql: SELECT * FROM ({raw.sql()}) AS r
    joins:
      - { name: people, relationship: many_to_one, sql: "{CUBE}.user_id = {people.id}" }
      - { name: shops, relationship: many_to_one, sql: "{CUBE}.shop_id = {shops.id}" }
    dimensions:
      - { name: id, sql: id, type: string, primary_key: true }
      - { name: tenant, sql: tenant_id, type: string, meta: { row_filters: [] } }
      - { name: date, sql: at, type: time, meta: { row_filters: [] } }
      - { name: week, sql: "{date.week}", type: time }
    measures:
      - { name: total, type: count, meta: { row_filters: [], kpi: { id: total, ${KPI} } } }
      - name: members
        type: sum
        sql: "CASE WHEN {people.is_member} THEN 1 ELSE 0 END"
        filters: [{ sql: "{CUBE}.seconds > 10" }]
      - { name: share, type: number, sql: "{members} / {total}", meta: { row_filters: [], kpi: { id: share, ${KPI} } } }
  - name: raw
    public: false
    sql: SELECT * FROM events
  - name: people
    public: false
    sql_table: users
    dimensions:
      - { name: id, sql: user_id, type: string, primary_key: true }
      - { name: is_member, sql: member, type: boolean }
  - name: shops
    public: false
    sql_table: shops
    dimensions: [{ name: id, sql: shop_id, type: string, primary_key: true }]
views:
  - name: all
    cubes: [{ join_path: visits, includes: [tenant, date, total, share] }]
    access_policy: [{ group: analyst, member_level: { includes: "*" }, row_level: { allow_all: true } }]
`;

describe("a small model", () => {
  const edit = (before: string | RegExp, after: string) => changesAfter(() => replaceIn("small.yml", before, after));

  beforeEach(() => writeFile(join(folder, "small.yml"), SMALL));

  it.each([
    ["the SQL of an embedded cube", "FROM events", "FROM events WHERE NOT bot", ["share", "total"]],
    ["the SQL of the cube", "AS r", "AS r WHERE TRUE", ["share", "total"]],
    ["the filter of a measure below", "seconds > 10", "seconds > 20", ["share"]],
    ["a dimension of another cube", "sql: member,", "sql: active_member,", ["share"]],
    ["the join to it", ".user_id = ", ".person_id = ", ["share"]],
    ["its table", "sql_table: users", "sql_table: persons", ["share"]],
    ["the time dimension", "sql: at,", "sql: left_at,", ["share", "total"]],
    ["the key that a count counts", "name: id, sql: id,", "name: id, sql: visit_id,", ["share", "total"]],
    ["the type of a measure", "name: members\n        type: sum", "name: members\n        type: max", ["share"]],
    ["the unit of one record", /(id: share, version: 1.*)unit: count/, "$1unit: ratio", ["share"]],
    ["a join that nothing follows", ".shop_id = ", ".place_id = ", []],
    ["a dimension that nothing refers to", "{date.week}", "{date.month}", []],
    ["the name of a dimension below", /is_member/g, "belongs", []],
    ["the name of the cube", /\bvisits\b/g, "calls", []],
    ["the name of an embedded cube", /\braw\b/g, "rows", []],
    ["an owner and a service level", "owner: A, sloSeconds: 300", "owner: B, sloSeconds: 60", []],
    [
      "the room in SQL, and keywords in lower case",
      "CASE WHEN {people.is_member} THEN",
      "case  when { people.is_member } then",
      [],
    ],
  ])("after a change of %s has other definitions accordingly", async (_, before, after, changed) => {
    expect((await edit(before, after)).sort()).toEqual(changed);
  });

  it("takes over what a cube extends", async () => {
    await replaceIn("small.yml", "sql: SELECT * FROM ({raw.sql()}) AS r", "extends: base");
    await replaceIn(
      "small.yml",
      "  - name: raw\n",
      "  - name: base\n    public: false\n    sql: SELECT * FROM ({raw.sql()}) AS r\n  - name: raw\n",
    );
    expect(await edit("FROM events", "FROM events WHERE NOT bot")).toEqual(["share", "total"]);
  });

  it.each([
    [
      "{raw.sql()}",
      "{row.sql()}",
      /small\.yml:2: visits: refers to \{row\.sql\(\)\}, which no YAML file of the model defines/,
    ],
    ["{people.is_member}", "{people.is_guest}", /visits: refers to \{people\.is_guest\}/],
    ["FROM events", "FROM {% if a %}events{% endif %}", /raw: has \{% if a %\} in its SQL, which can't be followed/],
  ])("refuses %s turned into %s, behind which a change would go unseen", async (before, after, message) => {
    await replaceIn("small.yml", before, after);
    const error = await compile().then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ModelError);
    expect((error as ModelError).message).toMatch(message);
  });
});
