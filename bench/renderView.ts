import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright";
import { launchBrowser, openBundledPage } from "../packages/react/src/testing/browserPage.ts";
import type { StepFigures } from "./render/viewPage.tsx";

/**
 * What the executive and the operational view together (19 tiles) cost in Chromium with React's production build: from answers to pixels,
 * and from a change of filters to pixels.
 *
 * `painted` is what a reader waits: from the answers being there, or from `setFilters`, to the paint that shows the last of it, with the
 * pauses until the next frame and the time of the stand-in server, which answers from memory in the same thread. `own` is our part of it: the
 * processor time of the page's main thread in the same span (script, style, layout, paint) without the stand-in's and the bench's. Chromium counts it
 * (`TaskDuration` in thread ticks), so what else the machine does weighs little. `script`, `style and layout` are parts of it.
 *
 * A first change asks the server; a change back finds its answers in the page. Layout shift is summed from the first skeleton to the
 * last drawing, and apart from it over the changes of filters (a browser doesn't count those that come within half a second of a click),
 * at widths of a desk and of a phone.
 */

const RUNS = 15;
const MOUNTS = 50;

const browser = await launchBrowser();
if (!browser) throw new Error("There is no Chromium. Install one, or name it in NORTHSTAR_CHROMIUM.");
try {
  const source = readFileSync(join(import.meta.dirname, "render", "viewPage.tsx"), "utf8");
  const page = await openBundledPage(browser, source, {
    hasFont: true,
    isProduction: true,
    resolveDir: join(import.meta.dirname, "render"),
    viewport: { width: 1440, height: 1000 },
  });
  page.on("pageerror", (error) => console.error(error.message));
  await page.waitForFunction(() => "view" in window);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });

  const visits: Visit[] = [];
  // The first has to load what is lazy; what that is to a reader is the budgets' business.
  await visit(page, session);
  for (let run = 0; run < RUNS; run += 1) visits.push(await visit(page, session));
  await page.setViewportSize({ width: 360, height: 800 });
  const onPhone = [await visit(page, session), await visit(page, session)];
  await page.setViewportSize({ width: 1440, height: 1000 });

  await page.evaluate(() => window.mountAndLeave(5));
  await page.waitForTimeout(6000);
  const before = await heapBytes(session);
  await page.evaluate((times) => window.mountAndLeave(times), MOUNTS);
  // A provider that is gone lets go of its answers after five seconds.
  await page.waitForTimeout(6000);
  const leaked = (await heapBytes(session)) - before;

  console.log(`${visits[0]?.tiles} tiles, ${RUNS} runs`);
  report("answers", visits, (run) => run.answered, "painted ≤ 150");
  report("first change of filters", visits, (run) => run.changed, "own ≤ 50");
  report("change back", visits, (run) => run.changedBack, "own ≤ 50");
  for (const [width, of] of [
    ["1440 px", visits],
    ["360 px", onPhone],
  ] as const) {
    reportShift(
      `until all is there, at ${width}`,
      of.map(({ shiftOfLoading }) => shiftOfLoading),
    );
    reportShift(
      `by changes of filters, at ${width}`,
      of.map(({ shiftOfChanges }) => shiftOfChanges),
    );
  }
  console.log(`${MOUNTS} mounts and unmounts leave ${(leaked / 1e6).toFixed(1)} MB (target < 5 MB)`);
} finally {
  await browser.close();
}

function report(what: string, visits: readonly Visit[], of: (run: Visit) => Step, target: string): void {
  const median = (name: keyof Step) => {
    const values = visits.map((run) => of(run)[name]).sort((a, b) => a - b);
    return (values[Math.floor(values.length / 2)] ?? 0).toFixed(0);
  };
  console.log(
    `${what}: painted ${median("painted")} ms, own ${median("own")} ms (script ${median("script")}, style and layout ${median("layout")}; target ${target} ms)`,
  );
}

function reportShift(when: string, shifts: readonly Shift[]): void {
  const worst = shifts.reduce((most, shift) => (shift.layoutShift > most.layoutShift ? shift : most));
  console.log(`layout shift ${when}: ${worst.layoutShift.toFixed(4)} (target 0) ${worst.moved.join(", ")}`);
}

/** Milliseconds. */
interface Step {
  painted: number;
  own: number;
  script: number;
  layout: number;
}

interface Visit {
  tiles: number;
  answered: Step;
  changed: Step;
  changedBack: Step;
  shiftOfLoading: Shift;
  shiftOfChanges: Shift;
}

interface Shift {
  layoutShift: number;
  moved: readonly string[];
}

async function visit(page: Page, session: CDPSession): Promise<Visit> {
  await page.evaluate(() => window.view.mount());
  await page.waitForTimeout(1000);
  const answered = await count(session, () => page.evaluate(() => window.view.answer()));
  await page.waitForTimeout(500);
  const shiftOfLoading = await page.evaluate(() => window.view.takeShifts());
  const changed = await count(session, () => page.evaluate(() => window.view.chooseLastMonth()));
  await page.waitForTimeout(200);
  const changedBack = await count(session, () => page.evaluate(() => window.view.chooseThisMonth()));
  await page.waitForTimeout(100);
  const shiftOfChanges = await page.evaluate(() => window.view.takeShifts());
  const tiles = await page.evaluate(() => window.view.leave());
  return { tiles, answered, changed, changedBack, shiftOfLoading, shiftOfChanges };
}

async function count(session: CDPSession, step: () => Promise<StepFigures>): Promise<Step> {
  const before = await counters(session);
  const { toPainted, bench } = await step();
  const after = await counters(session);
  const spent = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) * 1000;
  return {
    painted: toPainted,
    own: spent("TaskDuration") - bench,
    script: spent("ScriptDuration") - bench,
    layout: spent("LayoutDuration") + spent("RecalcStyleDuration"),
  };
}

/** Chromium's counters of the page's main thread; durations in seconds. */
async function counters(session: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await session.send("Performance.getMetrics");
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize;
}
