import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openBundledPage } from "../testing/browserPage.ts";

/** The executive view of the stories: a real provider, a server in memory, a fixed clock. */
const SOURCE = `
  import { createRoot } from "react-dom/client";
  import { ExecutiveView, NorthstarProvider } from "@northstar/react";
  import { NOW } from "../../../../stories/support/clock.ts";
  import { createFakeFetch } from "../../../../stories/support/server.ts";
  const token = "e30." + btoa(JSON.stringify({ sub: "print", exp: 4102444800 })) + ".";
  const place = document.body.appendChild(document.createElement("div"));
  createRoot(place).render(
    <NorthstarProvider apiUrl="https://northstar.test/api" getToken={() => token} theme="dark" now={() => NOW} fetch={createFakeFetch()}>
      <ExecutiveView />
    </NorthstarProvider>,
  );
`;

/** A link of a printed page: where it leads and its corners in points, from the foot of the page. */
interface PrintedLink {
  page: number;
  name: string;
  box: [left: number, bottom: number, right: number, top: number];
}

const A4 = { width: 595, height: 842 };
/** 12 mm in points, a point less for rounding. */
const MARGIN = 33;

let browser: Browser | null;
let page: Page;
let pages: number;
let links: readonly PrintedLink[];
let boxes: Readonly<Record<string, number>>;

beforeAll(async () => {
  browser = await launchBrowser();
  if (!browser) return;
  page = await openBundledPage(browser, SOURCE);
  await page.waitForFunction(() => document.querySelectorAll(".ns-chart-drawing svg").length >= 2);
  await page.waitForFunction(() => document.querySelector(".ns-skeleton, .ns-skeleton-block") === null);
  await page.emulateMedia({ media: "print" });
  // A link over the whole of each tile and drawing: a PDF says of every link on which page it is, and where. A box that is cut has two.
  boxes = await page.evaluate(() => {
    const marked = [...document.querySelectorAll<HTMLElement>(".ns-card, .ns-chart-drawing")].map((box, index) => {
      const link = document.createElement("a");
      const name = `${box.classList.contains("ns-card") ? "tile" : "drawing"}-${index}`;
      link.href = `https://box.test/${name}`;
      link.style.cssText = "position:absolute;inset:0;display:block";
      box.style.position = "relative";
      box.append(link);
      return [name, box.getBoundingClientRect().height] as const;
    });
    return Object.fromEntries(marked);
  });
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
  ({ pages, links } = readLinks(pdf));
}, 60_000);

afterAll(() => browser?.close());

/** Pages and links of a PDF as Chromium writes it: objects in plain text, only streams are packed. */
function readLinks(pdf: string): { pages: number; links: readonly PrintedLink[] } {
  const objects = new Map(
    [...pdf.matchAll(/(\d+) 0 obj\s([\s\S]*?)endobj/g)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
  const inOrder = [...objects.values()]
    .filter((body) => /\/Type \/Pages\b/.test(body) && !/\/Parent/.test(body))
    .flatMap((body) => kids(body, objects));
  return {
    pages: inOrder.length,
    links: inOrder.flatMap((body, index) => {
      const list = /\/Annots \[([^\]]*)\]/.exec(body)?.[1] ?? "";
      return [...list.matchAll(/(\d+) 0 R/g)].flatMap(([, id = ""]) => {
        const link = objects.get(id) ?? "";
        const name = /\/URI \(https:\/\/box\.test\/([\w-]+)\)/.exec(link)?.[1];
        const corners = /\/Rect \[([^\]]*)\]/.exec(link)?.[1]?.trim().split(/\s+/).map(Number);
        if (name === undefined || corners?.length !== 4) return [];
        return [{ page: index, name, box: corners as PrintedLink["box"] }];
      });
    }),
  };
}

function kids(body: string, objects: ReadonlyMap<string, string>): string[] {
  const list = /\/Kids \[([^\]]*)\]/.exec(body)?.[1] ?? "";
  return [...list.matchAll(/(\d+) 0 R/g)].flatMap(([, id = ""]) => {
    const kid = objects.get(id) ?? "";
    return /\/Type \/Pages\b/.test(kid) ? kids(kid, objects) : [kid];
  });
}

describe("the executive view on A4", () => {
  it("takes several pages, and no tile nor drawing is on two of them", ({ skip }) => {
    if (!browser) skip("no Chromium");
    expect(pages).toBeGreaterThan(1);
    expect(Object.keys(boxes).length).toBeGreaterThan(10);
    expect(links.map(({ name }) => name).sort()).toEqual(Object.keys(boxes).sort());
  });

  it("keeps every tile and drawing inside the page's margins", ({ skip }) => {
    if (!browser) skip("no Chromium");
    for (const { box } of links) {
      const [left, bottom, right, top] = box;
      expect(left).toBeGreaterThanOrEqual(MARGIN);
      expect(bottom).toBeGreaterThanOrEqual(MARGIN);
      expect(right).toBeLessThanOrEqual(A4.width - MARGIN);
      expect(top).toBeLessThanOrEqual(A4.height - MARGIN);
      expect(top - bottom).toBeGreaterThan(20);
    }
  });

  it("prints a dark theme light, with period and age in its header and nothing to press", async ({ skip }) => {
    if (!browser) skip("no Chromium");
    const printed = await page.evaluate(() => {
      const styleOf = (selector: string) => getComputedStyle(document.querySelector(selector) ?? document.body);
      const isShown = (selector: string) =>
        [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
      return {
        scheme: document.querySelector(".ns-root")?.getAttribute("data-ns-scheme"),
        surface: styleOf(".ns-card").backgroundColor,
        text: styleOf(".ns-figure-value").color,
        header: document.querySelector(".ns-view-header")?.textContent ?? "",
        hasButtons: isShown(".ns-icon-button, .ns-link, .ns-select, .ns-facet"),
      };
    });
    expect(printed).toMatchObject({
      scheme: "dark",
      surface: "rgb(255, 255, 255)",
      text: "rgb(22, 24, 29)",
      hasButtons: false,
    });
    expect(printed.header).toContain("Noviembre de 2026, en curso (22 de 30 días)");
    expect(printed.header).toMatch(/Datos de hace 3\smin/);
  });
});
