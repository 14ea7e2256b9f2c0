import { describe, expect, it } from "vitest";
import { channels, colour, contrast as contrastOf, declarations, THEMES } from "../testing/tokenColours.ts";

const contrast = (one: string, other: string) => contrastOf(channels(one), channels(other));

const TEXT: readonly (readonly [text: string, background: string])[] = [
  ...["--ns-text", "--ns-text-muted", "--ns-text-subtle", "--ns-accent", "--ns-good", "--ns-warn", "--ns-bad"].flatMap(
    (text) => ["--ns-surface", "--ns-surface-floating", "--ns-canvas"].map((background) => [text, background] as const),
  ),
  ["--ns-text-muted", "--ns-badge-surface"],
  ["--ns-text", "--ns-badge-surface"],
  ["--ns-warn", "--ns-warn-surface"],
  ["--ns-bad", "--ns-bad-surface"],
  ["--ns-accent", "--ns-accent-surface"],
  // Chosen rows and toggles, rows under the pointer, chosen days and main buttons, what an entry of a menu says it did
  ...["--ns-text", "--ns-good", "--ns-bad"].map((text) => [text, "--ns-accent-surface"] as const),
  ...["--ns-good", "--ns-warn", "--ns-bad", "--ns-accent"].map((text) => [text, "--ns-surface-sunken"] as const),
  ["--ns-surface", "--ns-accent"],
  ["--ns-surface", "--ns-text"],
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
    const light = declarations(".ns-root");
    for (const name of declarations('.ns-root[data-ns-scheme="dark"]').keys()) expect(light.has(name), name).toBe(true);
    expect([...declarations('.ns-root[data-ns-theme="contrast"][data-ns-scheme="dark"]').keys()]).toEqual([
      ...declarations('.ns-root[data-ns-theme="contrast"]').keys(),
    ]);
  });

  for (const [theme, tokens] of THEMES) {
    describe(theme, () => {
      it.each(TEXT)("%s on %s can be read (4.5:1)", (text, background) => {
        expect(contrast(colour(tokens, text), colour(tokens, background))).toBeGreaterThanOrEqual(
          theme.startsWith("contrast") && text === "--ns-text" ? 7 : 4.5,
        );
      });

      it.each(["--ns-surface", "--ns-canvas", "--ns-surface-floating", "--ns-surface-sunken", "--ns-accent-surface"])(
        "the focus ring can be seen on %s (3:1)",
        (surface) => {
          expect(contrast(colour(tokens, "--ns-focus"), colour(tokens, surface))).toBeGreaterThanOrEqual(3);
        },
      );

      it.each(MARKS)("%s can be seen on a card (3:1)", (mark) => {
        expect(contrast(colour(tokens, mark), colour(tokens, "--ns-surface"))).toBeGreaterThanOrEqual(3);
      });
    });
  }
});
