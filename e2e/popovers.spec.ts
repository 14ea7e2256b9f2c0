import { expect, test } from "@playwright/test";
import { card, openDashboardAs } from "./portal.ts";

// By clicks of the browser's own: a script's click is drawn in another order.
test("menus and explanations open in the window, take the focus and give it back, the second time too", async ({
  page,
}) => {
  await openDashboardAs(page, "director");
  for (const title of ["Factor K", "Retención", "Factor K"]) {
    const tile = card(page, title);
    const menu = tile.getByRole("button", { name: /^Opciones/ });
    await menu.click();
    const entries = tile.getByRole("menuitem");
    await expect(entries.first()).toBeFocused();
    await expect(entries.first()).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("ArrowDown");
    await expect(entries.nth(1)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(menu).toBeFocused();

    const why = tile.getByRole("button", { name: /^¿Por qué este número\?/ });
    await why.focus();
    await page.keyboard.press("Enter");
    const panel = tile.getByRole("dialog");
    await expect(panel).toBeFocused();
    await expect(panel).toBeInViewport();
    await page.keyboard.press("Escape");
    await expect(why).toBeFocused();
  }
});
