import { expect, type Page, test } from "@playwright/test";
import { collectComplaints, openDashboardAs } from "./portal.ts";

const MARKUP = "<script>document.title='roto'</script>";
const SAID = `${MARKUP} Aquí cambió el formulario`;

/** A day some weeks ago: in the north star's line, whatever the day of the month. */
const day = new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10);

const openSuggestions = (page: Page) => page.getByRole("link", { name: "Sugerencias" }).click();

test("the consultant suggests, the director is told, answers and accepts; it is marked on the line", async ({
  page,
  browser,
}) => {
  const complaints = collectComplaints(page);
  await openDashboardAs(page, "consultant");
  await openSuggestions(page);
  await page.getByRole("button", { name: "Escribir" }).click();
  const form = page.getByRole("form", { name: "Escribir" });
  await form.getByLabel("Indicador").selectOption({ label: "Profesionales activos" });
  await form.getByLabel("Sobre un día (opcional)").fill(day);
  await form.getByLabel("Texto").pressSequentially(`${SAID}, @luc`);
  await expect(page.getByRole("listbox", { name: "Personas" }).getByRole("option")).toHaveText(["Lucía Andrade"]);
  await page.keyboard.press("Enter");
  await form.getByRole("button", { name: "Enviar" }).click();
  await expect(form.getByText("Enviada.")).toBeVisible();
  const own = page.getByRole("article", { name: /^Sugerencia Profesionales activos/ });
  await expect(own).toContainText(`${SAID}, @Lucía Andrade`);
  await expect(own.getByRole("button", { name: /^Aceptar/ })).toHaveCount(0);

  const directors = await (await browser.newContext()).newPage();
  await openDashboardAs(directors, "director");
  await expect(directors.locator(".ns-plot-note")).not.toHaveCount(0, { timeout: 30_000 });
  await openSuggestions(directors);
  await directors.getByRole("button", { name: "Camila Duarte te menciona en Profesionales activos" }).click();
  const theirs = directors.getByRole("article", { name: /^Sugerencia Profesionales activos/ });
  await theirs.getByRole("button", { name: /^Responder a Camila Duarte/ }).click();
  await theirs.getByLabel("Respuesta").fill("De acuerdo");
  await theirs.getByRole("button", { name: "Enviar" }).click();
  await expect(theirs.getByText("De acuerdo")).toBeVisible();
  await theirs.getByRole("button", { name: /^Aceptar/ }).click();
  await expect(theirs.getByText(/^Aceptada por Lucía Andrade/)).toBeVisible();
  await directors.getByRole("button", { name: "Marcar como leídos" }).click();
  await expect(directors.getByText(/sin leer$/)).toHaveCount(0);
  expect(await directors.title()).not.toBe("roto");
  await directors.context().close();

  await page.reload();
  await expect(page.getByText("2 avisos sin leer")).toBeVisible();
  await expect(own.getByText(/^Aceptada por Lucía Andrade/)).toBeVisible();
  expect(await page.title()).not.toBe("roto");
  expect(complaints).toEqual([]);
});

test("who doesn't see the KPI sees nothing of what is said about it", async ({ page }) => {
  await openDashboardAs(page, "devops");
  await openSuggestions(page);
  // What the consultant wrote before is about a KPI of others.
  await expect(page.getByText("Todavía no hay nada")).toBeVisible();
  await expect(page.getByText("Aquí cambió el formulario")).toHaveCount(0);
  await expect(page.getByLabel("Indicador").locator("option", { hasText: "Profesionales activos" })).toHaveCount(0);
});
