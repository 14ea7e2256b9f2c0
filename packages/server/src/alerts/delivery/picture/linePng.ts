import { type LinePicture, lineSvg } from "./lineSvg.ts";

/** The line as PNG, two px for each of its own. resvg is loaded with the first. */
export async function linePng(picture: LinePicture): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js");
  const rendered = new Resvg(lineSvg(picture), { fitTo: { mode: "zoom", value: 2 }, font: { loadSystemFonts: false } });
  return rendered.render().asPng();
}
