import { expect, it } from "vitest";
import type { DataColumn } from "./dataColumn.ts";
import { foldedHeight, foldingOf } from "./folding.ts";

const columns = (count: number): DataColumn<object>[] =>
  Array.from({ length: count }, (_, index) => ({
    id: String(index),
    title: String(index),
    value: () => null,
  }));

it("leaves tables of up to three columns as they are", () => {
  expect([columns(2), columns(3)].map(foldingOf)).toEqual([null, null]);
});

it("folds wider ones, as many titles side by side as fill their lines", () => {
  // Four: three under the name. Five: two and two. Six: three and two. Seven: three and three.
  expect([columns(4), columns(5), columns(6), columns(7)].map(foldingOf)).toEqual([
    { across: 3 },
    { across: 2 },
    { across: 3 },
    { across: 3 },
  ]);
});

it("puts two side by side where a title is long", () => {
  const [first, ...others] = columns(4);
  expect(foldingOf([{ ...first, title: "Reproducciones" } as DataColumn<object>, ...others])).toEqual({ across: 2 });
});

it("knows nearly how high cards are: header, names and lines", () => {
  // 54 + 6 × (45 + 2 × 42)
  expect(foldedHeight({ across: 2 }, 5, 6)).toBe(828);
});
