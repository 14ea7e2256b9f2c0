import { join } from "node:path";
import { build } from "esbuild";
import { type CDPSession, chromium } from "playwright";
import { BROWSER_ARGUMENTS, findBrowser } from "../scripts/browser.ts";
import type { ViewFigures } from "./render/viewPage.tsx";

// How long the executive and the operational view together take from answers to pixels, in Chromium with React's production build.

const RUNS = 15;
const MOUNTS = 50;

const { outputFiles } = await build({
  entryPoints: [join(import.meta.dirname, "render", "viewPage.tsx")],
  bundle: true,
  splitting: true,
  format: "esm",
  outdir: "/",
  write: false,
  minify: true,
  jsx: "automatic",
  target: "es2022",
  define: { "process.env.NODE_ENV": '"production"' },
});
const files = new Map(outputFiles.map(({ path, text }) => [path, text]));
const styles = await build({
  entryPoints: [join(import.meta.dirname, "../packages/react/src/styles/styles.css")],
  bundle: true,
  write: false,
});

const browser = await chromium.launch({
  ...(findBrowser() ? { executablePath: findBrowser() ?? "" } : {}),
  args: BROWSER_ARGUMENTS,
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  page.on("pageerror", (error) => console.error(error.message));
  await page.route("https://northstar.test/**", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") {
      const head = `<style>${styles.outputFiles[0]?.text}</style><script type="module" src="/viewPage.js"></script>`;
      return route.fulfill({ contentType: "text/html", body: `<!doctype html><head>${head}</head><body></body>` });
    }
    const body = files.get(pathname);
    return body === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ contentType: "text/javascript", body });
  });
  await page.goto("https://northstar.test/");
  await page.waitForFunction(() => "measureView" in window);

  const runs: ViewFigures[] = [];
  // The first has to load the chart library; what it is to a reader is the budget's business.
  await page.evaluate(() => window.measureView());
  for (let run = 0; run < RUNS; run += 1) runs.push(await page.evaluate(() => window.measureView()));
  const session = await page.context().newCDPSession(page);
  await page.evaluate(() => window.mountAndLeave(5));
  await page.waitForTimeout(6000);
  const before = await heapBytes(session);
  await page.evaluate((times) => window.mountAndLeave(times), MOUNTS);
  // A provider that is gone lets go of its answers after five seconds.
  await page.waitForTimeout(6000);
  const leaked = (await heapBytes(session)) - before;

  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const figure = (name: string, values: readonly number[], target: number) =>
    console.log(
      `${name}: median ${median(values).toFixed(0)} ms, slowest ${Math.max(...values).toFixed(0)} ms (target ${target} ms)`,
    );
  console.log(`${runs[0]?.tiles} tiles, ${RUNS} runs`);
  figure(
    "answers to painted",
    runs.map(({ toPainted }) => toPainted),
    150,
  );
  figure(
    "change of filters to painted",
    runs.map(({ filterToPainted }) => filterToPainted),
    50,
  );
  console.log(`layout shift: ${Math.max(...runs.map(({ layoutShift }) => layoutShift)).toFixed(4)} (target 0)`);
  console.log(`${MOUNTS} mounts and unmounts leave ${(leaked / 1e6).toFixed(1)} MB (target < 5 MB)`);
} finally {
  await browser.close();
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize;
}
