import type { Locator, Page } from "playwright";

/** What floats over a view, by name: how it is opened, and where it then is. */
const PARTS: Readonly<Record<string, { open(page: Page): Promise<boolean>; part(page: Page): Locator }>> = {
  tooltip: {
    open: async (page) => {
      const surface = page.locator("#app .ns-chart-surface[tabindex]").first();
      if ((await surface.count()) === 0) return false;
      await surface.focus();
      await page.keyboard.press("ArrowLeft");
      return (await page.locator("#app .ns-tooltip").count()) > 0;
    },
    part: (page) => page.locator("#app .ns-tooltip").first(),
  },
  "tile menu": {
    open: (page) => press(page.locator("#app [aria-haspopup=menu]").first()),
    part: (page) => page.locator("#app :popover-open", { has: page.locator("[role=menuitem]") }),
  },
  why: {
    open: (page) => press(page.locator("#app .ns-card [aria-haspopup=dialog]:not(.ns-link-drill)").first()),
    part: openPopover,
  },
  sources: { open: (page) => press(page.locator("#app button.ns-freshness").first()), part: openPopover },
  facet: {
    open: (page) => press(page.locator("#app button.ns-facet").first()),
    part: openPopover,
  },
  calendar: {
    open: async (page) => {
      await page.locator("#app .ns-select select").first().selectOption("choose");
      return true;
    },
    part: (page) => page.locator("#app :popover-open", { has: page.locator(".ns-calendar") }),
  },
  drill: {
    open: async (page) => {
      for (const menu of await page.locator("#app [aria-haspopup=menu]").all()) {
        await menu.click();
        await page.locator("#app [role=menuitem]").first().waitFor();
        const entry = page.locator("#app [role=menuitem]", { hasText: /^Desglosar/ });
        if ((await entry.count()) > 0) return press(entry.first());
        await page.keyboard.press("Escape");
      }
      return false;
    },
    part: (page) => page.locator("#app dialog[open]"),
  },
};

function openPopover(page: Page): Locator {
  return page.locator("#app :popover-open").last();
}

async function press(button: Locator): Promise<boolean> {
  if ((await button.count()) === 0) return false;
  await button.click();
  return true;
}

/** Until nothing more comes: parts are loaded, and ask, when they are opened. */
async function settle(page: Page, part: Locator): Promise<void> {
  let last = "";
  for (let [still, left] = [0, 40]; still < 3 && left > 0; left -= 1) {
    await page.waitForTimeout(100);
    const now = (await part.count()) === 0 ? "" : await part.innerHTML();
    still = now === last && !/ns-calendar-place|data-state="loading"/.test(now) ? still + 1 : 0;
    last = now;
  }
}

/** Opens one of each kind that the page has, lets it be looked at, and closes it again. Names of what there was. */
export async function openFloatingParts(
  page: Page,
  look: (part: Locator, name: string) => Promise<void>,
): Promise<string[]> {
  const opened: string[] = [];
  for (const [name, { open, part }] of Object.entries(PARTS)) {
    if (!(await open(page))) continue;
    const shown = part(page);
    await shown.waitFor();
    await settle(page, shown);
    // The pointer away from what lights up under it, and what moves to its place there.
    await page.mouse.move(0, 0);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await look(shown, name);
    opened.push(name);
    await page.keyboard.press("Escape");
    await shown.waitFor({ state: "hidden" });
  }
  return opened;
}
