import { expect, test } from "vitest";
import { alertMessage } from "../../testing/messages.ts";
import { lineSvg, PICTURE_COLOURS } from "./lineSvg.ts";

const series = alertMessage().series ?? [];

test("the line breaks where a value is missing, ends in the alert's colour, and shows its limit", () => {
  const svg = lineSvg({ series, limit: 2000, tone: "red" });
  const line = new RegExp(`<path d="([^"]+)" fill="none" stroke="${PICTURE_COLOURS.line}"`).exec(svg)?.[1] ?? "";
  expect(line.match(/M/g)).toHaveLength(2);
  expect(svg).toContain("stroke-dasharray");
  expect(svg.match(/<circle[^>]*fill="([^"]+)"/)?.[1]).toBe(PICTURE_COLOURS.red);
  expect(svg).not.toContain("<text");
});

test("a limit that isn't about the values isn't drawn", () => {
  expect(lineSvg({ series, limit: null, tone: "red" })).not.toContain("stroke-dasharray");
});

test("values that are all missing draw an axis", () => {
  const blank = series.map(({ start }) => ({ start, value: null }));
  expect(lineSvg({ series: blank, limit: 1, tone: "red" })).not.toContain("<circle");
});

// WCAG 2.2, 1.4.11: against white, black, and the card of the mail in the dark.
test.each(["#ffffff", "#000000", "#15181e"])("every mark has a contrast of 3:1 on %s", (ground) => {
  for (const colour of [PICTURE_COLOURS.line, PICTURE_COLOURS.red, PICTURE_COLOURS.amber]) {
    expect(contrast(colour, ground)).toBeGreaterThanOrEqual(3);
  }
});

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
