import { defineConfig } from "@playwright/test";
import { BROWSER_ARGUMENTS, findBrowser } from "./scripts/browser.ts";

const browser = findBrowser();

// Ways through the whole product: real payloads in, numbers in the portal out. `e2e/installation.ts` starts it.
export default defineConfig({
  testDir: "e2e",
  outputDir: ".cache/playwright",
  globalSetup: "./e2e/installation.ts",
  // One installation, one set of people: tests share it and only read, or add to it. Some wait for what takes its time: a third file
  // at a time keeps two cores busy meanwhile.
  workers: 3,
  // What a number takes from its sender to the screen is promised of a server that isn't asked everything at once: after all others.
  projects: [
    { name: "ways", grepInvert: /@live/ },
    { name: "live", grep: /@live/, dependencies: ["ways"] },
  ],
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  use: {
    locale: "es-CO",
    timezoneId: "America/Bogota",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: { ...(browser ? { executablePath: browser } : {}), args: BROWSER_ARGUMENTS },
  },
});
