import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findModelProblems } from "./findModelProblems.ts";
import { describeModelProblem } from "./ModelProblem.ts";

// Line numbers below are those of this text.
const MODEL = `cubes:
  - name: orders
    sql_table: orders
    dimensions:
      - { name: id, sql: id, type: number, primary_key: true }
      - { name: tenant, sql: tenant_id, type: string }
    measures:
      - name: total
        type: count
  - name: visits
    sql_table: visits
    dimensions:
      - { name: visit_id, sql: id, type: number, primary_key: true }
views:
  - name: sales
    cubes:
      - join_path: orders
        includes: [tenant, total]
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "northstar-model-"));
  mkdirSync(join(folder, "cubes"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function problemsOf(text: string): Promise<string[]> {
  writeFileSync(join(folder, "cubes", "shop.yml"), text);
  return (await findModelProblems(folder)).map(describeModelProblem);
}

it("finds nothing wrong with a model in order", async () => {
  expect(await problemsOf(MODEL)).toEqual([]);
});

/** Each: what is wrong, the change to the model, the line it is found at, what is said of it and how to mend it. */
const BROKEN: readonly [name: string, from: string, to: string, line: number, said: RegExp, fix: RegExp][] = [
  ["a bracket left open", "[tenant, total]", "[tenant, total", 19, /isn't YAML/, /bracket/],
  ["a tab", "    sql_table: visits", "\tsql_table: visits", 11, /isn't YAML: Tabs/, /indentation/],
  ["a key twice", "    sql_table: visits", "    sql_table: visits\n    sql_table: v", 12, /must be unique/, /Keep one/],
  ["an unknown key", "type: count", "type: count\n        sqll: x", 10, /measures\.total\.sqll is no key/, /spelling/],
  ["an unknown type", "type: count", "type: total", 9, /measures\.total\.type is total/, /Choose one of count, number/],
  ["a sum of nothing", "type: count", "type: sum", 8, /measures\.total\.sql is missing/, /Add it/],
  ["an unknown member in a view", "[tenant, total]", "[tenant, sum]", 18, /includes sum, which none/, /Mend its name/],
  [
    "an unknown cube in a view",
    "join_path: orders",
    "join_path: order",
    17,
    /order is named here and/,
    /define that cube/,
  ],
  ["an unknown name in SQL", "type: count", "type: number\n        sql: '{sum} / 2'", 10, /sum is named here/, /CUBE/],
  [
    "an unknown member of another cube in SQL",
    "type: count",
    "type: number\n        sql: '{visits.sum} / 2'",
    10,
    /visits\.sum is named here and defined nowhere/,
    /Mend its name/,
  ],
  ["an unknown own member", "type: count", "type: number\n        sql: '{CUBE.sum}'", 10, /orders\.sum is/, /CUBE/],
  [
    "a brace left open",
    "type: count",
    "type: number\n        sql: '{tenant / 2'",
    10,
    /can't be read/,
    /close every brace/,
  ],
  ["a cube twice", "- name: visits", "- name: orders", 10, /orders: is defined twice/, /Rename one/],
  ["a view called as a cube", "- name: sales", "- name: orders", 15, /orders: is defined twice/, /Rename one/],
  [
    "a measure twice",
    "type: count",
    "type: count\n      - { name: total, type: count }",
    10,
    /orders\.total: is defined twice/,
    /Rename one/,
  ],
  [
    "a view that joins what isn't joined",
    "- join_path: orders",
    "- join_path: orders.visits\n        includes: [visit_id]\n      - join_path: orders",
    17,
    /orders: has no join to visits/,
    /under `joins:`/,
  ],
  [
    "a join to no cube",
    "sql_table: orders",
    "sql_table: orders\n    joins:\n      - { name: visit, sql: '1 = 1', relationship: one_to_one }",
    5,
    /joins visit, which no file/,
    /define it/,
  ],
  ["no table", "    sql_table: orders\n", "", 2, /doesn't say where its rows come from/, /`sql_table` or `sql`/],
  [
    "a rollup of what isn't there",
    "type: count",
    "type: count\n    pre_aggregations:\n      - { name: main, measures: [sum], dimensions: [tenant] }",
    11,
    /sum is named here/,
    /Mend its name/,
  ],
  [
    "a folder of what isn't there",
    "includes: [tenant, total]",
    "includes: [tenant, total]\n    folders:\n      - { name: A, includes: [sum] }",
    20,
    /the folder A includes sum/,
    /include it in the view/,
  ],
  ["another key at the top", "views:", "view:", 1, /begins with the key view/, /`cubes:` and `views:`/],
  ["a template", "sql_table: visits", "sql_table: '{{ x }}'", 11, /Jinja template/, /Write it out/],
];

it.each(BROKEN)("names the line and the mend of %s", async (_, from, to, line, said, fix) => {
  const text = MODEL.replace(from, to);
  expect(text).not.toBe(MODEL);
  const [problem, ...others] = await problemsOf(text);
  expect(others).toEqual([]);
  expect(problem).toMatch(new RegExp(`^cubes/shop\\.yml:${line}: `));
  expect(problem).toMatch(said);
  expect(problem).toMatch(fix);
});

it("asks for the primary key that a join needs", async () => {
  const text = MODEL.replace(", primary_key: true }\n      - { name: tenant", " }\n      - { name: tenant").replace(
    "sql_table: orders",
    "sql_table: orders\n    joins:\n      - { name: visits, sql: '{CUBE}.id = {visits}.id', relationship: one_to_many }",
  );
  expect(await problemsOf(text)).toEqual([
    "cubes/shop.yml:2: orders: joins need a primary key of orders. Give one of its dimensions `primary_key: true`.",
  ]);
});

it("tells every problem of several files", async () => {
  writeFileSync(join(folder, "a.yml"), "cubes: 3\n");
  expect(await problemsOf("hello")).toEqual([
    "a.yml:1: cubes is no list. Begin each entry with a dash: `- name: …`.",
    "cubes/shop.yml:1: holds neither cubes nor views. A file of the model holds `cubes:` and `views:`.",
  ]);
});

it("refuses a folder without a model", async () => {
  await expect(findModelProblems(folder)).rejects.toMatchObject({ code: "model_invalid" });
});
