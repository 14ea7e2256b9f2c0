import { expect, type Page, test } from "@playwright/test";
import { HTML_PORTAL } from "./addresses.ts";
import { askNumber, monthRange, spanishCount } from "./northstar.ts";
import { collectComplaints } from "./portal.ts";

const { NORTHSTAR_E2E_PORTAL, NORTHSTAR_E2E_HTML_PORTAL } = process.env;
test.skip(Boolean(NORTHSTAR_E2E_PORTAL) && !NORTHSTAR_E2E_HTML_PORTAL, "the installation that runs has no HTML portal");

async function logIn(page: Page, person: string, path = "/"): Promise<void> {
  await page.goto(HTML_PORTAL);
  await page.getByLabel("Cuenta de ejemplo").selectOption(person);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.goto(`${HTML_PORTAL}${path}`);
}

/** A token as the elements get theirs: from the portal, with the session's cookie and the page's guard. */
async function tokenOf(page: Page): Promise<string> {
  const guard = await page.locator("meta[name=csrf-token]").getAttribute("content");
  const headers = { Origin: HTML_PORTAL, "X-CSRF-Token": guard ?? "" };
  const response = await page.request.post(`${HTML_PORTAL}/northstar-token`, { headers });
  return ((await response.json()) as { token: string }).token;
}

const settle = (page: Page) =>
  expect(page.locator(".ns-root [data-state=loading]")).toHaveCount(0, { timeout: 45_000 });
const figure = (page: Page, kpi: string) => page.locator(`northstar-kpi[kpi=${kpi}] .ns-figure-value`).first();

test("a view in a page without a framework: drawn whole, and not a word against its policy", async ({ page }) => {
  const complaints = collectComplaints(page);
  await logIn(page, "tomas.becerra");
  await expect(page.getByRole("heading", { name: "Vista ejecutiva" })).toBeVisible();
  await settle(page);
  await expect(
    page.getByRole("article", { name: "Profesionales activos" }).locator(".ns-figure-value").first(),
  ).toHaveText(/^\d{1,3}(\.\d{3})*$/);
  await expect(page.locator("northstar-view .ns-chart-drawing svg").first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test("filters of one element are all elements', the numbers are the server's, and the page hears of it", async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  await logIn(page, "tomas.becerra", "/piezas");
  await settle(page);
  await page.locator("northstar-period").getByLabel("Período", { exact: true }).selectOption({ label: "Mes pasado" });
  const registrations = await askNumber(
    await tokenOf(page),
    "executive.new_registrations",
    "executive.date",
    monthRange(-1),
  );
  await expect(figure(page, "new_registrations")).toHaveText(spanishCount(registrations));
  await expect(page.locator("#chosen")).toHaveText("Período: last_month");
  expect(complaints).toEqual([]);
});

test("what is chosen in an element filters the others, and the page hears of it; a number drills to its rows", async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  await logIn(page, "tomas.becerra", "/piezas");
  await settle(page);
  const registrations = await figure(page, "new_registrations").textContent();
  const row = page.locator("northstar-acquisition").getByRole("row", { name: /linkedin/ });
  await row.click();
  await expect(row).toHaveAttribute("aria-selected", "true");
  await expect(page.locator("#selected")).toHaveText("Elegido en northstar-acquisition: source: linkedin");
  await expect(figure(page, "new_registrations")).not.toHaveText(registrations ?? "");
  await row.click();
  await expect(page.locator("#selected")).toHaveText("Quitado en northstar-acquisition: source: linkedin");
  await expect(figure(page, "new_registrations")).toHaveText(registrations ?? "");

  const card = page.locator("northstar-kpi[kpi=new_registrations]");
  await card.getByRole("button", { name: /^Opciones/ }).click();
  await card.getByRole("menuitem", { name: "Desglosar" }).click();
  await card.getByRole("dialog").getByRole("button", { name: "Filas", exact: true }).click();
  await expect(card.getByRole("dialog").getByRole("table").locator("tbody tr").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card.getByRole("dialog")).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test("the portal's tokens and its dark theme reach into the elements", async ({ page }) => {
  await logIn(page, "tomas.becerra", "/piezas");
  await settle(page);
  const card = page.locator("northstar-kpi[kpi=new_registrations] .ns-card");
  await expect(card).toHaveCSS("border-radius", "2px");
  await expect(card).toHaveCSS("--ns-accent", "#0a7d5a");
  await expect(card).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await page.getByRole("button", { name: "Oscuro" }).click();
  await expect(card).toHaveCSS("--ns-accent", "#5fe0b0");
  await expect(card).toHaveCSS("background-color", "rgb(21, 24, 30)");
});

test("what a role may not see is a place that says so, there too", async ({ page }) => {
  await logIn(page, "irene.quiroga", "/piezas");
  await settle(page);
  await expect(
    page.locator("northstar-kpi[kpi=new_registrations]").getByText("No disponible para tu rol"),
  ).toBeVisible();
});

test("a token is given only with a session and its guard", async ({ page }) => {
  const ask = async (guard: string) => {
    const headers = { Origin: HTML_PORTAL, "X-CSRF-Token": guard };
    return (await page.request.post(`${HTML_PORTAL}/northstar-token`, { headers })).status();
  };
  expect(await ask("")).toBe(401);
  await logIn(page, "irene.quiroga");
  expect(await ask("a-guess")).toBe(403);
  expect(await ask((await page.locator("meta[name=csrf-token]").getAttribute("content")) ?? "")).toBe(200);
});
