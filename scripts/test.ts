import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { findBrowser } from "./browser.ts";
import { findPostgres } from "./postgres.ts";
import { run } from "./run.ts";

// Runs every test: unit, DuckDB, Cube and hooks always; the known answers on Postgres where there is one; stories and the ways through
// the portal where there is a browser.
// Further arguments go to vitest alone: `pnpm test period` runs the tests whose file name has "period".

const REPORTS = ".cache/test-reports";
const filters = process.argv.slice(2).filter((argument) => argument !== "--");
const browser = findBrowser();
const browserRequired = process.env.NORTHSTAR_REQUIRE_BROWSER === "1";

if (!browser && browserRequired) {
  console.error(
    "No Chromium or Chrome was found, and NORTHSTAR_REQUIRE_BROWSER=1 asks for one. Install it (Debian: apt-get install chromium) or name it in NORTHSTAR_CHROMIUM.",
  );
  process.exit(1);
}
if (!browser) {
  console.warn(
    "No Chromium or Chrome was found: stories and end-to-end tests are skipped (NORTHSTAR_CHROMIUM names one).",
  );
}
if (findPostgres() === null) {
  if (process.env.NORTHSTAR_REQUIRE_POSTGRES === "1") {
    console.error(
      "No Postgres was found, and NORTHSTAR_REQUIRE_POSTGRES=1 asks for one. Install it (Debian: apt-get install postgresql) or name its bin folder in NORTHSTAR_POSTGRES.",
    );
    process.exit(1);
  }
  console.warn(
    "No Postgres was found: the known answers are asked of DuckDB alone (NORTHSTAR_POSTGRES names the folder of its programs).",
  );
}

// Tests start many processes that load the same files, and compile the same model.
process.env.NODE_COMPILE_CACHE ??= resolve(".cache/compiled");
process.env.NORTHSTAR_MODEL_CACHE ??= resolve(".cache/model");

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

function vitestCounts(path: string): Counts {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(path, "utf8")) as {
    numPassedTests: number;
    numFailedTests: number;
    numFailedTestSuites: number;
    numPendingTests: number;
  };
  const failedFiles = report.numFailedTests === 0 ? report.numFailedTestSuites : 0;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + failedFiles,
    skipped: report.numPendingTests,
  };
}

function playwrightCounts(path: string): Counts {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats } = JSON.parse(readFileSync(path, "utf8")) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

const totals: Counts = { passed: 0, failed: 0, skipped: 0 };
let ok = true;
function add(counts: Counts, runOk: boolean): void {
  totals.passed += counts.passed;
  totals.failed += counts.failed;
  totals.skipped += counts.skipped;
  ok &&= runOk && counts.failed === 0;
}

const vitest = await run(
  "vitest",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${REPORTS}/vitest.json`, ...filters],
  { env: browser ? { NORTHSTAR_CHROMIUM: browser } : {} },
);
add(vitestCounts(`${REPORTS}/vitest.json`), vitest.ok);

if (browser && filters.length === 0) {
  const playwright = await run("playwright", ["test"], {
    env: { NORTHSTAR_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: `${REPORTS}/playwright.json` },
  });
  add(playwrightCounts(`${REPORTS}/playwright.json`), playwright.ok);
}

console.log(`\ntests: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(ok ? 0 : 1);
