import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("refuses names that the registered catalogue doesn't have, at compile time", () => {
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const project = fileURLToPath(new URL("../../type-tests/tsconfig.json", import.meta.url));
  // tsc exits with an error, and execFileSync throws it, when a `@ts-expect-error` there isn't one.
  expect(execFileSync(process.execPath, [compiler, "-p", project], { encoding: "utf8" })).toBe("");
});
