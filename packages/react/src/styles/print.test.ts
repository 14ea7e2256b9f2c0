import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openBundledPage } from "../testing/browserPage.ts";

/** The views as pages of hosts have them in tests: a real provider, a server in memory, a fixed clock. */
const SOURCE = (view: string) => `
  import { createRoot } from "react-dom/client";
  import { HostApp } from "../../../../guest/pages/HostApp.tsx";
  const place = document.body.appendChild(document.createElement("div"));
  createRoot(place).render(<HostApp view="${view}" theme="dark" />);
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
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** A view as it is printed: its page in print's styles, and where the PDF has its tiles and drawings. */
async function print(launched: Browser, view: string) {
  const page = await openBundledPage(launched, SOURCE(view));
  await page.waitForFunction(() => document.querySelectorAll(".ns-chart-surface svg").length >= 2);
  await page.waitForFunction(() => document.querySelector(".ns-skeleton, .ns-skeleton-block") === null);
  await page.emulateMedia({ media: "print" });
  // A link over the whole of each tile and drawing: a PDF says of every link on which page it is, and where. A box that is cut has two.
  const boxes = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".ns-card, .ns-chart-drawing")].map((box, index) => {
      const link = document.createElement("a");
      const name = `${box.classList.contains("ns-card") ? "tile" : "drawing"}-${index}`;
      link.href = `https://box.test/${name}`;
      link.style.cssText = "position:absolute;inset:0;display:block";
      box.style.position = "relative";
      box.append(link);
      return name;
    }),
  );
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
  return { page, boxes, ...readLinks(pdf) };
}

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

describe.each([
  ["executive", 10],
  ["operational", 8],
  ["technical", 8],
] as const)("the %s view on A4", (view, fewest) => {
  let printed: Awaited<ReturnType<typeof print>>;
  beforeAll(async () => {
    if (browser) printed = await print(browser, view);
  }, 60_000);

  it("takes several pages, and no tile nor drawing is on two of them", ({ skip }) => {
    if (!browser) skip("no Chromium");
    expect(printed.pages).toBeGreaterThan(1);
    expect(printed.boxes.length).toBeGreaterThan(fewest);
    expect(printed.links.map(({ name }) => name).sort()).toEqual([...printed.boxes].sort());
  });

  it("keeps every tile and drawing inside the page's margins", ({ skip }) => {
    if (!browser) skip("no Chromium");
    for (const { box } of printed.links) {
      const [left, bottom, right, top] = box;
      expect(left).toBeGreaterThanOrEqual(MARGIN);
      expect(bottom).toBeGreaterThanOrEqual(MARGIN);
      expect(right).toBeLessThanOrEqual(A4.width - MARGIN);
      expect(top).toBeLessThanOrEqual(A4.height - MARGIN);
      expect(top - bottom).toBeGreaterThan(20);
    }
  });

  it("prints a dark theme light, with period and age in its header, nothing to press and nothing that floats", async ({
    skip,
  }) => {
    if (!browser) skip("no Chromium");
    const seen = await printed.page.evaluate(() => {
      const styleOf = (selector: string) => getComputedStyle(document.querySelector(selector) ?? document.body);
      const isShown = (selector: string) =>
        [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
      return {
        scheme: document.querySelector(".ns-root")?.getAttribute("data-ns-scheme"),
        surface: styleOf(".ns-card").backgroundColor,
        text: styleOf(".ns-figure-value").color,
        header: document.querySelector(".ns-view-header")?.textContent ?? "",
        hasButtons: isShown(".ns-icon-button, .ns-link, .ns-select, .ns-facet, .ns-popover, .ns-tooltip"),
      };
    });
    expect(seen).toMatchObject({
      scheme: "dark",
      surface: "rgb(255, 255, 255)",
      text: "rgb(22, 24, 29)",
      hasButtons: false,
    });
    expect(seen.header).toMatch(/nov/i);
    expect(seen.header).toMatch(/Datos de hace 3\smin/);
  });
});
