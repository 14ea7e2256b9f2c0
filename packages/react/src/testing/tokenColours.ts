import { readFileSync } from "node:fs";

type Tokens = ReadonlyMap<string, string>;
type Rgb = readonly [red: number, green: number, blue: number];

const css = readFileSync(new URL("../styles/tokens.css", import.meta.url), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");

/** Custom properties of one rule of tokens.css, as written. */
export function declarations(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no rule for ${selector}`);
  const body = css.slice(css.indexOf("{", start) + 1, css.indexOf("}", start));
  const found = body.matchAll(/(--ns-[\w-]+):\s*([^;]+);/g);
  return new Map([...found].map(([, name = "", value = ""]) => [name, value.trim()]));
}

const LIGHT = declarations(".ns-root");
const DARK = new Map([...LIGHT, ...declarations('.ns-root[data-ns-scheme="dark"]')]);
const CONTRAST = declarations('.ns-root[data-ns-theme="contrast"]');
const CONTRAST_DARK = declarations('.ns-root[data-ns-theme="contrast"][data-ns-scheme="dark"]');

/** Tokens of every theme, as written. */
export const THEMES: readonly (readonly [name: string, tokens: Tokens])[] = [
  ["light", LIGHT],
  ["dark", DARK],
  ["contrast, light", new Map([...LIGHT, ...CONTRAST])],
  ["contrast, dark", new Map([...DARK, ...CONTRAST, ...CONTRAST_DARK])],
];

/** The hex colour a token has in a theme. */
export function colour(tokens: Tokens, name: string): string {
  const value = tokens.get(name) ?? `unknown ${name}`;
  const reference = /^var\((--ns-[\w-]+)\)$/.exec(value)?.[1];
  return reference ? colour(tokens, reference) : value;
}

/** Channels of a hex colour, 0 to 1. */
export function channels(hex: string): Rgb {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(hex)?.[1];
  if (!digits) throw new Error(`not a hex colour: ${hex}`);
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  const channel = (offset: number) => Number.parseInt(full.slice(offset, offset + 2), 16) / 255;
  return [channel(0), channel(2), channel(4)];
}

/** Channels as amounts of light. */
export function linear(rgb: Rgb): Rgb {
  const amount = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
  return [amount(rgb[0]), amount(rgb[1]), amount(rgb[2])];
}

/** WCAG 2.2 contrast of two colours, by their relative luminance. */
export function contrast(one: Rgb, other: Rgb): number {
  const luminance = (rgb: Rgb) => {
    const [red, green, blue] = linear(rgb);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
