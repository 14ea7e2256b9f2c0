import type { Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { GuestPages } from "./support/GuestPages.ts";

let pages: GuestPages;
beforeAll(async () => {
  pages = await GuestPages.open();
});
afterAll(() => pages.close());

const show = (content: string) =>
  pages.show({
    script: "elementEvents.ts",
    body: `<northstar-provider api-url="https://northstar.test" token-url="/token">${content}</northstar-provider><iframe></iframe>`,
    // A frame of the page's own, empty.
    policy:
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; frame-src 'self'",
  });

/** What is chosen, and in which element, as the document hears it. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    document.addEventListener("northstar-select", ({ target, detail }) =>
      heard.push({ id: (target as Element).id, ...detail }),
    );
  });
const heard = (page: Page) => page.evaluate(() => Reflect.get(window, "heard") as unknown[]);

it("tells the page what is chosen in a tile, from the tile itself, and of its taking back", async () => {
  const { page, complaints } = await show(`<northstar-acquisition id="funnel"></northstar-acquisition>`);
  await listen(page);
  const row = page.locator("#funnel").getByRole("row", { name: /linkedin/ });
  await row.click();
  await expect.poll(() => row.getAttribute("aria-selected")).toBe("true");
  await row.focus();
  await page.keyboard.press(" ");
  await expect.poll(() => row.getAttribute("aria-selected")).toBe("false");
  const choice = { id: "funnel", kpi: null, dimension: "source", value: "linkedin / social", start: null };
  expect(await heard(page)).toEqual([
    { ...choice, isSelected: true },
    { ...choice, isSelected: false },
  ]);
  expect(complaints).toEqual([]);
});

it("tells the page of a place in time that is chosen on a chart", async () => {
  const { page } = await show(`<northstar-northstar id="card" kpi="new_registrations"></northstar-northstar>`);
  await listen(page);
  const chart = page.locator("#card [data-interactive]");
  await chart.waitFor();
  await chart.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => heard(page))
    .toEqual([
      { id: "card", kpi: "new_registrations", dimension: null, value: null, start: "2026-11-01", isSelected: true },
    ]);
});

it("drills from a tile alone, in its own shadow root, and tells of the value chosen there", async () => {
  const { page, complaints } = await show(`<northstar-kpi id="card" kpi="new_registrations"></northstar-kpi>`);
  await listen(page);
  const card = page.locator("#card");
  await card.getByRole("button", { name: /^Opciones/ }).click();
  await card.getByRole("menuitem", { name: "Desglosar" }).click();
  const dialog = card.getByRole("dialog");
  await dialog.getByRole("row", { name: /Colombia/ }).click();
  await expect
    .poll(() => heard(page))
    .toEqual([
      { id: "card", kpi: "new_registrations", dimension: "country", value: "CO", start: null, isSelected: true },
    ]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  const focused = () => card.evaluate((it) => it.shadowRoot?.activeElement?.getAttribute("aria-label"));
  await expect.poll(focused).toMatch(/^Opciones/);
  expect(complaints).toEqual([]);
});

it("shows the sections that the attribute names, in its order, and follows it", async () => {
  const { page } = await show(`<northstar-view name="operational" sections="content funnel"></northstar-view>`);
  const titles = () => page.locator("northstar-view article h3").allTextContents();
  await expect.poll(titles).toEqual(["Consumo de contenidos", "Embudo de adquisición"]);
  await page.evaluate(() => document.querySelector("northstar-view")?.setAttribute("sections", "funnel"));
  await expect.poll(titles).toEqual(["Embudo de adquisición"]);
  await page.evaluate(() => document.querySelector("northstar-view")?.setAttribute("sections", "weather"));
  await page.locator("northstar-view [role=alert]").waitFor();
  await page.evaluate(() => document.querySelector("northstar-view")?.removeAttribute("sections"));
  await expect.poll(async () => (await titles()).length).toBeGreaterThan(5);
});

it("goes on working in another document: styles, events, dialogs", async () => {
  const { page, complaints } = await show(`<northstar-kpi id="card" kpi="new_registrations"></northstar-kpi>`);
  const before = await page.locator("#card .ns-card").evaluate((card) => getComputedStyle(card).borderRadius);
  await page.evaluate(() => {
    const frame = document.querySelector("iframe");
    const provider = document.querySelector("northstar-provider");
    if (frame?.contentDocument && provider) frame.contentDocument.body.append(provider);
  });
  const card = page.frameLocator("iframe").locator("#card");
  await card.locator(".ns-figure-value").first().getByText("1.286").waitFor();
  expect(before).toBe("8px");
  expect(await card.locator(".ns-card").evaluate((it) => getComputedStyle(it).borderRadius)).toBe(before);
  expect(await card.evaluate((it) => getComputedStyle(it).display)).toBe("block");
  await card
    .getByRole("button", { name: /Por qué este número/ })
    .first()
    .click();
  await card.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await card.getByRole("dialog").waitFor({ state: "hidden" });
  await card.evaluate((it) => it.setAttribute("kpi", "k_factor"));
  await card.getByRole("heading", { name: "K-factor" }).waitFor();
  // And back in the page.
  await page.evaluate(() => {
    const provider = document.querySelector("iframe")?.contentDocument?.querySelector("northstar-provider");
    if (provider) document.body.append(provider);
  });
  await page.locator("#card .ns-figure-value").first().waitFor();
  expect(await page.locator("#card .ns-card").evaluate((it) => getComputedStyle(it).borderRadius)).toBe(before);
  expect(complaints).toEqual([]);
});
