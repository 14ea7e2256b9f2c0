import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { VIEW_NAMES } from "./pages/HostApp.tsx";
import { GuestPages } from "./support/GuestPages.ts";
import { openFloatingParts } from "./support/openFloatingParts.ts";
import { readGlobals } from "./support/readGlobals.ts";

let pages: GuestPages;
beforeAll(async () => {
  pages = await GuestPages.open();
});
afterAll(() => pages.close());

/** Under a policy without anything inline, in StrictMode, in React's development build: whatever either disapproves of is in the console. */
describe.each(["18", "19"] as const)("React %s", (react) => {
  it.each(VIEW_NAMES)(
    "shows the %s view, opens what floats, takes its numbers out and leaves, without a word",
    async (view) => {
      const { page, complaints } = await pages.show({
        script: "app.tsx",
        react,
        body: `<div id="app" data-view="${view}"></div>`,
      });
      await page.locator("#app .ns-figure-value").first().waitFor();
      await expect.poll(() => page.locator("#app [data-state=loading]").count()).toBe(0);
      expect(await openFloatingParts(page, async () => {})).toEqual(
        expect.arrayContaining(["tile menu", "why", "calendar"]),
      );
      await page.locator("#app").getByLabel("Comparar con").first().selectOption("none");

      const menu = page.locator("#app [aria-haspopup=menu]").first();
      for (const [entry, ending] of [
        [/^Descargar CSV/, /\.csv$/],
        [/^Descargar PNG/, /\.png$/],
      ] as const) {
        await menu.click();
        const download = page.waitForEvent("download");
        await page.locator("#app [role=menuitem]", { hasText: entry }).first().click();
        expect((await download).suggestedFilename()).toMatch(ending);
      }

      await page.evaluate(() => document.querySelector("#app")?.dispatchEvent(new Event("leave")));
      await expect.poll(() => page.locator("#app").innerHTML()).toBe("");
      expect(await readGlobals(page)).toEqual({
        classes: "",
        styles: 0,
        variables: [],
        names: [],
        attributes: ["lang"],
      });
      expect(complaints).toEqual([]);
    },
  );
});
