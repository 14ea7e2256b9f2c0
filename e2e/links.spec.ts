import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { askNumber, monthRange, spanishCount, tokenOf } from "./northstar.ts";
import { choosePeriod, collectComplaints, figure, logIn, openDashboardAs, settle } from "./portal.ts";

const SHARED = "Nuevos registros";

test("a director shares what they see; an analyst opens it with the same numbers, somebody without the view is told whom to ask", async ({
  page,
  browser,
}) => {
  const complaints = collectComplaints(page);
  await openDashboardAs(page, "director");
  await settle(page);
  await choosePeriod(page, "Mes pasado");
  const lastMonth = await askNumber(
    await tokenOf(page),
    "executive.new_registrations",
    "executive.date",
    monthRange(-1),
  );
  const shown = spanishCount(lastMonth);
  await expect(figure(page, SHARED)).toHaveText(shown);
  // The file that is taken home has the same number.
  await page.getByRole("button", { name: "Descargar", exact: true }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("dialog", { name: "Descargar" }).getByRole("button", { name: "CSV" }).click();
  const file = await readFile(await (await download).path(), "utf8");
  expect(
    file
      .split("\r\n")
      .find((line) => line.startsWith(`${SHARED};`))
      ?.split(";")[1],
  ).toBe(String(lastMonth));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Compartir" }).click();
  const dialog = page.getByRole("dialog", { name: "Compartir lo que ves" });
  await expect(dialog.getByRole("textbox", { name: "Enlace" })).toHaveValue(/ns-link=/);
  const link = await dialog.getByRole("textbox", { name: "Enlace" }).inputValue();
  expect(link).not.toMatch(/ns\.|last_month/);
  expect(complaints).toEqual([]);

  const analyst = await (await browser.newContext()).newPage();
  await logIn(analyst, "analyst");
  await analyst.goto(link);
  await expect(analyst.getByText(/^Enlace del /)).toBeVisible();
  await settle(analyst);
  await expect(analyst.getByLabel("Período", { exact: true })).toHaveValue("last_month");
  await expect(figure(analyst, SHARED)).toHaveText(shown);
  // What they choose themselves stays after a reload; what was shared is a click away.
  await choosePeriod(analyst, "Este mes");
  await analyst.reload();
  await settle(analyst);
  await expect(analyst.getByLabel("Período", { exact: true })).toHaveValue("this_month");
  await analyst.getByRole("button", { name: "Volver a lo que se compartió" }).click();
  await expect(analyst.getByLabel("Período", { exact: true })).toHaveValue("last_month");
  await analyst.context().close();

  const devops = await (await browser.newContext()).newPage();
  await logIn(devops, "devops");
  await devops.goto(link);
  await expect(
    devops
      .locator(".ns-view-denied")
      .getByText(/Lo ven: dirección/)
      .first(),
  ).toBeVisible();
  await expect(devops.locator(".ns-figure-value")).toHaveCount(0);
  await devops.goto(`${link.slice(0, -8)}AAAAAAAA`);
  await expect(devops.getByText("Este enlace no se puede abrir")).toBeVisible();
  await devops.context().close();
});
