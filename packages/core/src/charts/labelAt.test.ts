import { expect, it } from "vitest";
import { chartInput } from "./chartDrawing.fixtures.ts";
import { withLabelAt } from "./labelAt.ts";
import { lineDrawing } from "./lineDrawing.ts";

// 13 months over 300 px, 25 px each: every third has a label.
const drawing = lineDrawing(chartInput([Array.from({ length: 13 }, (_, place) => place)]));
const texts = (place: number, text: string) =>
  withLabelAt(drawing, { place, text }, { size: 12 }).map((label) => label.text);

it("names a place in place of the label that it would touch", () => {
  // `dic` at 33 px is 25 from `nov 25`, which with it takes 30 and 6 of air.
  expect(texts(1, "dic")).toEqual(["dic", "feb", "may", "ago", "nov"]);
  // `mar` at 108 px is 25 from `feb`, half of which takes as much as half of it, 10.4 px, and 6 of air: 26.9.
  expect(texts(4, "mar")).toEqual(["nov 25", "mar", "may", "ago", "nov"]);
});

it("leaves them when the place has a label", () => {
  expect(texts(3, "feb")).toEqual(["nov 25", "feb", "may", "ago", "nov"]);
});
