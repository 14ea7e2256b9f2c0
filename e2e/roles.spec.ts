import { expect, test } from "@playwright/test";
import { PORTAL } from "./addresses.ts";
import { ask, monthRange, spanishCount, tokenOf } from "./northstar.ts";
import {
  card,
  choosePeriod,
  collectComplaints,
  figure,
  logIn,
  openDashboardAs,
  openFunnel,
  PORTAL_ROLES,
  type PortalRole,
  settle,
} from "./portal.ts";

const FUNNEL_ROLES: readonly PortalRole[] = ["marketing", "analyst", "consultant"];

test.describe("each role sees its own", () => {
  test("director: the executive view, with numbers and no gaps", async ({ page }) => {
    await openDashboardAs(page, "director");
    await expect(page.getByRole("heading", { name: "Vista ejecutiva" })).toBeVisible();
    for (const title of ["Profesionales activos", "Nuevos registros", "Minutos de contenido"]) {
      await expect(figure(page, title)).toHaveText(/^\d{1,3}(\.\d{3})*$/);
    }
    await expect(page.getByText("Datos de ejemplo").first()).toBeVisible();
  });

  test("marketing: their own view first, whole", async ({ page }) => {
    await openDashboardAs(page, "marketing");
    await expect(page.getByRole("heading", { name: "Vista operativa" })).toBeVisible();
    await settle(page);
    await expect(page.getByRole("heading", { name: "Principales referidores" })).toBeVisible();
    await expect(page.getByText("No disponible para tu rol")).toHaveCount(0);
  });

  test("marketing: no permission where a KPI isn't theirs, and never its number", async ({ page }) => {
    await logIn(page, "marketing");
    await page.goto(`${PORTAL}/tablero/ejecutiva`);
    await expect(page.getByRole("heading", { name: "Vista ejecutiva" })).toBeVisible();
    await settle(page);
    const northStar = card(page, "Profesionales activos");
    await expect(northStar.getByText("No disponible para tu rol")).toBeVisible();
    await expect(northStar.getByText(/Lo ven: dirección/)).toBeVisible();
    await expect(figure(page, "Profesionales activos")).toHaveText("–");
    await expect(figure(page, "Nuevos registros")).toHaveText(/^\d{1,3}(\.\d{3})*$/);

    // Nor does the server say it to somebody who asks past the components.
    const refused = await ask(await tokenOf(page), { measures: ["executive.active_professionals"] });
    expect(refused).not.toHaveProperty("data");
    expect(refused.error).toMatchObject({ status: 403 });
    expect(refused.error?.detail).toContain("executive.active_professionals");
  });

  test("marketing: the funnel, with the server's numbers for the chosen month", async ({ page }) => {
    await openDashboardAs(page, "marketing");
    await openFunnel(page);
    await choosePeriod(page, "Mes pasado");
    const funnel = card(page, "Embudo de adquisición");
    await funnel.getByRole("button", { name: "Ver como tabla" }).click();

    const measures = ["visitors", "registrations", "attendees", "active"].map((step) => `operational.funnel_${step}`);
    const timeDimensions = [{ dimension: "operational.first_visit_date", dateRange: monthRange(-1) }];
    const token = await tokenOf(page);
    // Live events may still move a visitor of last month one step on: both are read until they agree.
    await expect(async () => {
      const { data } = await ask(token, { measures, timeDimensions });
      const counts = measures.map((measure) => Number(data?.[0]?.[measure]));
      expect(counts[0]).toBeGreaterThan(0);
      expect([...counts].sort((a, b) => b - a)).toEqual(counts);
      const rows = funnel.getByRole("table").first().locator("tbody tr");
      const shown = await rows.evaluateAll((all) => all.map((row) => row.children[1]?.textContent));
      expect(shown).toEqual(counts.map(spanishCount));
    }).toPass({ timeout: 30_000 });
  });

  test("director: typing the funnel's address shows what is missing and whom to ask", async ({ page }) => {
    await logIn(page, "director");
    await page.goto(`${PORTAL}/tablero/embudo`);
    const funnel = card(page, "Embudo de adquisición");
    await expect(funnel.getByText("No disponible para tu rol")).toBeVisible();
    await expect(funnel.getByText(/Lo ven: marketing/)).toBeVisible();
    await expect(funnel.getByText("Pide acceso a Marketing.")).toBeVisible();
    await expect(page.getByText(/unknown_funnel/)).toHaveCount(0);
    // The rest of the page is theirs.
    await expect(figure(page, "Nuevos registros")).toHaveText(/^\d{1,3}(\.\d{3})*$/);
  });

  for (const role of PORTAL_ROLES) {
    test(`${role}: nothing in the console`, async ({ page }) => {
      const complaints = collectComplaints(page);
      await openDashboardAs(page, role);
      await settle(page);
      if (FUNNEL_ROLES.includes(role)) {
        await openFunnel(page);
        await settle(page);
      } else {
        await expect(page.getByRole("link", { name: "Embudo" })).toHaveCount(0);
      }
      expect(complaints).toEqual([]);
    });
  }
});
