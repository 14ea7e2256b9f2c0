import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hashModel, ModelRepository, modelVersionOf } from "./ModelRepository.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "northstar-model-"));
  writeFileSync(join(folder, "a.yml"), "cubes: []");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it("hashes names and contents of model files, and nothing else", () => {
  const before = hashModel(folder);
  writeFileSync(join(folder, "notes.txt"), "no model");
  expect(hashModel(folder)).toBe(before);
  writeFileSync(join(folder, "a.yml"), "cubes: [1]");
  const changed = hashModel(folder);
  expect(changed).not.toBe(before);
  writeFileSync(join(folder, "b.yml"), "");
  expect(hashModel(folder)).not.toBe(changed);
});

it("notices a change in development, after a second, and never in production", () => {
  let now = 0;
  const development = modelVersionOf(folder, true, () => now);
  const production = modelVersionOf(folder, false, () => now);
  const before = development();
  writeFileSync(join(folder, "a.yml"), "cubes: [1]");
  expect(development()).toBe(before);
  now = 1_001;
  expect(development()).not.toBe(before);
  expect(production()).toBe(before);
});

it("gives Cube the files as they were at most a second ago", async () => {
  let now = 0;
  const repository = new ModelRepository(folder, () => now);
  const contents = async () => (await repository.dataSchemaFiles()).map(({ content }) => content);
  expect(await contents()).toEqual(["cubes: []"]);
  writeFileSync(join(folder, "a.yml"), "cubes: [1]");
  expect(await contents()).toEqual(["cubes: []"]);
  now = 1_001;
  expect(await contents()).toEqual(["cubes: [1]"]);
});
