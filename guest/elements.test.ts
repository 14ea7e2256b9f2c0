import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GuestPages } from "./support/GuestPages.ts";

let pages: GuestPages;
beforeAll(async () => {
  pages = await GuestPages.open();
});
afterAll(() => pages.close());

const show = (body: string, head = "") => pages.show({ script: "elements.ts", body, head });
const provider = (content: string, attributes = "") =>
  `<northstar-provider api-url="https://northstar.test" token-url="/token" ${attributes}>${content}</northstar-provider>`;
const figure = (page: Page, place: string) => page.locator(`${place} .ns-figure-value`).first();

/** Events of a name that reach the document, as they come. */
async function listen(page: Page, name: string, prevents = false): Promise<() => Promise<unknown[]>> {
  await page.evaluate(
    ([event, isPrevented]) => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      document.addEventListener(event, (given) => {
        heard.push(JSON.parse(JSON.stringify((given as CustomEvent).detail)));
        if (isPrevented) given.preventDefault();
      });
    },
    [name, prevents] as const,
  );
  return () => page.evaluate(() => Reflect.get(window, "heard") as unknown[]);
}

describe("in a page without a framework, under a strict policy", () => {
  it("shows a view and tiles, and breaks no rule of the policy", async () => {
    const { page, complaints } = await show(
      provider(`<northstar-view name="executive"></northstar-view>
        <northstar-kpi kpi="new_registrations" has-trend="false" id="plain"></northstar-kpi>
        <northstar-funnel funnel="acquisition" breakdown="source"></northstar-funnel>
        <p>Datos <northstar-freshness></northstar-freshness></p>`),
    );
    await figure(page, "northstar-view").getByText("8.412").waitFor();
    await figure(page, "#plain").getByText("1.286").waitFor();
    await page.locator("northstar-funnel").getByText("42.540").first().waitFor();
    await page.locator("northstar-freshness").getByText("Datos de hace 3 min").waitFor();
    await page.locator("northstar-view .ns-chart-drawing svg path").first().waitFor({ state: "attached" });
    expect(await page.locator("#plain svg.ns-sparkline-drawing, #plain .ns-sparkline").count()).toBe(0);
    // Floating parts are drawn when they are opened.
    await page.locator("northstar-view").getByRole("button", { name: "¿Por qué este número?" }).first().click();
    await page.locator("northstar-view").getByRole("dialog").first().waitFor();
    expect(complaints).toEqual([]);
  });

  it("takes attributes and properties, the later one counting, those set before it was known too", async () => {
    const { page } = await show(provider(`<northstar-kpi data-kpi="content_minutes"></northstar-kpi>`));
    await figure(page, "northstar-kpi").getByText("214.930").waitFor();
    await page.evaluate(() => document.querySelector("northstar-kpi")?.setAttribute("kpi", "k_factor"));
    await figure(page, "northstar-kpi").getByText("0,21").waitFor();
    await page.evaluate(() =>
      Object.assign(document.querySelector("northstar-kpi") ?? {}, { kpi: "new_registrations" }),
    );
    await figure(page, "northstar-kpi").getByText("1.286").waitFor();
    await page.evaluate(() =>
      document.querySelector("northstar-kpi")?.setAttribute("filters", '{"period":{"preset":"last_month"}}'),
    );
    await figure(page, "northstar-kpi").getByText("1.190").waitFor();
  });

  it("says plainly what is missing or can't be read", async () => {
    const { page } = await show(
      `<northstar-kpi kpi="ilt" id="alone"></northstar-kpi>
       <northstar-provider><northstar-kpi kpi="ilt" id="nowhere"></northstar-kpi></northstar-provider>
       ${provider(`<northstar-kpi id="unnamed"></northstar-kpi><northstar-kpi kpi="ilt" filters="{" id="broken"></northstar-kpi>
         <northstar-view name="financial" id="unknown"></northstar-view>`)}`,
    );
    const words = (id: string) => page.locator(`${id} [role=alert]`).textContent();
    expect(await words("#alone")).toContain("necesita un <northstar-provider>");
    expect(await words("#nowhere")).toContain("Al elemento <northstar-provider> le falta el atributo api-url");
    expect(await words("#unnamed")).toContain("Al elemento <northstar-kpi> le falta el atributo kpi");
    expect(await words("#broken")).toContain("Un atributo del elemento <northstar-kpi> no se puede leer. filters:");
    expect(await words("#unknown")).toContain('name: "financial" is none of executive');
    // Once it is mended, it is drawn.
    await page.evaluate(() => document.querySelector("#unnamed")?.setAttribute("kpi", "new_registrations"));
    await figure(page, "#unnamed").getByText("1.286").waitFor();
    expect(await page.locator("#unnamed [role=alert]").count()).toBe(0);
  });

  it("tells the page of errors that a tile shows", async () => {
    const { page } = await show(provider(`<northstar-kpi kpi="ilt"></northstar-kpi>`));
    await figure(page, "northstar-kpi").getByText("41,7").waitFor();
    const heard = await listen(page, "northstar-error");
    await page.evaluate(() => document.querySelector("northstar-kpi")?.setAttribute("kpi", "happiness"));
    await page.locator("northstar-kpi").getByText("Código: unknown_kpi").waitFor();
    expect(await heard()).toMatchObject([{ error: { code: "unknown_kpi" } }]);
  });
});

describe("filters", () => {
  const PICKED = `<northstar-period></northstar-period><northstar-kpi kpi="new_registrations"></northstar-kpi>`;
  const choose = (page: Page) =>
    page.evaluate(() => {
      const element = document.querySelector("northstar-provider");
      if (element) element.filters = { period: { preset: "last_month" } };
    });

  it("are shared by the elements of a provider, told to the page, and read back from it", async () => {
    const { page } = await show(provider(`<northstar-view name="executive"></northstar-view>${PICKED}`));
    await figure(page, "northstar-kpi").getByText("1.286").waitFor();
    await choose(page);
    await figure(page, "northstar-kpi").getByText("1.190").waitFor();
    await figure(page, "northstar-view").getByText("8.610").waitFor();
    const heard = await listen(page, "northstar-filterschange");
    await page.locator("northstar-comparison, northstar-view").getByLabel("Comparar con").selectOption("none");
    await expect
      .poll(heard)
      .toEqual([expect.objectContaining({ comparison: "none", period: { preset: "last_month" } })]);
    expect(await page.evaluate(() => document.querySelector("northstar-provider")?.filters)).toMatchObject({
      comparison: "none",
      period: { preset: "last_month" },
    });
  });

  it("stay the page's when it prevents the change", async () => {
    const { page } = await show(provider(`<northstar-view name="executive"></northstar-view>`));
    await figure(page, "northstar-view").getByText("8.412").waitFor();
    const heard = await listen(page, "northstar-filterschange", true);
    await page.locator("northstar-view").getByLabel("Comparar con").selectOption("none");
    await expect.poll(heard).toHaveLength(1);
    expect(await page.evaluate(() => document.querySelector("northstar-provider")?.filters)).toBeUndefined();
  });
});

describe("tokens", () => {
  it("come from the host's endpoint, with its guard against forged requests", async () => {
    pages.tokenRequests.length = 0;
    const { page } = await show(
      provider(`<northstar-kpi kpi="ilt"></northstar-kpi>`, `csrf-header="X-Guard" csrf-meta="guard"`),
      `<meta name="guard" content="a-secret">`,
    );
    await figure(page, "northstar-kpi").getByText("41,7").waitFor();
    expect(pages.tokenRequests).toMatchObject([{ method: "POST", headers: { "x-guard": "a-secret" } }]);
  });

  it("are waited for while the page has said nothing", async () => {
    const { page } = await show(
      `<northstar-provider api-url="https://northstar.test"><northstar-kpi kpi="ilt"></northstar-kpi></northstar-provider>`,
    );
    await page.locator("northstar-kpi [data-state=loading]").waitFor();
    await page.evaluate(() => {
      const element = document.querySelector("northstar-provider");
      if (element) element.getToken = () => "a-token";
    });
    await figure(page, "northstar-kpi").getByText("41,7").waitFor();
  });
});

describe("the shadow boundary", () => {
  it("lets the page's tokens, colour scheme and font through, and nothing else", async () => {
    const { page } = await pages.show({
      script: "elements.ts",
      body: provider(
        `<northstar-kpi kpi="ilt" id="branded"></northstar-kpi>
         <div class="dark"><northstar-kpi kpi="ilt" id="dark"></northstar-kpi></div>`,
      ),
      policy: "default-src * 'unsafe-inline'",
      head: `<style>body { font-family: Georgia; --ns-accent: rgb(1, 2, 3); } .dark { color-scheme: dark; } #dark { --ns-card-radius: 3px; }
        p, article, .ns-card, * { border-radius: 50px !important; text-transform: uppercase !important; }</style>`,
    });
    await figure(page, "#branded").waitFor();
    await figure(page, "#dark").waitFor();
    const read = (id: string) =>
      page.locator(`${id} .ns-card`).evaluate((card) => {
        const style = getComputedStyle(card);
        const background = style.backgroundColor;
        return [style.getPropertyValue("--ns-accent"), style.borderRadius, style.fontFamily, background];
      });
    expect(await read("#branded")).toEqual(["rgb(1, 2, 3)", "8px", "Georgia", "rgb(255, 255, 255)"]);
    expect(await read("#dark")).toEqual(["rgb(1, 2, 3)", "3px", "Georgia", "rgb(21, 24, 30)"]);
  });

  it("holds dialogs: they open inside, take the focus, and give it back", async () => {
    const { page } = await show(provider(`<northstar-kpi kpi="ilt"></northstar-kpi>`));
    const element = page.locator("northstar-kpi");
    const button = element.getByRole("button", { name: /Por qué este número/ }).first();
    await button.focus();
    await page.keyboard.press("Enter");
    const dialog = element.getByRole("dialog");
    await dialog.waitFor();
    const hasFocus = () =>
      element.evaluate(({ shadowRoot }) => {
        const active = shadowRoot?.activeElement ?? null;
        return active?.closest("[role=dialog]") !== null && active !== null;
      });
    await expect.poll(hasFocus).toBe(true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await expect.poll(() => button.evaluate((it) => (it.getRootNode() as ShadowRoot).activeElement === it)).toBe(true);
  });

  it("finds the provider across other components' shadow roots", async () => {
    const { page } = await show(provider(`<div id="other"></div>`));
    await page.evaluate(() => {
      const shadow = document.querySelector("#other")?.attachShadow({ mode: "open" });
      const tile = document.createElement("northstar-kpi");
      tile.setAttribute("kpi", "ilt");
      shadow?.append(tile);
    });
    await figure(page, "#other northstar-kpi").getByText("41,7").waitFor();
  });
});

describe("in the life of a page", () => {
  const TWO = `${provider(`<div id="a"><northstar-kpi kpi="new_registrations"></northstar-kpi></div><div id="b"></div>`)}
    ${provider(`<div id="c"></div>`, `locale="en"`)}`;
  const move = (page: Page, to: string) =>
    page.evaluate((place) => document.querySelector(place)?.append(document.querySelector("northstar-kpi") ?? ""), to);
  // A node that React keeps is a component whose state it keeps.
  const marks = (page: Page) => page.locator("northstar-kpi article[data-mark]").count();

  it("keeps what was opened when it is moved within its provider, and starts anew in another", async () => {
    const { page, complaints } = await show(TWO);
    await figure(page, "northstar-kpi").getByText("1.286").waitFor();
    await page.locator("northstar-kpi article").evaluate((article) => article.setAttribute("data-mark", ""));
    await move(page, "#b");
    await figure(page, "#b northstar-kpi").getByText("1.286").waitFor();
    expect(await marks(page)).toBe(1);
    await move(page, "#c");
    await figure(page, "#c northstar-kpi").getByText("1,286").waitFor();
    expect(await marks(page)).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("draws nothing any more once it is taken out, and again when it is put back", async () => {
    const { page } = await show(TWO);
    await figure(page, "northstar-kpi").getByText("1.286").waitFor();
    const isEmpty = await page.evaluate(async () => {
      const tile = document.querySelector("northstar-kpi");
      Object.assign(window, { tile });
      tile?.remove();
      await new Promise((done) => setTimeout(done, 50));
      return tile?.shadowRoot?.querySelector("article") === null;
    });
    expect(isEmpty).toBe(true);
    await page.evaluate(() => document.querySelector("#b")?.append(Reflect.get(window, "tile") as HTMLElement));
    await figure(page, "#b northstar-kpi").getByText("1.286").waitFor();
  });

  it("survives a second copy of the script", async () => {
    const { page, complaints } = await show(TWO);
    await figure(page, "northstar-kpi").getByText("1.286").waitFor();
    await page.evaluate(() => {
      const first = document.querySelector<HTMLScriptElement>("script[type=module]");
      const second = document.createElement("script");
      second.type = "module";
      second.src = `${first?.src}?again`;
      const loaded = new Promise((done) => second.addEventListener("load", done));
      document.head.append(second);
      return loaded;
    });
    expect(await page.locator("northstar-kpi article").count()).toBe(1);
    expect(complaints).toEqual([]);
  });
});
