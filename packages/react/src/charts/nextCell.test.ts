import { describe, expect, it } from "vitest";
import { nextCell } from "./nextCell.ts";

const grid = { rows: 3, columns: 4, isRtl: false, isFar: false };
const middle = { row: 1, column: 1 };

describe("nextCell", () => {
  it.each([
    ["ArrowRight", { row: 1, column: 2 }],
    ["ArrowLeft", { row: 1, column: 0 }],
    ["ArrowDown", { row: 2, column: 1 }],
    ["ArrowUp", { row: 0, column: 1 }],
    ["Home", { row: 1, column: 0 }],
    ["End", { row: 1, column: 3 }],
    ["Escape", null],
    ["a", undefined],
  ])("goes with %s", (key, expected) => {
    expect(nextCell(key, { ...grid, active: middle })).toEqual(expected);
  });

  it("turns right and left round where writing runs to the left, and leaves first and last alone", () => {
    const rtl = { ...grid, isRtl: true, active: middle };
    expect(nextCell("ArrowRight", rtl)).toEqual({ row: 1, column: 0 });
    expect(nextCell("ArrowLeft", rtl)).toEqual({ row: 1, column: 2 });
    expect(nextCell("Home", rtl)).toEqual({ row: 1, column: 0 });
  });

  it("stays inside at the edges", () => {
    expect(nextCell("ArrowUp", { ...grid, active: { row: 0, column: 3 } })).toEqual({ row: 0, column: 3 });
    expect(nextCell("ArrowRight", { ...grid, active: { row: 0, column: 3 } })).toEqual({ row: 0, column: 3 });
  });

  it("goes to the grid's ends with Ctrl", () => {
    expect(nextCell("Home", { ...grid, isFar: true, active: middle })).toEqual({ row: 0, column: 0 });
    expect(nextCell("End", { ...grid, isFar: true, active: middle })).toEqual({ row: 2, column: 3 });
  });

  it("begins at the first cell, with End at the row's last", () => {
    expect(nextCell("ArrowDown", { ...grid, active: null })).toEqual({ row: 0, column: 0 });
    expect(nextCell("ArrowRight", { ...grid, active: null })).toEqual({ row: 0, column: 0 });
    expect(nextCell("End", { ...grid, active: null })).toEqual({ row: 0, column: 3 });
  });

  it("leads nowhere without cells, and leaves Escape to others when there is nothing to leave", () => {
    expect(nextCell("ArrowDown", { ...grid, rows: 0, active: null })).toBeUndefined();
    expect(nextCell("Escape", { ...grid, active: null })).toBeUndefined();
  });
});
