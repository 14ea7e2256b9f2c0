import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";

// What a page has to load, gzipped, React left out: with the first number on screen, and with everything a view draws later.

interface Budget {
  name: string;
  imports: string;
  /** Kilobytes (1000 bytes) before the first number: the entry and what it imports. */
  first: Limit;
  /** Kilobytes with all that is loaded later. */
  whole: Limit;
}

/** What is aimed at, and what is held: more than that fails. Held below the aim where much less was reached. */
interface Limit {
  aim: number;
  held: number;
}

const BUDGETS: readonly Budget[] = [
  {
    name: "one KPI card",
    imports: "NorthstarProvider, KpiCard",
    first: { aim: 40, held: 40 },
    whole: { aim: 230, held: 90 },
  },
  {
    name: "executive view",
    imports: "NorthstarProvider, ExecutiveView",
    // Eight bytes more than the aim: what marks changes of definitions and notes on every chart.
    first: { aim: 70, held: 70.1 },
    whole: { aim: 230, held: 130 },
  },
];

/** Bundled as most portals do it, with Vite: each module goes with the first chunk that needs it. */
async function measure({ imports }: Budget): Promise<{ first: number; whole: number }> {
  const entry = "virtual:budget";
  const built = await build({
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [
      {
        name: "budget",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) =>
          id === entry ? `export { ${imports} } from "${resolve("packages/react/dist/index.js")}";` : null,
      },
    ],
    build: {
      write: false,
      minify: true,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: "strict", external: /^react(-dom)?($|\/)/ },
    },
  });
  const chunks = new Map(
    [built]
      .flat()
      .flatMap((one) => ("output" in one ? one.output : []))
      .flatMap((output) => (output.type === "chunk" ? [[output.fileName, output] as const] : [])),
  );
  const needed = new Set([...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  for (const name of needed) {
    for (const imported of chunks.get(name)?.imports ?? []) if (chunks.has(imported)) needed.add(imported);
  }
  const kilobytes = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? "").length, 0) / 1000;
  return { first: kilobytes(needed), whole: kilobytes(chunks.keys()) };
}

/** The scripts for pages without a bundler, React and styles in them: kilobytes gzipped, with what each imports at once. */
const SCRIPTS: readonly { file: string; first: number }[] = [
  { file: "northstar.js", first: 193.2 },
  { file: "northstar.single.js", first: 236 },
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
  const within = first > 0 && first <= budget.first.held && whole <= budget.whole.held;
  kept &&= within;
  const against = (kilobytes: number, { aim }: Limit) =>
    `${kilobytes.toFixed(1)} KB gz (aim ${aim}${kilobytes <= aim ? "" : ", not met"})`;
  console.log(
    `${within ? "ok  " : "OVER"} ${budget.name}: ${against(first, budget.first)} first, ${against(whole, budget.whole)} in all`,
  );
}
process.exit(kept ? 0 : 1);
