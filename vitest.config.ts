import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { BROWSER_ARGUMENTS, findBrowser } from "./scripts/browser.ts";
import { findPostgres } from "./scripts/postgres.ts";

// One time zone, one locale: the suite gives the same answers on every machine.
process.env.TZ = "UTC";

const browser = findBrowser();

/** How long a test waits for what comes about by itself: machines are busy, a second is short. */
const poll = { timeout: 15_000 };

/** Every story as a test in Chromium: its play function and axe. */
const storybook: TestProjectConfiguration = {
  plugins: [storybookTest({ configDir: ".storybook" })],
  test: {
    name: "storybook",
    testTimeout: 90_000,
    browser: {
      enabled: true,
      headless: true,
      viewport: { width: 1280, height: 900 },
      provider: playwright({ launchOptions: { executablePath: browser ?? "", args: BROWSER_ARGUMENTS } }),
      instances: [{ browser: "chromium" }],
      // Antialiasing differs a little between builds of Chromium; a number, a colour or a place that changed is more than this.
      expect: { toMatchScreenshot: { comparatorOptions: { threshold: 0.2, allowedMismatchedPixelRatio: 0.005 } } },
    },
  },
};

/** Pages of hosts in Chromium that hold what is embedded to a guest's manners: strict policies, two React versions, server rendering. */
const guest: TestProjectConfiguration = {
  test: {
    name: "guest",
    environment: "node",
    include: ["guest/**/*.test.ts"],
    expect: { poll },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
};

/** Tests of the model's answers: every file that asks for a warehouse without saying which. */
const knownAnswers = readdirSync("cube")
  .map((name) => `cube/${name}`)
  .filter((path) => path.endsWith(".test.ts") && readFileSync(path, "utf8").includes("createModelWarehouse("));

/** The model. Its files share a process, and in it what the model compiles to, which takes longer than most of them. */
const cube: TestProjectConfiguration = {
  test: {
    name: "cube",
    environment: "node",
    include: ["cube/**/*.test.ts"],
    exclude: ["cube/postgres.test.ts"],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
};

/** The same known answers as in the project `cube`, whose warehouse is DuckDB, from a Postgres that is started for the run. */
const postgres: TestProjectConfiguration = {
  test: {
    name: "cube-postgres",
    environment: "node",
    include: knownAnswers,
    isolate: false,
    globalSetup: "cube/testing/postgresSetup.ts",
    env: { NORTHSTAR_TEST_WAREHOUSE: "postgres" },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
};

/** What takes longest begins first: at the end, short files keep all workers busy. A fresh clone knows no durations. */
const LONG = [
  "cube/rollups",
  "cube/properties",
  "cli/src/isolation",
  "ingest/operations",
  "guest/canary",
  "worker/killed",
  "worker/permuted",
  "cli/src/faults",
  "ingest/erase",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((name) => moduleId.includes(`${name}.test.`));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Files wait for disks, browsers and servers: with as many at a time as there are cores a third of these stood still.
    maxWorkers: Math.max(3, availableParallelism()),
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          // What its files import takes a third of their time: those of one worker share it. None changes what is shared.
          isolate: false,
          include: [
            "packages/{core,react,elements,server,ingest,cli}/src/**/*.test.ts",
            "examples/*/server/**/*.test.ts",
            "stories/**/*.test.ts",
          ],
          expect: { poll },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "react",
          environment: "happy-dom",
          include: ["packages/react/src/**/*.test.tsx"],
          setupFiles: "packages/react/src/testing/patience.ts",
          expect: { poll },
          testTimeout: 60_000,
        },
      },
      cube,
      ...(findPostgres() || process.env.NORTHSTAR_REQUIRE_POSTGRES === "1" ? [postgres] : []),
      ...(browser || process.env.NORTHSTAR_REQUIRE_BROWSER === "1" ? [storybook, guest] : []),
    ],
  },
});
