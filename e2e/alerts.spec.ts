import { createHmac, randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { signToken } from "../packages/server/src/token.ts";
import { SERVER } from "./addresses.ts";
import { SEGMENT_SECRET } from "./installation.ts";
import { card, collectComplaints, openDashboardAs, settle } from "./portal.ts";

/** From what a site sends to the red tile of whoever looks. */
const TOLD_MS = 300_000;

/** A country in which nobody of the sample lives, and no other test. */
const COUNTRY = "GL";

const RULE = {
  id: "somebody-from-greenland",
  title: { es: "Alguien de Groenlandia", en: "Somebody from Greenland" },
  note: { es: "Salúdale.", en: "Say hello." },
  owner: "marketing",
  watch: { kpi: "new_registrations", filters: { country: [COUNTRY] } },
  condition: { kind: "threshold", direction: "above", red: { enter: 0 } },
  on: "running",
};

async function ask(path: string, body: object): Promise<Response> {
  // Who configures alerts and sees all KPIs; no sample account is both.
  const grant = { sub: "test", roles: ["devops", "analyst"] } as const;
  const token = await signToken(grant, { secret: process.env.NORTHSTAR_E2E_SECRET ?? "", production: false });
  return await fetch(`${SERVER}/northstar/v1/alerts${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** A person registers: the call that a site's own code sends. */
function register(): Promise<Response> {
  const now = new Date().toISOString();
  const traits = { createdAt: now, address: { country: COUNTRY } };
  const call = { type: "identify", messageId: randomUUID(), userId: randomUUID(), timestamp: now, traits };
  const body = JSON.stringify({ batch: [call] });
  return fetch(`${SERVER}/northstar/v1/hooks/segment`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-signature": createHmac("sha1", SEGMENT_SECRET).update(body).digest("hex"),
    },
    body,
  });
}

const alertOn = (page: Page) => card(page, "Alertas").getByRole("listitem").filter({ hasText: RULE.title.es });

test("a tile turns red by what a site sends; who marks it as seen has done so for the colleague", {
  tag: "@live",
}, async ({ page, browser }) => {
  test.skip(!process.env.NORTHSTAR_E2E_SECRET, "asks for the secret of the installation under test");
  test.setTimeout(TOLD_MS + 120_000);
  const complaints = collectComplaints(page);
  await openDashboardAs(page, "director");
  const colleague = await (await browser.newContext()).newPage();
  await openDashboardAs(colleague, "consultant");
  await Promise.all([settle(page), settle(colleague)]);

  const saved = await ask("/rules", { rule: RULE, basedOn: null });
  expect(saved.status, await saved.clone().text()).toBe(200);
  await expect(alertOn(page)).toHaveCount(0);
  const sentAt = Date.now();
  expect((await register()).status).toBe(202);

  await expect(alertOn(page)).toBeVisible({ timeout: TOLD_MS });
  console.log(`from the sender to the red tile: ${((Date.now() - sentAt) / 1000).toFixed(1)} s`);
  await expect(alertOn(page)).toHaveAttribute("data-level", "red");
  await expect(alertOn(page)).toContainText("Límite 0");
  await expect(alertOn(colleague)).toBeVisible({ timeout: 30_000 });

  await alertOn(page)
    .getByRole("button", { name: /^Marcar como vista/ })
    .click();
  await expect(alertOn(page)).toContainText("Vista por");
  await expect(alertOn(colleague)).toContainText("Vista por", { timeout: 30_000 });
  await expect(alertOn(colleague).getByRole("button", { name: /^Marcar como vista/ })).toHaveCount(0);
  expect(complaints).toEqual([]);
  await colleague.context().close();
  expect((await ask(`/rules/${RULE.id}/delete`, { basedOn: 1 })).status).toBe(200);
  await expect(alertOn(page)).toHaveCount(0, { timeout: 30_000 });
});
