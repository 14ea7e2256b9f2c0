import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { collectComplaints, openDashboardAs } from "./portal.ts";

test("a director makes the review of last month, writes its summary, takes it home; others open as far as they see", async ({
  page,
  browser,
}) => {
  const complaints = collectComplaints(page);
  await openDashboardAs(page, "director");
  await page.getByRole("link", { name: "Revisiones" }).click();
  await page.getByRole("button", { name: "Preparar" }).click();
  const summary = page.getByRole("article", { name: "Resumen" });
  await summary.getByRole("button", { name: "Editar el resumen" }).click({ timeout: 30_000 });
  await summary.getByLabel("Resumen").fill("Profesionales activos: {active_professionals}.");
  await summary.getByRole("button", { name: "Guardar" }).click();
  await expect(summary.getByLabel("Resumen")).toHaveCount(0);

  // The sentence and the table say the same number.
  const said = await summary.getByText(/^Profesionales activos: /).textContent();
  const row = page
    .getByRole("article", { name: "Todos los números" })
    .getByRole("row", { name: /^Profesionales activos/ });
  await expect(row).toContainText(said?.replace("Profesionales activos: ", "").replace(/\.$/, "") ?? "no number");

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Descargar PDF" }).click();
  const file = await (await download).path();
  expect((await readFile(file)).subarray(0, 5).toString()).toBe("%PDF-");
  expect(complaints).toEqual([]);

  // Marketing sees none of a director's numbers that aren't theirs, and may not take a file.
  const reader = await (await browser.newContext()).newPage();
  await openDashboardAs(reader, "marketing");
  await reader.getByRole("link", { name: "Revisiones" }).click();
  await expect(reader.getByText("Las prepara quien puede exportar reportes.")).toBeVisible();
  await reader
    .getByRole("button", { name: /^Abrir Revisión mensual/ })
    .first()
    .click();
  await expect(reader.getByText(/Hay \d+ KPI que tu rol no ve/)).toBeVisible({ timeout: 15_000 });
  await expect(reader.getByRole("button", { name: "Descargar PDF" })).toHaveCount(0);
  await reader.context().close();
});
