import { cloneWithStyles } from "./cloneWithStyles.ts";
import { embedFonts } from "./embedFonts.ts";

/** px of the picture for each px of the page. */
const SCALE = 2;
const PADDING = 20;

/**
 * A tile as a picture, as it is on the page: its name, its drawing, and under them what `lines` say of it (period, filters, age).
 * The tile's elements are copied with their computed styles into an SVG, which the browser draws to a canvas: no library, and what is
 * seen is what is saved. The SVG is loaded from a `data:` address: a page with a content security policy needs `img-src data:`, and for
 * the page's own web fonts `connect-src` of where they lie; without that, the system's font is drawn.
 *
 * Throws `Error` when the browser refuses to load or read the picture.
 */
export async function tilePng(tile: HTMLElement, { lines }: { lines: readonly string[] }): Promise<Blob> {
  const { width, height } = tile.getBoundingClientRect();
  const copy = cloneWithStyles(tile);
  copy.style.margin = "0";
  const style = getComputedStyle(tile);
  const page = document.createElement("div");
  page.append(copy, footer(lines, style));
  page.style.cssText = `width:${width}px;font-family:${style.fontFamily}`;
  // Only the browser knows how high the lines under the tile become: it is asked out of sight, in the tile's own place for its font.
  const footHeight = measure(page.lastElementChild as HTMLElement, width);

  const size = { width: Math.ceil(width) + 2 * PADDING, height: Math.ceil(height + footHeight) + 2 * PADDING };
  const fonts = await embedFonts(style.fontFamily, `${tile.textContent ?? ""}${lines.join("")}`);
  const svg = svgOf(page, fonts, size);
  const image = await loadImage(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`);
  const canvas = document.createElement("canvas");
  canvas.width = size.width * SCALE;
  canvas.height = size.height * SCALE;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The browser has no canvas to draw on.");
  context.fillStyle = backgroundOf(tile);
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise<Blob>((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture is empty."))), "image/png");
  });
}

function footer(lines: readonly string[], { color }: CSSStyleDeclaration): HTMLElement {
  const element = document.createElement("div");
  element.style.cssText = `box-sizing:border-box;padding:10px 20px 0;color:${color};opacity:0.75;font-size:11px;line-height:16px`;
  element.textContent = lines.join(" · ");
  return element;
}

function measure(element: HTMLElement, width: number): number {
  const place = document.createElement("div");
  place.style.cssText = `position:fixed;visibility:hidden;inset:0 auto auto 0;width:${width}px`;
  place.append(element.cloneNode(true));
  document.body.append(place);
  const { height } = place.getBoundingClientRect();
  place.remove();
  return height;
}

function svgOf(page: HTMLElement, fonts: string, { width, height }: { width: number; height: number }): string {
  page.setAttribute("xmlns", "http://www.w3.org/1999/xhtml");
  const body = new XMLSerializer().serializeToString(page);
  return [
    // The size in pixels of the picture: text and lines are drawn at it, not enlarged.
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * SCALE}" height="${height * SCALE}" viewBox="0 0 ${width} ${height}">`,
    `<style>${fonts}</style>`,
    `<foreignObject x="${PADDING}" y="${PADDING}" width="${width - 2 * PADDING}" height="${height - 2 * PADDING}">${body}</foreignObject></svg>`,
  ].join("");
}

async function loadImage(address: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}

/** The first surface behind the tile that isn't seen through. */
function backgroundOf(tile: HTMLElement): string {
  for (let element: HTMLElement | null = tile.parentElement; element; element = element.parentElement) {
    const { backgroundColor } = getComputedStyle(element);
    if (!/^(?:transparent|rgba\(.*, 0\))$/.test(backgroundColor)) return backgroundColor;
  }
  return getComputedStyle(tile).backgroundColor;
}
