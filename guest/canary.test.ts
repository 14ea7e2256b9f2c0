import type { Locator, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOSTILE_CSS } from "../stories/support/hostileCss.ts";
import { VIEW_NAMES } from "./pages/HostApp.tsx";
import { comparePictures } from "./support/comparePictures.ts";
import { GuestPages } from "./support/GuestPages.ts";
import { openFloatingParts } from "./support/openFloatingParts.ts";
import { readGlobals } from "./support/readGlobals.ts";

let pages: GuestPages;
beforeAll(async () => {
  pages = await GuestPages.open();
});
afterAll(() => pages.close());

/** Things of the host around the view, such as the rules are written for. */
const HOST = `<h2>Noticias</h2><p>Un texto del portal, con <a href="#">un enlace</a>.</p><button>Publicar</button>
  <table><tr><th>Día</th><td>Lunes</td></tr></table><ul><li>Uno</li></ul><label>Nombre <input value="Ana"></label>
  <svg viewBox="0 0 10 10" width="40" height="40"><path d="M0 0h10v10z"/></svg><p hidden>Oculto</p>`;

/** At one place in both pictures, and nothing of the host's in front of it. */
const OWN = `<style>#app > .ns-root { position: absolute; inset: 0 0 auto }
  #app:is(*, #a#b#c)::before, #app:is(*, #a#b#c)::after { content: none }</style>`;

async function openCanary(view: string): Promise<Page> {
  const { page } = await pages.show({
    script: "app.tsx",
    head: `<style id="hostile">${HOSTILE_CSS}</style>${OWN}`,
    // At the same width with the rules and without: their margins around the embed are the host's own affair.
    body: `<div id="portal" class="content"><section id="host" style="position: absolute; inset: 0 auto auto 0">${HOST}</section>
      <div><div id="app" data-view="${view}" style="position: absolute; inset: 1600px auto auto 20px; width: 1200px"></div></div></div>`,
    policy: "default-src 'self' 'unsafe-inline'; img-src data:",
  });
  await page.locator("#app .ns-figure-value").first().waitFor();
  await expect.poll(() => page.locator("#app [data-state=loading]").count(), { timeout: 15_000 }).toBe(0);
  await page.locator("#app svg path").first().waitFor({ state: "attached" });
  return page;
}

const picture = (place: Locator) => place.screenshot({ animations: "disabled", caret: "hide" });

const setHostile = (page: Page, isOn: boolean) =>
  page.evaluate((on) => {
    const { sheet } = document.querySelector<HTMLStyleElement>("#hostile") ?? {};
    if (sheet) sheet.disabled = !on;
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, isOn);

/** Every computed value of what is seen in a place, its pseudo-elements' too, one line an element. */
const readLooks = (place: Locator) =>
  place.evaluate((root) =>
    [root, ...root.querySelectorAll("*")].flatMap((part) => {
      // What isn't drawn looks like nothing.
      if (part !== root && !part.checkVisibility()) return [];
      return [null, "::before", "::after"].flatMap((pseudo) => {
        const style = getComputedStyle(part, pseudo);
        if (pseudo !== null && style.content === "none") return [];
        const name = `${part.localName}.${part.getAttribute("class") ?? ""}${pseudo ?? ""}`;
        const watched = `color background-color background-image border-top-width border-left-color padding margin font-size font-weight
          font-variant line-height letter-spacing text-transform text-align text-decoration-line text-indent white-space word-break
          display position float width height opacity transform outline-style box-shadow box-sizing border-radius list-style-type
          fill stroke stroke-width text-anchor cursor z-index -webkit-text-fill-color`;
        // The outer box is the host's to arrange.
        const values = part === root ? [] : watched.split(/\s+/).map((key) => `${key}: ${style.getPropertyValue(key)}`);
        return [`${name} ${values.join("; ")}`];
      });
    }),
  );

/** The same computed styles and the same picture with the host's rules and without. */
async function expectUntouched(page: Page, place: Locator, what: string): Promise<void> {
  const among = { looks: await readLooks(place), picture: await picture(place) };
  await setHostile(page, false);
  const alone = { looks: await readLooks(place), picture: await picture(place) };
  await setHostile(page, true);
  expect(among.looks, `${what}: computed styles among the host's rules`).toEqual(alone.looks);
  const difference = await comparePictures(page, among.picture, alone.picture);
  expect(difference, `${what} looks the same among the host's rules`).toBeNull();
}

describe.each(VIEW_NAMES)("the %s view on a page with aggressive styles", (view) => {
  it("looks as without them, floating parts too, and leaves the host's own as it was", async () => {
    const page = await openCanary(view);
    const host = page.locator("#host");
    await setHostile(page, false);
    const tame = await picture(host);
    await setHostile(page, true);
    const wild = await picture(host);
    // The rules do bite on what is the host's: without that, nothing would be proven below.
    expect(wild.equals(tame)).toBe(false);

    await expectUntouched(page, page.locator("#app .ns-root").first(), view);
    const opened = await openFloatingParts(page, (part, name) => expectUntouched(page, part, `${name} of ${view}`));
    expect(opened).toEqual(expect.arrayContaining(["tile menu", "why", "calendar"]));

    // `:focus-visible { outline: none !important }` is among them.
    await page.locator("#app [aria-haspopup=menu]").first().focus();
    await page.keyboard.press("Tab");
    const ring = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
      return [document.activeElement?.closest(".ns-root") !== null, outlineStyle, outlineWidth];
    });
    expect(ring).toEqual([true, "solid", "2px"]);

    // The other way round: the host's own part, with our style sheet and without, and the page's globals.
    expect((await picture(host)).equals(wild), "the host's own part beside our view").toBe(true);
    const globals = await readGlobals(page);
    await page.evaluate(() => {
      for (const link of document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")) link.disabled = true;
      document.querySelector("#app")?.remove();
    });
    expect((await picture(host)).equals(wild), "the host's own part without our styles").toBe(true);
    expect(globals).toEqual({ classes: "", styles: 2, variables: [], names: [], attributes: ["lang"] });
  });
});
