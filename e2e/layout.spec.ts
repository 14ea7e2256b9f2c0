import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { card, logIn, openDashboardAs, openFunnel, settle } from "./portal.ts";

const PLACES: Record<string, (page: Page) => Promise<void>> = {
  "front page": (page) => logIn(page, "director"),
  "executive view": async (page) => {
    await openDashboardAs(page, "analyst");
    await settle(page);
  },
  funnel: async (page) => {
    await openDashboardAs(page, "analyst");
    await openFunnel(page);
    await settle(page);
  },
};

for (const [place, open] of Object.entries(PLACES)) {
  test(`${place}: nothing scrolls sideways at 360, 768 and 1440 px`, async ({ page }) => {
    // The way there is walked on a desk: on a phone the sections are in a drawer.
    await open(page);
    for (const width of [360, 768, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const excess = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await expect.poll(excess, `at ${width} px`).toBeLessThanOrEqual(0);
    }
  });

  test(`${place}: axe finds nothing serious, light or dark`, async ({ page }) => {
    await open(page);
    for (const theme of ["Oscura", "Clara"]) {
      await page.getByRole("button", { name: theme }).click();
      await expect(page.getByRole("button", { name: theme })).toHaveAttribute("aria-pressed", "true");
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" | ")}`);
      expect(found, theme).toEqual([]);
    }
  });
}

test("funnel: the controls end where the card below them ends", async ({ page }) => {
  await openDashboardAs(page, "analyst");
  await openFunnel(page);
  await settle(page);
  const rightOf = async (locator: Locator) => {
    const box = await locator.boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0);
  };
  const controls = page.locator(".page-head__controls .ns-select");
  await expect(controls).toHaveCount(2);
  for (const control of await controls.all()) expect((await control.boundingBox())?.width).toBeGreaterThan(80);
  expect(await rightOf(controls.last())).toBeCloseTo(await rightOf(card(page, "Embudo de adquisición")), 0);
});

test("on a phone the sections are in a drawer that opens, leads on and closes", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await logIn(page, "director");
  await page.getByRole("button", { name: "Menú", exact: true }).click();
  const drawer = page.getByRole("dialog", { name: "Menú" });
  await expect(drawer).toBeVisible();
  await drawer.getByRole("link", { name: "Tablero" }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByRole("heading", { name: "Vista ejecutiva" })).toBeVisible();
});
