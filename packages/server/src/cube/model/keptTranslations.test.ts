import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { claimsOf } from "../testing/claims.ts";
import { createTestRuntime, MODEL_PATH } from "../testing/runtime.ts";
import { createTestWarehouse } from "../testing/warehouse.ts";
import { findModelProblems } from "./findModelProblems.ts";
import { keepTranslations, recallTranslations } from "./keptTranslations.ts";

let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "northstar-translations-"));
  folder = join(root, "kept");
  vi.stubEnv("NORTHSTAR_MODEL_CACHE", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const file = { fileName: "a.yml", content: "cubes: []" };

it("gives a process what another one made of the same text, and of no other", async () => {
  await keepTranslations([file], new Map([[md5(file.content), "cube(`a`)"]]));
  const other = new Map<string, string>();
  await recallTranslations([file, { content: "cubes: [] " }], other);
  expect([...other]).toEqual([[md5(file.content), "cube(`a`)"]]);
});

it("keeps nothing that wasn't translated, and what is there belongs to its owner alone", async () => {
  await keepTranslations([file, { content: "views: []" }], new Map([[md5(file.content), "x"]]));
  const [kept = "", ...more] = readdirSync(folder);
  expect(more).toEqual([]);
  expect(statSync(join(folder, kept)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it("does without a folder, and with one that can't be made", async () => {
  const made = new Map([[md5(file.content), "x"]]);
  vi.stubEnv("NORTHSTAR_MODEL_CACHE", "");
  await keepTranslations([file], made);
  writeFileSync(join(root, "a-file"), "");
  vi.stubEnv("NORTHSTAR_MODEL_CACHE", join(root, "a-file", "kept"));
  await keepTranslations([file], made);
  await recallTranslations([file], new Map());
  expect(readdirSync(root)).toEqual(["a-file"]);
});

it("is what Cube asks before it translates: the answer is the same from what was kept, and follows it", async () => {
  const warehouse = await createTestWarehouse();
  const ask = async () => {
    const cube = await createTestRuntime(warehouse, {});
    try {
      return (await cube.load({ measures: ["sales.count"] }, claimsOf("director"))).data;
    } finally {
      await cube.close();
    }
  };
  try {
    const first = await ask();
    const files = readdirSync(folder);
    expect(files.length).toBe(readdirSync(MODEL_PATH).filter((name) => name.endsWith(".yml")).length);
    expect(await ask()).toEqual(first);
    // Were it not read, a translation that is no program would do no harm.
    for (const name of files) writeFileSync(join(folder, name), "this is no program");
    await expect(ask()).rejects.toThrow();
  } finally {
    warehouse.close();
  }
});

it("keeps nothing of a model that doesn't compile", async () => {
  const broken = mkdtempSync(join(root, "model-"));
  const yaml = readFileSync(join(MODEL_PATH, "orders.yml"), "utf8");
  writeFileSync(join(broken, "orders.yml"), yaml.replace("sql: tenant_id", 'sql: "{nothing_there}"'));
  const problems = await findModelProblems(broken);
  expect(problems.length).toBeGreaterThan(0);
  expect(await findModelProblems(broken)).toEqual(problems);
  expect(readdirSync(root)).toEqual([broken.slice(root.length + 1)]);
});
