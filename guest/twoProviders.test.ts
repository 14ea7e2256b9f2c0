import { afterAll, beforeAll, expect, it } from "vitest";
import { GuestPages } from "./support/GuestPages.ts";

let pages: GuestPages;
beforeAll(async () => {
  pages = await GuestPages.open();
});
afterAll(() => pages.close());

it("keeps two readers of one page apart: role, language, theme, tokens and choices", async () => {
  const { page, complaints } = await pages.show({ script: "twoProviders.tsx", body: `<div id="app"></div>` });
  const [director, consultant] = [page.locator("#director"), page.locator("#consultant")];
  await director.locator(".ns-figure-value", { hasText: "8.412" }).waitFor();
  await consultant.locator(".ns-figure-value", { hasText: "1,286" }).waitFor();
  await consultant.getByText("Not available to your role").first().waitFor();
  expect(await consultant.getByText("8.412").count()).toBe(0);
  expect(await consultant.getByText("8,412").count()).toBe(0);
  expect(await director.getByText("No disponible para tu rol").count()).toBe(0);

  const surface = (place: typeof director) =>
    place
      .locator(".ns-card")
      .first()
      .evaluate((card) => getComputedStyle(card).backgroundColor);
  expect([await surface(director), await surface(consultant)]).toEqual(["rgb(255, 255, 255)", "rgb(21, 24, 30)"]);

  const period = await consultant.locator(".ns-view-subtitle").textContent();
  await director.getByLabel("Comparar con").selectOption("none");
  await director.getByText("vs.", { exact: false }).first().waitFor({ state: "hidden" });
  expect(await consultant.locator(".ns-view-subtitle").textContent()).toBe(period);

  const asked = await page.evaluate(() => Reflect.get(window, "asked") as Record<string, string[]>);
  expect(new Set(asked.director)).toEqual(new Set(["Bearer token-of-director"]));
  expect(new Set(asked.consultant)).toEqual(new Set(["Bearer token-of-consultant"]));
  expect(complaints).toEqual([]);
});
