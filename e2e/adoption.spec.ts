import { expect, type Locator, test } from "@playwright/test";
import { PORTAL, SERVER } from "./addresses.ts";
import { tokenOf } from "./northstar.ts";
import { collectComplaints, logIn, openDashboardAs, settle } from "./portal.ts";

/** From telling it until an open page shows it: ingestion, what is announced together, rollups. */
const FRESH = { timeout: 90_000 };

test("what a director is shown is counted on the page of adoption, which is open and isn't loaded anew", {
  tag: "@live",
}, async ({ page, browser }) => {
  test.setTimeout(240_000);
  const complaints = collectComplaints(page);
  await openDashboardAs(page, "analyst");
  await page.getByRole("link", { name: "Adopción" }).click();
  const row = page.getByRole("article", { name: "Quién lo usó esta semana" }).getByRole("row", { name: /dirección/ });
  // The table has a row for each of the five; it isn't there in a week's first minutes, before anything was counted.
  await expect(row.or(page.getByText("Todavía no se ha contado ningún uso esta semana"))).toBeVisible(FRESH);
  const shownBefore = (await row.count()) === 0 ? 0 : await kpiViews(row);

  const director = await browser.newPage();
  const told: Record<string, unknown>[] = [];
  director.on("response", (response) => {
    if (response.url() !== `${SERVER}/northstar/v1/usage` || response.status() !== 202) return;
    told.push(...(response.request().postDataJSON() as { shown: Record<string, unknown>[] }).shown);
  });
  await openDashboardAs(director, "director");
  await settle(director);
  // Who leaves the view tells what was seen, whatever was told before.
  await director.getByRole("link", { name: "Agenda" }).click();
  await expect.poll(() => told.map(({ kpi }) => kpi), FRESH).toContain("active_professionals");
  // Of the reader it says nothing: neither who, nor in which role, nor of which organisation.
  for (const one of told) {
    expect(Object.keys(one).sort()).toEqual(["ageSeconds", "id", "kpi", "lagSeconds", "view"]);
  }
  await director.close();

  await expect.poll(() => kpiViews(row), FRESH).toBeGreaterThanOrEqual(shownBefore + told.length);
  await expect(row).toContainText("Vista ejecutiva");
  expect(complaints).toEqual([]);
});

test("who may not see adoption has no tab of it, is told whom to ask, and gets nothing past the page", async ({
  page,
}) => {
  await logIn(page, "marketing");
  await page.goto(`${PORTAL}/tablero/adopcion`);
  await expect(page.getByRole("heading", { name: "Esta vista no está disponible para tu rol" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Adopción" })).toHaveCount(0);
  const denied = await page.request.post(`${SERVER}/northstar/v1/load`, {
    headers: { authorization: `Bearer ${await tokenOf(page)}` },
    data: { queries: [{ id: "a", query: { measures: ["adoption.kpi_views"], dimensions: ["adoption.usage_role"] } }] },
  });
  expect(await denied.text()).toContain("member_denied");
});

/** How often a KPI was shown: beside the role and its people. */
async function kpiViews(row: Locator): Promise<number> {
  const text = (await row.getByRole("cell").nth(1).textContent()) ?? "";
  return Number(text.replaceAll(/\D/g, ""));
}
