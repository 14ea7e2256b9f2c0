import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ModelRepository, modelStateOf, readModelState } from "./ModelRepository.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "northstar-model-"));
  writeFileSync(join(folder, "a.yml"), "cubes: []");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it("hashes names and contents of model files, and nothing else", () => {
  const before = readModelState(folder).version;
  writeFileSync(join(folder, "notes.txt"), "no model");
  expect(readModelState(folder).version).toBe(before);
  writeFileSync(join(folder, "a.yml"), "cubes: [1]");
  const changed = readModelState(folder).version;
  expect(changed).not.toBe(before);
  writeFileSync(join(folder, "b.yml"), "");
  expect(readModelState(folder).version).not.toBe(changed);
});

it("knows whether a model may compile differently for another reader", () => {
  expect(readModelState(folder).dependsOnReader).toBe(false);
  writeFileSync(join(folder, "b.yml"), "cubes: [{ name: c, public: '{COMPILE_CONTEXT.securityContext.tenant}' }]");
  expect(readModelState(folder).dependsOnReader).toBe(true);
});

it("notices a change in development, after a second, and never in production", () => {
  let now = 0;
  const development = modelStateOf(folder, true, () => now);
  const production = modelStateOf(folder, false, () => now);
  const before = development().version;
  writeFileSync(join(folder, "a.yml"), "cubes: [1]");
  expect(development().version).toBe(before);
  now = 1_001;
  expect(development().version).not.toBe(before);
  expect(production().version).toBe(before);
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
