import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser, openBundledPage } from "../packages/react/src/testing/browserPage.ts";
import type { TableFigures } from "./render/tablePage.tsx";

// What a table of 100,000 rows costs in Chromium with React's production build: to come, to be sorted, to be scrolled.

const ROWS = 100_000;
const RUNS = 3;

const browser = await launchBrowser();
if (!browser) throw new Error("There is no Chromium. Install one, or name it in NORTHSTAR_CHROMIUM.");
try {
  const source = readFileSync(join(import.meta.dirname, "render", "tablePage.tsx"), "utf8");
  const page = await openBundledPage(browser, source, {
    isProduction: true,
    resolveDir: join(import.meta.dirname, "render"),
  });
  page.on("pageerror", (error) => console.error(error.message));
  await page.waitForFunction(() => "measureTable" in window);
  await page.evaluate(() => window.measureTable(1000));
  const runs: TableFigures[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    runs.push(await page.evaluate((rows) => window.measureTable(rows), ROWS));
  }
  const at = (values: readonly number[], share: number) =>
    ([...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0).toFixed(1);
  const median = (values: readonly number[]) => at(values, 0.5);
  console.log(`${ROWS} rows, 6 columns, ${RUNS} runs`);
  console.log(`rows to painted: ${median(runs.map(({ mount }) => mount))} ms`);
  for (const name of ["number", "numberAgain", "text", "textAgain"] as const) {
    console.log(`sort, ${name}: ${median(runs.map(({ sorts }) => sorts[name]))} ms`);
  }
  const frames = runs.flatMap((run) => run.frames);
  const work = runs.flatMap((run) => run.work);
  const late = frames.filter((frame) => frame > 1000 / 30).length;
  console.log(
    `scrolling, own work a frame: median ${median(work)} ms, p95 ${at(work, 0.95)} ms, slowest ${at(work, 1)} ms`,
  );
  console.log(
    `scrolling, between frames: median ${median(frames)} ms, p95 ${at(frames, 0.95)} ms, ${late} of ${frames.length} over 33 ms`,
  );
} finally {
  await browser.close();
}
