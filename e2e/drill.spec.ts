import { expect, type Locator, type Page, test } from "@playwright/test";
import { PORTAL } from "./addresses.ts";
import { card, collectComplaints, logIn, openDashboardAs, settle } from "./portal.ts";

const search = (page: Page) => new URL(page.url()).searchParams;
const isIn = (dialog: Locator) => dialog.evaluate((element) => element.contains(document.activeElement));

/** Chooses "Desglosar" in a tile's menu, by the keyboard. */
async function drillByMenu(page: Page, tile: string): Promise<Locator> {
  const button = page.getByRole("button", { name: `Opciones: ${tile}` });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  // The first letter leads to the entry.
  await page.keyboard.press("d");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("group", { name: "Desglose" })).toBeVisible();
  return dialog;
}

test("director: from the north star to its rows and out again, by keys alone, with the focus kept", async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  await openDashboardAs(page, "director");
  await settle(page);
  const dialog = await drillByMenu(page, "Profesionales activos");
  await expect.poll(() => isIn(dialog)).toBe(true);
  await dialog.getByRole("button", { name: "País" }).focus();
  await page.keyboard.press("Enter");
  const row = dialog.getByRole("row", { name: /Colombia/ });
  await row.focus();
  await page.keyboard.press("Enter");
  // A director sees that there are persons, and no one by name.
  const rows = dialog.getByRole("table", { name: "Profesionales activos: Filas" });
  await expect(rows.getByRole("row").nth(1)).toContainText("Colombia");
  await expect(dialog.getByRole("columnheader", { name: /Persona/ })).toHaveCount(0);
  expect(search(page).get("ns.drill")).toBe("active_professionals");
  // Tab goes round within: what is behind can't be reached.
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press("Tab");
    const place = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement === document.body || activeElement?.closest("dialog") !== null;
    });
    expect(place).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Opciones: Profesionales activos" })).toBeFocused();
  expect([...search(page)]).toEqual([]);
  expect(complaints).toEqual([]);
});

test("marketing: a campaign's row leads to its rows; the link is shared, and back closes it", async ({ page }) => {
  await openDashboardAs(page, "marketing");
  await settle(page);
  const address = page.url();
  const campaigns = card(page, "Campañas");
  const row = campaigns.locator("tbody tr").first();
  await row.hover();
  const opener = row.getByRole("button", { name: /^Desglosar/ });
  const campaign = (await opener.getAttribute("aria-label"))?.replace("Desglosar ", "") ?? "";
  expect(campaign).not.toBe("");
  await opener.click();
  const dialog = page.getByRole("dialog");
  const chip = dialog.getByRole("button", { name: `Quitar Campaña: ${campaign}` });
  await expect(chip).toBeVisible();
  expect(search(page).getAll("ns.drill.filter.campaign_name")).toHaveLength(1);
  // The view behind isn't filtered by it.
  expect(search(page).getAll("ns.filter.campaign_name")).toEqual([]);
  await dialog.getByRole("button", { name: "Filas", exact: true }).click();
  const rows = dialog.getByRole("table").locator("tbody tr");
  await expect(rows.first()).toContainText(campaign);
  const count = await rows.count();

  const link = page.url();
  await page.goBack();
  await expect(dialog).toHaveCount(0);
  expect(page.url()).toBe(address);
  await expect(opener).toBeFocused();
  await page.goForward();
  await expect(chip).toBeVisible();

  // Somebody else's page, from the link alone.
  await page.goto("about:blank");
  await page.goto(link);
  await expect(chip).toBeVisible();
  await expect(rows).toHaveCount(count);
  await page.getByRole("dialog").getByRole("button", { name: "Cerrar" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Vista operativa" })).toBeVisible();
  expect([...search(page)]).toEqual([]);
});

test("marketing: a value of a breakdown filters the view behind it, a step that back undoes inside the drill", async ({
  page,
}) => {
  await openDashboardAs(page, "marketing");
  await settle(page);
  const dialog = await drillByMenu(page, "Temas principales");
  await dialog.getByRole("button", { name: "País" }).click();
  const row = dialog.getByRole("row", { name: /Colombia/ });
  await row.focus();
  await page.keyboard.press(" ");
  await expect(row).toHaveAttribute("aria-selected", "true");
  expect(search(page).getAll("ns.filter.country")).toEqual(["CO"]);
  await page.goBack();
  await expect(row).toHaveAttribute("aria-selected", "false");
  await page.goForward();
  await expect(row).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Quitar País: Colombia" })).toBeVisible();
});

test("a link to a number that a role may not see says whom to ask, and leads to no rows", async ({ page }) => {
  await logIn(page, "marketing");
  await page.goto(`${PORTAL}/tablero/operativa?ns.drill=active_professionals&ns.drill.by=*`);
  const dialog = page.getByRole("dialog", { name: "Profesionales activos" });
  await expect(dialog.getByText("No disponible para tu rol")).toBeVisible();
  await expect(dialog.getByRole("table")).toHaveCount(0);
  await expect(dialog.getByRole("button", { name: "Filas", exact: true })).toHaveCount(0);
});

test("consultant: persons among the rows are masks", async ({ page }) => {
  await logIn(page, "consultant");
  await page.goto(`${PORTAL}/tablero/operativa?ns.drill=new_registrations&ns.drill.by=*`);
  const dialog = page.getByRole("dialog", { name: "Nuevos registros" });
  // The rows are asked for with all that the view behind them asks.
  await expect(dialog.getByText("Los datos personales se muestran enmascarados para tu rol.")).toBeVisible({
    timeout: 45_000,
  });
  await expect(dialog.getByRole("row").nth(1)).toContainText("oculto");
  await expect(dialog.getByText("***")).toHaveCount(0);
});
