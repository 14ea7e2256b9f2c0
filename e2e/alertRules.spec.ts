import { expect, test } from "@playwright/test";
import { collectComplaints, openDashboardAs } from "./portal.ts";

const TITLE = "Fallos de entrega, por día";

test("operations make a rule, see what it would have done, and take it back; others read", async ({
  page,
  browser,
}) => {
  const complaints = collectComplaints(page);
  await openDashboardAs(page, "devops");
  await page.getByRole("link", { name: "Reglas de alerta" }).click();
  await page.getByRole("button", { name: "Nueva regla" }).click();
  await page.getByLabel("Indicador").selectOption({ label: "Fallos de entrega" });
  await page.getByLabel("Período").selectOption({ label: "Día" });
  await page.getByLabel("Rojo por encima de").fill("0");
  await page.getByLabel("Título en español").fill(TITLE);
  await expect(page.getByText(/Habría enviado \d+ mensajes? en 90 días/)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("table", { name: "Últimas veces que habría saltado" })).toBeVisible();
  await page.getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByText("Guardada: versión 1.")).toBeVisible();

  const reader = await (await browser.newContext()).newPage();
  await openDashboardAs(reader, "analyst");
  await reader.getByRole("link", { name: "Reglas de alerta" }).click();
  await reader.getByRole("button", { name: TITLE }).click();
  await expect(reader.getByText("pasa de 0")).toBeVisible();
  await expect(reader.getByRole("button", { name: "Eliminar" })).toHaveCount(0);
  await reader.context().close();

  await page.getByRole("button", { name: "Eliminar" }).click();
  await page.getByRole("group").getByRole("button", { name: "Eliminar" }).click();
  await expect(page.getByText(`Se eliminó «${TITLE}».`)).toBeVisible();
  await expect(page.getByRole("button", { name: TITLE })).toHaveCount(0);
  await page.getByRole("button", { name: "Deshacer" }).click();
  await page.getByRole("button", { name: TITLE }).click();
  await page.getByRole("button", { name: "Eliminar" }).click();
  await page.getByRole("group").getByRole("button", { name: "Eliminar" }).click();
  await expect(page.getByText(`Se eliminó «${TITLE}».`)).toBeVisible();
  await expect(page.getByRole("button", { name: TITLE })).toHaveCount(0);
  expect(complaints).toEqual([]);
});
