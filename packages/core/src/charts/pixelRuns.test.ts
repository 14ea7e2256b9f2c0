import { expect, it } from "vitest";
import { pixelRuns } from "./pixelRuns.ts";

it("joins what touches within a column, and keeps apart what doesn't", () => {
  const pieces = [
    { x: 3.2, top: 10, bottom: 12 },
    { x: 3.9, top: 12.5, bottom: 20 },
    { x: 3.5, top: 30, bottom: 30 },
    { x: 4.1, top: 12, bottom: 13 },
  ];
  expect(pixelRuns(pieces, 1)).toEqual([
    { x: 3.5, top: 10, bottom: 20 },
    { x: 3.5, top: 30, bottom: 30 },
    { x: 4.5, top: 12, bottom: 13 },
  ]);
  // Of a finer screen each is in a column of its own, a half px wide.
  expect(pixelRuns(pieces, 2)).toHaveLength(4);
});
