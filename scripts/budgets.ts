import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

// What a page has to load, gzipped, React left out: with the first number on screen, and with everything a view draws later.

interface Budget {
  name: string;
  imports: string;
  /** Kilobytes (1000 bytes) before the first number: the entry and what it imports. */
  first: Limit;
  /** Kilobytes with all that is loaded later. */
  whole: Limit;
}

/** What is aimed at, and what was reached: more than that fails, so that the way there only goes down. */
interface Limit {
  aim: number;
  reached: number;
}

const BUDGETS: readonly Budget[] = [
  {
    name: "one KPI card",
    imports: "NorthstarProvider, KpiCard",
    first: { aim: 40, reached: 54 },
    whole: { aim: 230, reached: 287 },
  },
  {
    name: "executive view",
    imports: "NorthstarProvider, ExecutiveView",
    first: { aim: 60, reached: 69 },
    whole: { aim: 230, reached: 300 },
  },
];

async function measure({ imports }: Budget): Promise<{ first: number; whole: number }> {
  const { metafile, outputFiles } = await build({
    stdin: {
      contents: `export { ${imports} } from "./packages/react/dist/index.js";`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    target: "es2022",
    outdir: ".cache/budgets",
    external: ["react", "react-dom", "react/*", "react-dom/*"],
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  const sizes = new Map(
    outputFiles.map(({ path, contents }) => [path.slice(path.indexOf(".cache/budgets")), gzipSync(contents).length]),
  );
  const entry = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === "<stdin>")?.[0] ?? "";
  const needed = new Set([entry]);
  for (const path of needed) {
    for (const one of metafile.outputs[path]?.imports ?? []) {
      if (one.kind === "import-statement" && !one.external) needed.add(one.path);
    }
  }
  const kilobytes = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0) / 1000;
  return { first: kilobytes(needed), whole: kilobytes(sizes.keys()) };
}

/** The scripts for pages without a bundler, React and styles in them: kilobytes gzipped, with what each imports at once. */
const SCRIPTS: readonly { file: string; first: number }[] = [
  { file: "northstar.js", first: 200 },
  { file: "northstar.single.js", first: 410 },
];

function measureScript(file: string): number {
  const needed = new Set([file]);
  let kilobytes = 0;
  for (const name of needed) {
    const code = readFileSync(join("packages/elements/dist/browser", name));
    kilobytes += gzipSync(code).length / 1000;
    for (const [, imported = ""] of code.toString().matchAll(/(?:from|import)"\.\/([^"]+)"/g)) needed.add(imported);
  }
  return kilobytes;
}

let kept = true;
for (const { file, first } of SCRIPTS) {
  const kilobytes = measureScript(file);
  kept &&= kilobytes <= first;
  console.log(
    `${kilobytes <= first ? "ok  " : "OVER"} ${file}: ${kilobytes.toFixed(1)} of ${first} KB gz, React included`,
  );
}
for (const budget of BUDGETS) {
  const { first, whole } = await measure(budget);
  const within = first > 0 && first <= budget.first.reached && whole <= budget.whole.reached;
  kept &&= within;
  const against = (kilobytes: number, { aim }: Limit) =>
    `${kilobytes.toFixed(1)} KB gz (aim ${aim}${kilobytes <= aim ? "" : ", not met"})`;
  console.log(
    `${within ? "ok  " : "OVER"} ${budget.name}: ${against(first, budget.first)} first, ${against(whole, budget.whole)} in all`,
  );
}
process.exit(kept ? 0 : 1);
