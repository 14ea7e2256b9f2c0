import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { channels, colour, contrast, linear, THEMES } from "../testing/tokenColours.ts";

type Rgb = readonly [number, number, number];

/** Per cent of a hue in each step, as written in a style sheet: the last rule that says it counts. */
function shares(file: string, property: string): Map<number, number> {
  const css = readFileSync(new URL(file, import.meta.url), "utf8");
  const found = css.matchAll(new RegExp(`\\[data-step="(\\d)"\\] \\{\\s*${property}: (\\d+)%`, "g"));
  return new Map([...found].map(([, step, share]) => [Number(step), Number(share) / 100]));
}

const TINTS = shares("./cohorts.css", "--ns-cohort-tint");
const DEPTHS = shares("./heat.css", "--ns-heat-share");

/** `color-mix(in srgb, one share, other)`. */
function mix(one: Rgb, share: number, other: Rgb): Rgb {
  const channel = (index: 0 | 1 | 2) => one[index] * share + other[index] * (1 - share);
  return [channel(0), channel(1), channel(2)];
}

/** What a reader without a kind of cones sees: Machado, Oliveira & Fernandes 2009, severity 1, of amounts of light. */
const SIGHT: Readonly<Record<string, readonly [Rgb, Rgb, Rgb]>> = {
  "all colours": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIE 1976 Lab under D65, of amounts of light. */
function lab(light: Rgb): Rgb {
  const dot = ([a, b, c]: Rgb) => a * light[0] + b * light[1] + c * light[2];
  const f = (t: number) => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29);
  const x = f(dot([0.4124564, 0.3575761, 0.1804375]) / 0.95047);
  const y = f(dot([0.2126729, 0.7151522, 0.072175]));
  const z = f(dot([0.0193339, 0.119192, 0.9503041]) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function difference(one: Rgb, other: Rgb, sight: readonly [Rgb, Rgb, Rgb]): number {
  const seen = (rgb: Rgb): Rgb => {
    const light = linear(rgb);
    const row = ([a, b, c]: Rgb) => Math.max(0, Math.min(1, a * light[0] + b * light[1] + c * light[2]));
    return lab([row(sight[0]), row(sight[1]), row(sight[2])]);
  };
  const [a, b] = [seen(one), seen(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

it("computes a difference that is published: black and white are 100 apart", () => {
  expect(difference([0, 0, 0], [1, 1, 1], SIGHT["all colours"]!)).toBeCloseTo(100, 1);
});

it("finds a share for every step in the style sheets", () => {
  expect([...TINTS.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  expect([...DEPTHS.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5]);
});

for (const [theme, tokens] of THEMES) {
  const of = (name: string) => channels(colour(tokens, name));
  const surface = of("--ns-surface");
  const below = of("--ns-diverging-below");
  const above = of("--ns-diverging-above");

  describe(theme, () => {
    const hues = ["--ns-accent", "--ns-diverging-above", "--ns-diverging-below"];
    it.each([
      ...hues.flatMap((hue) => [1, 2, 3, 4, 5].map((step) => [hue, step] as const)),
      ["--ns-neutral-mark", 0] as const,
    ])("figures can be read on %s, step %i", (hue, step) => {
      const tint = mix(of(hue), TINTS.get(step) ?? Number.NaN, surface);
      expect(contrast(of("--ns-text"), tint)).toBeGreaterThanOrEqual(4.5);
    });

    // Cells are mixed in another space, in which equal shares are at least as far apart: the ends are the same.
    it.each(Object.entries(SIGHT))("the two sides of 0 differ for who sees %s, from the second step on", (_, sight) => {
      for (const step of [2, 3, 4, 5]) {
        const share = DEPTHS.get(step) ?? Number.NaN;
        const apart = difference(mix(below, share, surface), mix(above, share, surface), sight);
        expect(apart, `step ${step}`).toBeGreaterThanOrEqual(10);
      }
    });

    it.each([
      ["accent", of("--ns-accent")],
      ["above", above],
      ["below", below],
    ])("each step of %s is farther from the surface than the one before", (_, hue) => {
      const ratios = [1, 2, 3, 4, 5].map((step) =>
        contrast(mix(hue, DEPTHS.get(step) ?? Number.NaN, surface), surface),
      );
      expect([...ratios].sort((one, other) => one - other)).toEqual(ratios);
      expect(new Set(ratios).size).toBe(5);
    });
  });
}
