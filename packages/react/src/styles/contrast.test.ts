import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");

/** Custom properties of one rule of tokens.css, as written. */
function declarations(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`no rule for ${selector}`);
  const body = css.slice(css.indexOf("{", start) + 1, css.indexOf("}", start));
  return new Map([...body.matchAll(/(--ns-[\w-]+):\s*([^;]+);/g)].map((match) => [match[1]!, match[2]!.trim()]));
}

const LIGHT = declarations(".ns-root");
const DARK = new Map([...LIGHT, ...declarations('.ns-root[data-ns-scheme="dark"]')]);
const CONTRAST = declarations('.ns-root[data-ns-theme="contrast"]');
const CONTRAST_DARK = declarations('.ns-root[data-ns-theme="contrast"][data-ns-scheme="dark"]');

/** The hex colour a token has in a theme. */
function colour(tokens: Map<string, string>, name: string): string {
  const value = tokens.get(name) ?? `unknown ${name}`;
  const reference = /^var\((--ns-[\w-]+)\)$/.exec(value)?.[1];
  return reference ? colour(tokens, reference) : value;
}

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(hex)?.[1];
  if (!digits) throw new Error(`not a hex colour: ${hex}`);
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  const [red, green, blue] = [0, 2, 4].map((offset) => {
    const channel = Number.parseInt(full.slice(offset, offset + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const TEXT: readonly (readonly [text: string, background: string])[] = [
  ...["--ns-text", "--ns-text-muted", "--ns-text-subtle", "--ns-accent", "--ns-good", "--ns-warn", "--ns-bad"].flatMap(
    (text) => ["--ns-surface", "--ns-surface-floating", "--ns-canvas"].map((background) => [text, background] as const),
  ),
  ["--ns-text-muted", "--ns-badge-surface"],
  ["--ns-text", "--ns-badge-surface"],
  ["--ns-warn", "--ns-warn-surface"],
  ["--ns-bad", "--ns-bad-surface"],
  ["--ns-accent", "--ns-accent-surface"],
];

const MARKS = [
  "--ns-accent",
  "--ns-good",
  "--ns-warn-mark",
  "--ns-bad",
  "--ns-neutral-mark",
  "--ns-category-1",
  "--ns-category-2",
  "--ns-category-3",
  "--ns-category-4",
  "--ns-category-5",
  "--ns-category-6",
];

describe("contrast of the tokens", () => {
  it("computes what WCAG publishes", () => {
    expect(contrast("#000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#fff")).toBeCloseTo(4.48, 2);
  });

  it("sets the same tokens for dark as for light where it tells them apart", () => {
    expect([...CONTRAST_DARK.keys()]).toEqual([...CONTRAST.keys()]);
    for (const name of declarations('.ns-root[data-ns-scheme="dark"]').keys()) expect(LIGHT.has(name), name).toBe(true);
  });

  for (const [theme, tokens] of [
    ["light", LIGHT],
    ["dark", DARK],
    ["contrast, light", new Map([...LIGHT, ...CONTRAST])],
    ["contrast, dark", new Map([...DARK, ...CONTRAST, ...CONTRAST_DARK])],
  ] as const) {
    describe(theme, () => {
      it.each(TEXT)("%s on %s can be read (4.5:1)", (text, background) => {
        expect(contrast(colour(tokens, text), colour(tokens, background))).toBeGreaterThanOrEqual(
          theme.startsWith("contrast") && text === "--ns-text" ? 7 : 4.5,
        );
      });

      it.each(MARKS)("%s can be seen on a card (3:1)", (mark) => {
        expect(contrast(colour(tokens, mark), colour(tokens, "--ns-surface"))).toBeGreaterThanOrEqual(3);
      });
    });
  }
});
