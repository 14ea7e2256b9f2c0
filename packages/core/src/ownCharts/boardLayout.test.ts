import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addItem,
  BOARD_COLUMNS,
  BOARD_LIMITS,
  type BoardItem,
  inReadingOrder,
  moveItem,
  packItems,
  removeItem,
  resizeItem,
  stepItem,
} from "./boardLayout.ts";

const item = (chart: string, x: number, y: number, w = 6, h = 4): BoardItem => ({ chart, x, y, w, h });
const placesOf = (items: readonly BoardItem[]) => items.map(({ chart, x, y, w, h }) => [chart, x, y, w, h]);
/** Two beside each other, a third below the left one. */
const BOARD = [item("a", 0, 0), item("b", 6, 0), item("c", 0, 4)];

describe("a board", () => {
  it("takes a chart once, where there is room, and closes the gap of one that is taken away", () => {
    expect(placesOf(addItem(BOARD, "d"))).toContainEqual(["d", 6, 4, 6, 4]);
    expect(addItem(BOARD, "b")).toBe(BOARD);
    expect(placesOf(removeItem(BOARD, "a"))).toEqual([
      ["b", 6, 0, 6, 4],
      ["c", 0, 0, 6, 4],
    ]);
  });

  it("pushes down what is in the way, and lets rise what has room", () => {
    expect(placesOf(moveItem(BOARD, "c", { x: 6, y: 0 }))).toEqual([
      ["a", 0, 0, 6, 4],
      ["b", 6, 4, 6, 4],
      ["c", 6, 0, 6, 4],
    ]);
    expect(placesOf(resizeItem(BOARD, "a", { w: 12, h: 5 }))).toEqual([
      ["a", 0, 0, 12, 5],
      ["b", 6, 5, 6, 4],
      ["c", 0, 5, 6, 4],
    ]);
  });

  it("is walked by the keyboard: past the next one, a column to a side, and no further than its edge", () => {
    expect(placesOf(stepItem(BOARD, "a", "down"))).toEqual([
      ["a", 0, 4, 6, 4],
      ["b", 6, 0, 6, 4],
      ["c", 0, 0, 6, 4],
    ]);
    expect(placesOf(stepItem(BOARD, "c", "up"))).toEqual(placesOf(stepItem(BOARD, "a", "down")));
    expect(placesOf(stepItem(BOARD, "a", "left"))).toEqual(placesOf(BOARD));
    expect(stepItem(BOARD, "c", "down")).toBe(BOARD);
    expect(stepItem(BOARD, "b", "left").find(({ chart }) => chart === "b")).toMatchObject({ x: 5, y: 0 });
    expect(inReadingOrder(stepItem(BOARD, "a", "down")).map(({ chart }) => chart)).toEqual(["c", "b", "a"]);
  });
});

const board = fc
  .uniqueArray(
    fc.record({
      chart: fc.constantFrom(..."abcdefghij"),
      x: fc.integer({ min: -3, max: 20 }),
      y: fc.integer({ min: -3, max: 30 }),
      w: fc.integer({ min: -1, max: 20 }),
      h: fc.integer({ min: -1, max: 20 }),
    }),
    { selector: ({ chart }) => chart },
  )
  .map((items) => packItems(items));
type Change =
  | { kind: "move"; x: number; y: number }
  | { kind: "size"; w: number; h: number }
  | { kind: "step"; to: "left" | "right" | "up" | "down" };
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant("move" as const),
    x: fc.integer({ min: -2, max: 14 }),
    y: fc.integer({ min: -2, max: 40 }),
  }),
  fc.record({
    kind: fc.constant("size" as const),
    w: fc.integer({ min: -2, max: 14 }),
    h: fc.integer({ min: -2, max: 20 }),
  }),
  fc.record({
    kind: fc.constant("step" as const),
    to: fc.constantFrom("left" as const, "right" as const, "up" as const, "down" as const),
  }),
);

function changed(items: readonly BoardItem[], chart: string, by: Change): readonly BoardItem[] {
  if (by.kind === "move") return moveItem(items, chart, by);
  if (by.kind === "size") return resizeItem(items, chart, by);
  return stepItem(items, chart, by.to);
}

describe("however items are moved and sized", () => {
  const isOver = (one: BoardItem, other: BoardItem) =>
    one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

  it("none lies over another, all are on the board, none is lost, none hangs in the air", () => {
    fc.assert(
      fc.property(board, fc.array(fc.tuple(fc.nat(), change), { maxLength: 12 }), (start, changes) => {
        let items = start;
        for (const [at, by] of changes) items = changed(items, items[at % (items.length || 1)]?.chart ?? "", by);
        expect(items.map(({ chart }) => chart)).toEqual(start.map(({ chart }) => chart));
        for (const one of items) {
          expect(one.x >= 0 && one.y >= 0 && one.x + one.w <= BOARD_COLUMNS).toBe(true);
          expect(
            one.w >= BOARD_LIMITS.minWidth && one.h >= BOARD_LIMITS.minHeight && one.h <= BOARD_LIMITS.maxHeight,
          ).toBe(true);
          for (const other of items) if (other !== one) expect(isOver(one, other)).toBe(false);
          const rests = items.some((other) => other !== one && isOver({ ...one, y: one.y - 1 }, other));
          expect(one.y === 0 || rests).toBe(true);
        }
        expect(packItems(items)).toEqual(items);
      }),
      { numRuns: 500 },
    );
  });
});
