import { expect, test } from "@playwright/test";
import { PORTAL, SERVER } from "./addresses.ts";
import { tokenOf } from "./northstar.ts";
import { collectComplaints, openDashboardAs } from "./portal.ts";

const SEARCH = "Buscar por nombre, definición, responsable o fuente";

test("an analyst searches, reads what a metric means and how the model defines it, and comes back", async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  await openDashboardAs(page, "analyst");
  await page.getByRole("link", { name: "Indicadores" }).click();
  await expect(page.getByText("70 indicadores, los que ve tu rol")).toBeVisible();
  await page.getByRole("searchbox", { name: SEARCH }).fill("coeficiente viral");
  await page.getByRole("button", { name: "Factor K" }).click();
  await expect(page).toHaveURL(/indicador=k_factor/);
  await expect(page.getByRole("heading", { level: 2, name: /Factor K/ })).toBeFocused();
  await expect(page.getByText(/registros por invitación ÷ profesionales activos$/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Historia de la definición" })).toContainText("Primera definición.");
  const uses = page.getByRole("region", { name: "Dónde se usa" });
  await expect(uses).toContainText("Vista ejecutiva: tarjeta del indicador");
  await expect(uses).toContainText("Vista operativa: referidos");
  // The definition as it is compiled: the measure and what it refers to.
  await expect(page.getByRole("region", { name: "measure community.k_factor" })).toContainText("type: number");

  await page.goBack();
  await expect(page.getByRole("searchbox", { name: SEARCH })).toHaveValue("coeficiente viral");
  expect(complaints).toEqual([]);
});

test("a director finds only their own, and no line of SQL", async ({ page }) => {
  await openDashboardAs(page, "director");
  await page.getByRole("link", { name: "Indicadores" }).click();
  await page.getByRole("searchbox", { name: SEARCH }).fill("latencia");
  await expect(page.getByText("Ningún indicador coincide")).toBeVisible();

  await page.goto(`${PORTAL}/tablero/metricas?indicador=crm_latency_p95`);
  await expect(page.getByRole("region", { name: /no está disponible para tu rol/ })).toBeVisible();
  await page.goto(`${PORTAL}/tablero/metricas?indicador=active_professionals`);
  await expect(page.getByText(/La ve el rol de análisis/)).toBeVisible();

  // Nor does the server say it to somebody who asks past the page.
  const headers = { authorization: `Bearer ${await tokenOf(page)}` };
  const denied = await page.request.get(`${SERVER}/northstar/v1/metrics/crm_latency_p95`, { headers });
  expect(denied.status()).toBe(404);
  const own = await page.request.get(`${SERVER}/northstar/v1/metrics/active_professionals`, { headers });
  expect(own.status()).toBe(200);
  expect(await own.text()).not.toMatch(/SELECT|count_distinct/);
});
