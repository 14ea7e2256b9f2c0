import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { collectComplaints, openDashboardAs } from "./portal.ts";

const TITLE = "Minutos por tema, este año";

const openCharts = (page: Page) => page.getByRole("link", { name: "Gráficos" }).click();
const kept = (page: Page) => expect(page.locator("[data-board]")).toHaveAttribute("data-board", "kept");

test("marketing makes a chart, shares it and keeps it on a board; management sees it, and others don't", async ({
  page,
  browser,
}) => {
  const complaints = collectComplaints(page);
  await openDashboardAs(page, "marketing");
  await openCharts(page);
  await page.getByRole("button", { name: "Nuevo gráfico" }).click();
  await page.getByLabel("Medidas").selectOption({ label: "Nuevos registros" });
  await page.getByLabel("Desglosar por").selectOption({ label: "País" });
  await page.getByLabel("Evolución").selectOption({ label: "Un solo valor del período" });
  await expect(page.getByLabel("Tipo de gráfico")).toHaveValue("auto");
  await expect(page.getByRole("list", { name: "Gráfico nuevo" }).getByRole("listitem").first()).toBeVisible();
  await page.getByLabel("Nombre").fill(TITLE);
  await page.getByRole("checkbox", { name: "dirección" }).check();
  await page.getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByText("Guardado: versión 1.")).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Exportar JSON" }).click(),
  ]);
  const chart = JSON.parse(await readFile(await file.path(), "utf8"));
  expect(chart).toMatchObject({
    format: "northstar.chart",
    version: 1,
    chart: { title: TITLE, dimensions: ["country"] },
  });
  await page.getByRole("button", { name: "← Todos los gráficos" }).click();
  await page.getByLabel("Importar JSON").setInputFiles(await file.path());
  await expect(page.getByLabel("Nombre")).toHaveValue(TITLE);
  await page.getByRole("button", { name: "← Todos los gráficos" }).click();

  await page.getByLabel("Añadir gráfico").selectOption({ label: TITLE });
  await expect(page.getByRole("list", { name: TITLE })).toBeVisible();
  await page.getByRole("button", { name: `Mover ${TITLE}` }).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  const item = page.locator(".ns-own-item", { has: page.getByRole("button", { name: `Mover ${TITLE}` }) });
  const size = () => item.evaluate((element) => getComputedStyle(element).gridArea);
  await expect.poll(size).toContain("span 5 / span 8");
  await kept(page);
  await page.reload();
  await expect(page.getByRole("list", { name: TITLE })).toBeVisible();
  await expect.poll(size).toContain("span 5 / span 8");

  const corner = await page.getByRole("button", { name: `Cambiar el tamaño de ${TITLE}` }).boundingBox();
  const column = ((await page.locator(".ns-own-grid").boundingBox())?.width ?? 0) / 12;
  const [x, y] = [(corner?.x ?? 0) + 12, (corner?.y ?? 0) + 12];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - column, y, { steps: 3 });
  await page.mouse.move(x - 2 * column, y, { steps: 3 });
  await page.mouse.up();
  await expect.poll(size).toContain("span 5 / span 6");
  await kept(page);

  const director = await (await browser.newContext()).newPage();
  await openDashboardAs(director, "director");
  await openCharts(director);
  await director.getByRole("button", { name: TITLE }).click();
  await expect(director.getByRole("list", { name: TITLE }).getByRole("listitem").first()).toBeVisible();
  await expect(director.getByRole("button", { name: "Guardar" })).toHaveCount(0);
  await expect(director.getByRole("button", { name: "Nuevo gráfico" })).toHaveCount(0);
  await director.context().close();

  const devops = await (await browser.newContext()).newPage();
  await openDashboardAs(devops, "devops");
  await openCharts(devops);
  await expect(devops.getByText("Ningún gráfico todavía")).toBeVisible();
  await expect(devops.getByText(TITLE)).toHaveCount(0);
  await devops.context().close();

  // As it was before: other tests share the installation.
  await page.getByRole("button", { name: `Quitar ${TITLE} del tablero` }).click();
  await kept(page);
  await page.getByRole("button", { name: TITLE, exact: true }).click();
  await page.getByRole("button", { name: "Eliminar" }).click();
  await page.getByRole("group").getByRole("button", { name: "Eliminar" }).click();
  await expect(page.getByText(`Se eliminó «${TITLE}».`)).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a chart shared with a role that doesn't see its numbers says so, and shows none", async ({ page, browser }) => {
  const title = "Ingresos que marketing no ve";
  await openDashboardAs(page, "analyst");
  await openCharts(page);
  await page.getByRole("button", { name: "Nuevo gráfico" }).click();
  await page.getByLabel("Medidas").selectOption({ label: "Ingresos por patrocinio" });
  await page.getByLabel("Nombre").fill(title);
  await page.getByRole("checkbox", { name: "marketing" }).check();
  await page.getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByText("Guardado: versión 1.")).toBeVisible();

  const reader = await (await browser.newContext()).newPage();
  const asked: string[] = [];
  reader.on("request", (request) => asked.push(request.postData() ?? ""));
  await openDashboardAs(reader, "marketing");
  await openCharts(reader);
  await reader.getByLabel("Añadir gráfico").selectOption({ label: title });
  const tile = reader.getByRole("article", { name: title });
  await expect(tile.getByText("No disponible para tu rol")).toBeVisible();
  await expect(tile.getByText("Pide acceso a Alianzas.")).toBeVisible();
  expect(asked.filter((body) => body.includes("sponsorship_revenue"))).toEqual([]);
  await reader.getByRole("button", { name: `Quitar ${title} del tablero` }).click();
  await kept(reader);
  await reader.context().close();

  await page.getByRole("button", { name: "Eliminar" }).click();
  await page.getByRole("group").getByRole("button", { name: "Eliminar" }).click();
  await expect(page.getByText(`Se eliminó «${title}».`)).toBeVisible();
});
