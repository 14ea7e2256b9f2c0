import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openBundledPage } from "../testing/browserPage.ts";

const SOURCE = `
  import { tilePng } from "../export/tilePng.ts";
  const root = document.body.appendChild(document.createElement("div"));
  root.className = "ns-root";
  root.dataset.nsScheme = "light";
  const tile = root.appendChild(document.createElement("article"));
  tile.className = "ns-card";
  tile.textContent = "8.412";
  tile.style.inlineSize = "300px";
  tile.style.background = "rgb(10, 120, 200)";
  window.draw = async () => {
    const bitmap = await createImageBitmap(await tilePng(tile, { lines: ["Noviembre de 2026"] }));
    const canvas = document.createElement("canvas");
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    return { width: bitmap.width, inside: [...context.getImageData(50, 50, 1, 1).data] };
  };
`;

/** As strict as it gets for a page of ours: its own scripts and styles, no inline anything. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'";

declare global {
  interface Window {
    draw(): Promise<{ width: number; inside: number[] }>;
  }
}

let browser: Browser | null;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function drawUnder(policy: string) {
  if (!browser) throw new Error("no Chromium");
  const page = await openBundledPage(browser, SOURCE, { policy });
  try {
    await page.waitForFunction(() => "draw" in window);
    return await page.evaluate(() => window.draw());
  } finally {
    await page.close();
  }
}

describe("a tile's picture under a strict policy", () => {
  it("takes pictures from data: addresses, and nothing inline", async ({ skip }) => {
    if (!browser) skip("no Chromium");
    // 300 px and 20 at each side, twice over.
    expect(await drawUnder(`${POLICY} data:`)).toEqual({ width: 680, inside: [10, 120, 200, 255] });
  }, 30_000);

  it("fails, and leaves the page as it is, where the policy forbids them", async ({ skip }) => {
    if (!browser) skip("no Chromium");
    await expect(drawUnder(POLICY)).rejects.toThrow();
  }, 30_000);
});
