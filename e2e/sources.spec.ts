import { expect, test } from "@playwright/test";
import { startPortal } from "../examples/intranet-portal/server/portal.ts";
import { SERVER, SOURCE_PORTAL_PORT } from "./addresses.ts";
import { card, collectComplaints, settle } from "./portal.ts";

test("the portal from its sources, as the first start has it: a director's numbers, and nothing in the console", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const secret = process.env.NORTHSTAR_E2E_SECRET;
  test.skip(!secret, "The installation was started elsewhere: its secret isn't known.");
  const complaints = collectComplaints(page);
  const portal = await startPortal({
    port: SOURCE_PORTAL_PORT,
    northstarUrl: SERVER,
    secret: secret ?? "",
    production: false,
  });
  try {
    await page.goto(portal.url);
    await page.locator(".account-choice[data-role=director]").click();
    await page
      .getByRole("navigation", { name: "Secciones" })
      .getByRole("link", { name: "Tablero" })
      .click({ timeout: 60_000 });
    await expect(card(page, "Nuevos registros")).toBeVisible({ timeout: 60_000 });
    await settle(page);
    await expect(card(page, "Nuevos registros").locator(".ns-figure-value").first()).toHaveText(/\d/);
    expect(complaints).toEqual([]);
  } finally {
    await portal.close();
  }
});
