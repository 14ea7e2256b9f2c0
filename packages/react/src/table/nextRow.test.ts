import { describe, expect, it } from "vitest";
import { nextRow } from "./useRowWalk.ts";

describe("nextRow", () => {
  it.each([
    ["ArrowDown", 3, 4],
    ["ArrowDown", 99, 99],
    ["ArrowUp", 0, 0],
    ["PageDown", 3, 13],
    ["PageDown", 95, 99],
    ["PageUp", 3, 0],
    ["Home", 50, 0],
    ["End", 50, 99],
  ])("%s at %i leads to %i", (key, index, next) => {
    expect(nextRow(key, index, 10, 100)).toBe(next);
  });

  it("leaves other keys to the page", () => {
    expect(nextRow("a", 3, 10, 100)).toBeNull();
  });
});
