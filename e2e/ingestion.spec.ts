import { createHmac, randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { PORTAL, SERVER } from "./addresses.ts";
import { SEGMENT_SECRET } from "./installation.ts";
import { card, collectComplaints, logIn, openDashboardAs, settle } from "./portal.ts";

/** How long an event may take from the sender to the tile; the promise for any installation is 5 minutes. */
const FRESH_MS = 90_000;

/** Countries in which nobody of the sample lives: one whose visits are counted, and one for all else that is sent here. */
const COUNTRY = "IS";
const ELSEWHERE = "FO";

/** A person without an account opens a page of the site, led by a newsletter: the call that a site's own code sends. */
function visit(country = ELSEWHERE): object {
  return {
    type: "page",
    messageId: randomUUID(),
    anonymousId: randomUUID(),
    timestamp: new Date().toISOString(),
    properties: { ga_session_id: String(Math.floor(Date.now() / 1000)), url: "https://community.example/" },
    context: {
      location: { country },
      campaign: { name: "fresh", source: "newsletter", medium: "email" },
    },
  };
}

function deliver(calls: readonly object[], secret = SEGMENT_SECRET): Promise<Response> {
  const body = JSON.stringify({ batch: calls });
  return fetch(`${SERVER}/northstar/v1/hooks/segment`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-signature": createHmac("sha1", secret).update(body).digest("hex"),
    },
    body,
  });
}

test("what a site sends is in the tile of who looks at it, counted once, without a reload", { tag: "@live" }, async ({
  page,
}) => {
  test.setTimeout(FRESH_MS + 60_000);
  const complaints = collectComplaints(page);
  await openDashboardAs(page, "marketing");
  await page.goto(`${PORTAL}/tablero/operativa?ns.period=last_30_days&ns.filter.country=${COUNTRY}`);
  await settle(page);
  const funnel = card(page, "Embudo de adquisición");
  const visitors = funnel.locator(".ns-funnel-name strong").first();
  // It says that nobody came.
  await expect(visitors).toHaveCount(0);

  const calls = [visit(COUNTRY), visit(COUNTRY), visit(COUNTRY)];
  expect((await deliver(calls)).status).toBe(202);
  const sentAt = Date.now();
  // A sender that saw no answer sends it all again.
  expect((await deliver(calls)).status).toBe(202);
  await expect(visitors).toHaveText("3", { timeout: FRESH_MS });
  console.log(`from the sender to the tile: ${((Date.now() - sentAt) / 1000).toFixed(1)} s`);
  expect(complaints).toEqual([]);
});

test("who operates it sees the platform's own runs and refusals as they happen", { tag: "@live" }, async ({ page }) => {
  test.setTimeout(FRESH_MS + 60_000);
  expect((await deliver([visit()], "not the secret")).status).toBe(401);
  expect((await deliver([visit(), { type: "page", messageId: randomUUID() }])).status).toBe(202);
  await openDashboardAs(page, "devops");
  await settle(page);
  const runs = card(page, "Ingesta por conector").getByRole("row", { name: /segment/i });
  await expect(runs).toBeVisible({ timeout: FRESH_MS });
  const refused = card(page, "Seguridad").getByRole("row", { name: /segment/ });
  await expect(refused.first()).toBeVisible({ timeout: FRESH_MS });
});

test.describe("the page of integrations", () => {
  test("operators look at a source, its runs and what was set aside, and pause it", async ({ page }) => {
    test.setTimeout(120_000);
    const complaints = collectComplaints(page);
    expect((await deliver([visit(), { type: "page", messageId: randomUUID() }])).status).toBe(202);
    await openDashboardAs(page, "devops");
    await page.getByRole("link", { name: "Integraciones" }).click();
    await expect(page.getByRole("heading", { name: "Integraciones" })).toBeVisible();
    await page.getByRole("button", { name: "Ver Segment" }).click();
    const panel = page.getByRole("dialog", { name: "Segment" });
    await panel.getByRole("button", { name: /^Apartados/ }).click();
    await expect(panel.getByText("Le falta la fecha y hora.").first()).toBeVisible({ timeout: 60_000 });
    await panel.getByRole("button", { name: "Tablas" }).click();
    await expect(panel.getByRole("row", { name: /^events/ })).toBeVisible();
    await panel.getByRole("button", { name: "Pausar" }).click();
    await panel.getByRole("button", { name: "Pausar" }).last().click();
    await expect(panel.getByText("Segment está en pausa.")).toBeVisible();
    // What comes meanwhile is accepted and waits.
    expect((await deliver([visit()])).status).toBe(202);
    await panel.getByRole("button", { name: "Reanudar" }).click();
    await expect(panel.getByText("Segment vuelve a cargar.")).toBeVisible();
    expect(complaints).toEqual([]);
  });

  test("is for nobody else", async ({ page }) => {
    await logIn(page, "director");
    await page.goto(`${PORTAL}/tablero/integraciones`);
    await expect(page.getByText("Las integraciones no están disponibles para tu rol")).toBeVisible();
  });
});
