import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type RunResult, run } from "./run.ts";

// Static checks, the same here and in CI: format, lint, types, dead code, generated files, builds, package faces, budgets.
// Every step runs even when an earlier one failed, so that one run shows all there is to mend.

interface Step {
  name: string;
  act: () => Promise<RunResult>;
}

const PACKS = ".cache/packs";
/** In the order they are built: the others read the declarations of core. */
const published = ["core", "react", "elements", "server", "ingest"];
/** Programs: what is written under the same rules is one, so that the sources that all of it imports are read once. */
const typed = [
  "packages/core",
  "packages/react",
  "packages/react/type-tests",
  "packages/react/type-tests/unregistered",
  "packages/elements",
  "examples/intranet-portal",
  "examples/own-model",
  "examples/html-portal",
  // Servers, the command, the model, scripts.
  "tsconfig.node.json",
  // Stories, hosts, ways through, measurements.
  "tsconfig.pages.json",
];

function quiet(command: string, ...commandArguments: string[]): () => Promise<RunResult> {
  return () => run(command, commandArguments, { quiet: true });
}

async function inTurn(actions: readonly (() => Promise<RunResult>)[]): Promise<RunResult> {
  const all: RunResult = { ok: true, seconds: 0, output: "" };
  for (const act of actions) {
    const { ok, seconds, output } = await act();
    all.ok &&= ok;
    all.seconds += seconds;
    if (!ok) all.output += output;
  }
  return all;
}

/** For what uses one core and doesn't depend on one another. */
async function sideBySide(actions: readonly (() => Promise<RunResult>)[]): Promise<RunResult> {
  const start = performance.now();
  const waiting = [...actions];
  const lane = async (): Promise<RunResult[]> => {
    const results: RunResult[] = [];
    for (let act = waiting.shift(); act; act = waiting.shift()) results.push(await act());
    return results;
  };
  const results = (await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, lane))).flat();
  return {
    ok: results.every(({ ok }) => ok),
    seconds: (performance.now() - start) / 1000,
    output: results.map(({ ok, output }) => (ok ? "" : output)).join(""),
  };
}

function build(name: string): () => Promise<RunResult> {
  return () => run("pnpm", ["run", "build"], { quiet: true, cwd: join("packages", name) });
}

async function pack(): Promise<RunResult> {
  rmSync(PACKS, { recursive: true, force: true });
  mkdirSync(PACKS, { recursive: true });
  const destination = join(process.cwd(), PACKS);
  return inTurn(
    published.map(
      (name) => () =>
        run("pnpm", ["pack", "--pack-destination", destination], {
          quiet: true,
          cwd: join("packages", name),
        }),
    ),
  );
}

function packs(): string[] {
  return readdirSync(PACKS).map((file) => join(PACKS, file));
}

const steps: Step[] = [
  { name: "format and lint", act: quiet("biome", "check", "--error-on-warnings", ".") },
  { name: "types", act: () => sideBySide(typed.map((folder) => quiet("tsc", "-p", folder))) },
  { name: "dead code", act: quiet("knip") },
  { name: "typed catalogue up to date", act: quiet("node", "packages/cli/src/main.ts", "codegen", "--check") },
  {
    name: "metrics: versions, records, policies, names",
    act: quiet("node", "packages/cli/src/main.ts", "kpi", "check"),
  },
  { name: "access matrix reviewed", act: quiet("node", "packages/cli/src/main.ts", "access", "--check") },
  { name: "warehouse DDL up to date", act: quiet("node", "packages/cli/src/main.ts", "ddl", "--check") },
  {
    name: "build",
    // Each reads the declarations of those before it; the last three only those of core and react.
    act: () => inTurn([build("core"), build("react"), () => sideBySide(["elements", "server", "ingest"].map(build))]),
  },
  { name: "pack", act: pack },
  { name: "publint", act: () => inTurn(packs().map((file) => quiet("publint", "run", "--strict", file))) },
  {
    name: "types as installed",
    act: () =>
      inTurn(
        packs().map((file) =>
          quiet(
            "attw",
            file,
            "--profile",
            "esm-only",
            "--exclude-entrypoints",
            "styles.css",
            "tokens.css",
            "alerts.css",
            "links.css",
            "reports.css",
            "integrations.css",
            "own-charts.css",
            "metrics.css",
            "suggestions.css",
            "adoption.css",
          ),
        ),
      ),
  },
  { name: "bundle budgets", act: quiet("node", "scripts/budgets.ts") },
];

const failed: string[] = [];
for (const { name, act } of steps) {
  const { ok, seconds, output } = await act();
  console.log(`${ok ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) {
    failed.push(name);
    console.log(output.trim().replace(/^/gm, "    "));
  }
}
if (failed.length > 0) {
  console.error(`\ncheck failed: ${failed.join(", ")}`);
  process.exit(1);
}
console.log(`\ncheck passed: ${steps.length} steps`);
