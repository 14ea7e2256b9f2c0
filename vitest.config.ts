import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { BROWSER_ARGUMENTS, findBrowser } from "./scripts/browser.ts";

// One time zone, one locale: the suite gives the same answers on every machine.
process.env.TZ = "UTC";

const browser = findBrowser();

/** Every story as a test in Chromium: its play function and axe. */
const storybook: TestProjectConfiguration = {
  plugins: [storybookTest({ configDir: ".storybook" })],
  test: {
    name: "storybook",
    testTimeout: 30_000,
    browser: {
      enabled: true,
      headless: true,
      viewport: { width: 1280, height: 900 },
      provider: playwright({ launchOptions: { executablePath: browser ?? "", args: BROWSER_ARGUMENTS } }),
      instances: [{ browser: "chromium" }],
    },
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          include: [
            "packages/{core,react,server,ingest,cli}/src/**/*.test.ts",
            "cube/**/*.test.ts",
            "examples/*/server/**/*.test.ts",
          ],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "react",
          environment: "happy-dom",
          include: ["packages/react/src/**/*.test.tsx"],
          testTimeout: 20_000,
        },
      },
      ...(browser || process.env.NORTHSTAR_REQUIRE_BROWSER === "1" ? [storybook] : []),
    ],
  },
});
