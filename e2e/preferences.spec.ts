import { expect, test } from "@playwright/test";
import { openDashboardAs } from "./portal.ts";

test("language and theme of the portal carry over into the embed, without a reload", async ({ page }) => {
  await openDashboardAs(page, "director");
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await expect(page.getByRole("heading", { name: "Vista ejecutiva" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nuevos registros" })).toBeVisible();

  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Executive view" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "New registrations" })).toBeVisible();
  await expect(page.getByText("Nuevos registros", { exact: true })).toHaveCount(0);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");

  const surface = () =>
    page
      .locator(".ns-card")
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  await page.getByRole("button", { name: "Light" }).click();
  await expect.poll(surface).toBe("rgb(255, 255, 255)");
  await page.getByRole("button", { name: "Dark" }).click();
  await expect.poll(surface).toBe("rgb(21, 24, 30)");

  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});
