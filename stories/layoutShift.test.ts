import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ViewSteps } from "../bench/render/viewPage.tsx";
import { launchBrowser, openBundledPage } from "../packages/react/src/testing/browserPage.ts";

// Views drawn from the recorded answers, as in `bench/renderView.ts`: what is on the screen must not move when they come.

declare global {
  interface Window {
    view: ViewSteps;
  }
}

const PAGE = join(import.meta.dirname, "../bench/render");

let browser: Browser | null;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each([
  { width: 1440, height: 1000 },
  { width: 1024, height: 768 },
  { width: 360, height: 800 },
])("at $width px", (viewport) => {
  it("nothing moves between the first skeleton and the last number", async (context) => {
    if (!browser) return context.skip();
    const source = readFileSync(join(PAGE, "viewPage.tsx"), "utf8");
    const page = await openBundledPage(browser, source, {
      resolveDir: PAGE,
      viewport,
      isProduction: true,
      hasFont: true,
    });
    await page.waitForFunction(() => "view" in window);
    await page.evaluate(() => window.view.mount());
    await page.evaluate(() => window.view.answer());
    // Shifts are told after the frame in which they happened.
    await page.evaluate(() => new Promise((later) => setTimeout(later, 100)));
    expect(await page.evaluate(() => window.view.takeShifts())).toEqual({ layoutShift: 0, moved: [] });
    expect(await page.evaluate(() => window.view.leave())).toBeGreaterThan(15);
    await page.close();
  });
});
