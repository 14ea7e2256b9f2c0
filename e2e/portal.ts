import { expect, type Locator, type Page } from "@playwright/test";
import { PORTAL } from "./addresses.ts";

export type PortalRole = "director" | "marketing" | "devops" | "analyst" | "consultant";
export const PORTAL_ROLES: readonly PortalRole[] = ["director", "marketing", "devops", "analyst", "consultant"];

/** Goes through the log-in page as the sample account with this role. */
export async function logIn(page: Page, role: PortalRole): Promise<void> {
  await page.goto(PORTAL);
  await page.locator(`.account-choice[data-role=${role}]`).click();
  await expect(page.locator(".shell").getByRole("heading", { level: 1 })).toBeVisible();
}

/** Follows the portal's own links, as a person does: nothing is loaded anew. */
export async function openDashboard(page: Page): Promise<void> {
  await page
    .getByRole("navigation", { name: /Secciones|Sections/ })
    .getByRole("link", { name: /Tablero|Dashboard/ })
    .click();
}

/** Log-in and Tablero. */
export async function openDashboardAs(page: Page, role: PortalRole): Promise<void> {
  await logIn(page, role);
  await openDashboard(page);
}

/** The tab Embudo of the section Tablero. */
export async function openFunnel(page: Page): Promise<void> {
  await page.getByRole("link", { name: /^(Embudo|Funnel)$/ }).click();
}

/** The card whose title is this text. */
export function card(page: Page, title: string): Locator {
  return page.getByRole("article", { name: title, exact: true });
}

/** The large number of a card. */
export function figure(page: Page, title: string): Locator {
  return card(page, title).locator(".ns-figure-value").first();
}

/** Chooses a preset of the date range, by its name in Spanish. */
export async function choosePeriod(page: Page, name: string): Promise<void> {
  await page.getByLabel("Período", { exact: true }).selectOption({ label: name });
}

/** Waits until every card on screen has its answer. */
export async function settle(page: Page): Promise<void> {
  await expect(page.locator(".ns-card").first()).toBeVisible();
  await expect(page.locator(".ns-root [data-state=loading]")).toHaveCount(0, { timeout: 45_000 });
}

/** Everything that a page complains about in its console, collected from now on. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}
