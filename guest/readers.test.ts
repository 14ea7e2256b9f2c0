import type { Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { VIEW_NAMES } from "./pages/HostApp.tsx";
import { GuestPages } from "./support/GuestPages.ts";

let pages: GuestPages;
beforeAll(async () => {
  pages = await GuestPages.open();
});
afterAll(() => pages.close());

/** Holds that the page, once it has settled at a width, is no wider than its window. */
async function expectFit(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  // What fitted before the page followed its new width says nothing.
  await page.waitForTimeout(150);
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), { message: `at ${width} px` })
    .toBeLessThanOrEqual(0);
}

/** What can be pressed and is smaller than 24 px in both directions, but for places of a chart and links in a line of text. */
const findSmallTargets = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("#app :is(button, select, input, summary)")].flatMap((target) => {
      const { width, height } = target.getBoundingClientRect();
      if (!target.checkVisibility() || target.closest("[popover], dialog, .ns-visually-hidden") || width <= 1)
        return [];
      return width < 23.5 || height < 23.5 ? [`${target.className} ${width} × ${height}: ${target.textContent}`] : [];
    }),
  );

it.each(VIEW_NAMES)("the %s view fits at 200 % zoom, with text twice as large, and right to left", async (view) => {
  const { page } = await pages.show({ script: "app.tsx", body: `<div id="app" data-view="${view}"></div>` });
  await page.locator("#app .ns-figure-value").first().waitFor();
  await expect.poll(() => page.locator("#app [data-state=loading]").count(), { timeout: 15_000 }).toBe(0);
  expect(await findSmallTargets(page)).toEqual([]);
  // 1280 px at 200 %, and a phone
  await expectFit(page, 640);
  await expectFit(page, 360);
  await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
  await expectFit(page, 360);
  await expectFit(page, 1440);
  // Spanish is written from left to right in any page: `+9,7 %` would be read as `% 9,7+`.
  const directions = await page
    .locator("#app .ns-root")
    .evaluateAll((roots) => roots.map((root) => getComputedStyle(root).direction));
  expect(new Set(directions)).toEqual(new Set(["ltr"]));
  // A host with words of its own turns it.
  await page.evaluate(() => {
    for (const root of document.querySelectorAll("#app .ns-root")) root.setAttribute("dir", "rtl");
  });
  await expectFit(page, 360);
  await expectFit(page, 1440);
  await page.evaluate(() => {
    for (const root of document.querySelectorAll("#app .ns-root")) root.setAttribute("dir", "ltr");
    document.documentElement.removeAttribute("dir");
    document.documentElement.style.fontSize = "200%";
  });
  await expectFit(page, 1280);
  // What is a value stays one where the system chooses the colours.
  await page.emulateMedia({ forcedColors: "active" });
  const bars = await page.evaluate(() =>
    [...document.querySelectorAll("#app :is(.ns-track, .ns-alert, .ns-funnel-column)")].map((bar) => {
      const drawn = getComputedStyle(bar, "::before").backgroundColor;
      return drawn === getComputedStyle(document.body).backgroundColor || drawn === "rgb(255, 255, 255)";
    }),
  );
  expect(bars).not.toContain(true);
});
