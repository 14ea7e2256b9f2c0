import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright";
import { launchBrowser, openBundledPage } from "../packages/react/src/testing/browserPage.ts";
import type {} from "./render/pointsPage.tsx";

/**
 * What it costs to give a chart 100,000 other values, in Chromium with React's production build. The target is 25 ms.
 *
 * `painted` is from `setState` to the end of the frame that shows them, on the page's main thread, with the pause until that frame begins (up
 * to 17 ms that nobody works in). `own` is the processor time of that thread in the same span (script, style, layout, paint); `script` is the
 * part of it that is ours and React's. `seen` is what the browser itself says of a click that changes the values (Event Timing): from
 * the click to the picture on the screen, drawing to pixels in other threads included, in steps of 8 ms.
 */

const RUNS = 60;
const CLICKS = 20;

const browser = await launchBrowser();
if (!browser) throw new Error("There is no Chromium. Install one, or name it in NORTHSTAR_CHROMIUM.");
try {
  const source = readFileSync(join(import.meta.dirname, "render", "pointsPage.tsx"), "utf8");
  const page = await openBundledPage(browser, source, {
    isProduction: true,
    resolveDir: join(import.meta.dirname, "render"),
    viewport: { width: 1200, height: 600 },
  });
  page.on("pageerror", (error) => console.error(error.message));
  await page.waitForFunction(() => "points" in window);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  for (const kind of ["line", "bar"] as const) await measure(page, session, kind);
} finally {
  await browser.close();
}

async function measure(page: Page, session: CDPSession, kind: "line" | "bar"): Promise<void> {
  await page.evaluate((which) => window.points.mount(which), kind);
  // The first runs are those of code that isn't compiled yet.
  for (let run = 0; run < 10; run += 1) await page.evaluate(() => window.points.update());
  const runs: { painted: number; own: number; script: number }[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const before = await counters(session);
    const painted = await page.evaluate(() => window.points.update());
    const after = await counters(session);
    const spent = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) * 1000;
    runs.push({ painted, own: spent("TaskDuration"), script: spent("ScriptDuration") });
  }
  const clicks: (number | null)[] = [];
  for (let run = 0; run < CLICKS; run += 1) {
    await page.evaluate(() => window.points.updateOnClick());
    await page.mouse.click(600, 450);
    await page.waitForTimeout(120);
    clicks.push(await page.evaluate(() => window.points.lastClick()));
  }
  const size = await page.evaluate(() => {
    const paths = [...document.querySelectorAll(".ns-plot path")].map((path) => path.getAttribute("d")?.length ?? 0);
    return { paths: paths.length, characters: paths.reduce((sum, length) => sum + length, 0) };
  });
  const [painted, own, script] = (["painted", "own", "script"] as const).map((name) => runs.map((run) => run[name]));
  console.log(
    `${kind}, 100,000 values, ${RUNS} updates: painted median ${median(painted)} ms (90 %: ${share(painted, 0.9)}; target 25), own ${median(own)} ms, of which script ${median(script)} ms`,
  );
  console.log(
    `${kind}, ${CLICKS} clicks: seen median ${median(clicks.filter((seen) => seen !== null))} ms of ${clicks.filter((seen) => seen !== null).length}, the others in less than 16; drawn as ${size.paths} paths of ${(size.characters / 1000).toFixed(0)} KB`,
  );
}

function share(values: readonly number[] = [], part: number): string {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
}

function median(values: readonly number[] | undefined): string {
  return share(values, 0.5);
}

/** Chromium's counters of the page's main thread; durations in seconds. */
async function counters(session: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await session.send("Performance.getMetrics");
  return new Map(metrics.map(({ name, value }) => [name, value]));
}
