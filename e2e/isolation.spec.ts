import { expect, test } from "@playwright/test";
import { logIn, openDashboard, openDashboardAs, openFunnel, settle } from "./portal.ts";
import { differences, hasNorthstarStyles, readStyles, readWithoutHost } from "./styles.ts";

test("the embed changes nothing of the portal", async ({ page }) => {
  const portal = "body, .shell, .shell *";
  await logIn(page, "analyst");
  expect(await hasNorthstarStyles(page)).toBe(false);
  const before = await readStyles(page, portal);
  expect(before.length).toBeGreaterThan(80);

  await openDashboard(page);
  await settle(page);
  await openFunnel(page);
  await settle(page);
  await page.getByRole("link", { name: "Inicio" }).click();
  await expect(page.getByRole("heading", { name: "Noticias" })).toBeVisible();

  // Only while Northstar's styles are in the document does the comparison mean anything.
  expect(await hasNorthstarStyles(page)).toBe(true);
  expect(differences(before, await readStyles(page, portal))).toEqual([]);
});

for (const place of ["executive view", "funnel"]) {
  test(`the portal's rude styles don't reach into the ${place}`, async ({ page }) => {
    await openDashboardAs(page, "analyst");
    if (place === "funnel") await openFunnel(page);
    await settle(page);

    // The rules do bite on what is the portal's own: without that, nothing would be proven below.
    const portal = await readWithoutHost(page, ".sidebar *");
    expect(differences(portal.with, portal.without).length).toBeGreaterThan(20);

    const embed = await readWithoutHost(page, ".ns-root *");
    expect(embed.with.length).toBeGreaterThan(50);
    expect(differences(embed.with, embed.without)).toEqual([]);
  });
}
