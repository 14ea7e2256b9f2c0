import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

it.each([
  ["refuses names that the registered catalogue doesn't have, and kinds that don't fit", "type-tests"],
  ["takes any string while no catalogue is registered", "type-tests/unregistered"],
])("%s, at compile time", (_what, folder) => {
  const project = fileURLToPath(new URL(`../../${folder}/tsconfig.json`, import.meta.url));
  // tsc exits with an error, and execFileSync throws it, when a `@ts-expect-error` there isn't one.
  expect(execFileSync(process.execPath, [compiler, "-p", project], { encoding: "utf8" })).toBe("");
});
