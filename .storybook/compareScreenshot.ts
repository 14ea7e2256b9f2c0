import { expect } from "vitest";
import { page } from "vitest/browser";

const WIDTH = 1280;
const HEIGHT = 900;

/** Holds what a story draws, all of it, against the picture that was reviewed: `stories/<folder>/__screenshots__`. Renew with `vitest -u`. */
export async function compareScreenshot(element: HTMLElement, name: string): Promise<void> {
  // Fonts that come late would be another picture.
  await document.fonts.ready;
  // What is outside the window isn't in a picture.
  await page.viewport(WIDTH, Math.max(HEIGHT, Math.ceil(element.getBoundingClientRect().height)));
  try {
    await expect(element).toMatchScreenshot(name);
  } finally {
    await page.viewport(WIDTH, HEIGHT);
  }
}
