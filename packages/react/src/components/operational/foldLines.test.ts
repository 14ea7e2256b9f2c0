import { expect, it } from "vitest";
import { foldLines } from "./foldLines.ts";

const STARTS = ["2026-11-02", "2026-11-09"];
const line = (id: string, total: number, values: readonly (number | null)[]) => ({
  id,
  title: id,
  total,
  points: STARTS.map((start, index) => ({ start, value: values[index] ?? null, partial: index === 1 })),
});
const of = (count: number) => `${count} more`;

it("leaves six lines as they are, the largest first", () => {
  const lines = [1, 2, 3, 4, 5, 6].map((total) => line(`l${total}`, total, [total, 0]));
  expect(foldLines(lines, of).map(({ id }) => id)).toEqual(["l6", "l5", "l4", "l3", "l2", "l1"]);
});

it("makes one grey line of the smallest: their sum in every bucket, a gap where one isn't known", () => {
  const lines = [
    line("tiny", 1, [1, null]),
    line("small", 5, [2, 3]),
    ...[9, 8, 7, 6, 10].map((total) => line(`l${total}`, total, [total, 1])),
  ];
  const folded = foldLines(lines, of);
  expect(folded.map(({ id }) => id)).toEqual(["l10", "l9", "l8", "l7", "l6", ":others"]);
  expect(folded.at(-1)).toEqual({
    id: ":others",
    title: "2 more",
    isNeutral: true,
    points: [
      { start: "2026-11-02", value: 3, partial: false },
      { start: "2026-11-09", value: null, partial: true },
    ],
  });
  expect(folded[0]).not.toHaveProperty("total");
});

it("has nothing to make of nothing", () => {
  expect(foldLines([], of)).toEqual([]);
});
