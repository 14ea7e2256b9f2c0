import { expect, test } from "@playwright/test";
import { askNumber, monthRange, spanishCount, tokenOf } from "./northstar.ts";
import { card, choosePeriod, figure, openDashboardAs } from "./portal.ts";

const KPIS = [
  ["Profesionales activos", "executive.active_professionals"],
  ["Nuevos registros", "executive.new_registrations"],
  ["Minutos de contenido", "executive.content_minutes"],
] as const;

for (const role of ["director", "analyst"] as const) {
  test(`${role}: the numbers on screen are the server's answers, for this month and the last`, async ({ page }) => {
    await openDashboardAs(page, role);
    const token = await tokenOf(page);
    const asked = async (measure: string, offset: number) =>
      spanishCount(await askNumber(token, measure, "executive.date", monthRange(offset)));

    // Live events keep coming: each look compares what is shown with what the server says at that moment.
    for (const [title, measure] of KPIS) {
      await expect(async () => {
        const expected = await asked(measure, 0);
        await expect(figure(page, title)).toHaveText(expected, { timeout: 1 });
      }).toPass({ timeout: 30_000 });
    }

    const running = await figure(page, "Nuevos registros").textContent();
    await choosePeriod(page, "Mes pasado");
    for (const [title, measure] of KPIS) {
      await expect(figure(page, title)).toHaveText(await asked(measure, -1));
    }
    expect(await figure(page, "Nuevos registros").textContent()).not.toBe(running);
  });
}

test("a live event reaches a tile in under 90 s, with no reload", async ({ page }) => {
  test.setTimeout(120_000);
  await openDashboardAs(page, "director");
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const minutes = figure(page, "Minutos de contenido");
  await expect(minutes).toHaveText(/\d/);
  const before = (await minutes.textContent()) ?? "";
  await expect(minutes).not.toHaveText(before, { timeout: 90_000 });
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
  await expect(card(page, "Minutos de contenido")).toBeVisible();
});
