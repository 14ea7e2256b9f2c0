import { describe, expect, it } from "vitest";
import { bandEdges, layBands, layFirings } from "./bands.ts";
import type { Frame } from "./frame.ts";

/** A plot of 100 px for values of 0 to 10: a value is 10 px. */
const FRAME = {
  plot: { left: 0, right: 100, top: 0, bottom: 100 },
  x: (place: number) => place * 20,
  y: (value: number) => 100 - value * 10,
  places: { count: 5, first: 0, step: 20 },
} as Frame;
const font = { size: 12 };
const axis = { count: 5, startOf: String, granularity: "day" } as const;

describe("bands", () => {
  it("of limits are open to the side that is worse, and end at the plot's edge", () => {
    const bands = [
      { from: 2, to: 4, level: "amber" },
      { from: null, to: 2, level: "red" },
      { from: 8, to: null, level: "red" },
    ] as const;
    expect(layBands(FRAME, { bands, font }, [])).toEqual([
      { top: 60, bottom: 80, level: "amber", label: null },
      { top: 80, bottom: 100, level: "red", label: null },
      { top: 0, bottom: 20, level: "red", label: null },
    ]);
  });

  it("are named at the limit, where they are high enough for it", () => {
    const named = (from: number | null, to: number | null, column: readonly number[] = []) =>
      layBands(FRAME, { bands: [{ from, to, level: "red", label: "Rojo" }], font }, [Float64Array.from(column)])[0]
        ?.label;
    expect(named(null, 5)).toEqual({ x: 4, y: 59, anchor: "start", text: "Rojo" });
    expect(named(5, null)).toEqual({ x: 4, y: 41, anchor: "start", text: "Rojo" });
    // A line through the left end: 4 is at 60 px.
    expect(named(null, 5, [9, 4, 9, 9, 9])).toEqual({ x: 96, y: 59, anchor: "end", text: "Rojo" });
    expect(named(null, 5, [9, 9, 9, 9, 4])).toEqual({ x: 4, y: 59, anchor: "start", text: "Rojo" });
    expect(named(5, 6)).toBeNull();
  });

  it("outside of the plot aren't drawn", () => {
    expect(layBands(FRAME, { bands: [{ from: 12, to: null, level: "red" }], font }, [])).toEqual([]);
    expect(layBands(FRAME, { bands: [{ from: null, to: -3, level: "amber" }], font }, [])).toEqual([]);
  });

  it("stretch the scale when they say what is allowed, or are near", () => {
    const range = [4, 6];
    expect(bandEdges({ bands: [{ from: 0, to: 60 }] }, range)).toEqual([0, 60]);
    expect(bandEdges({ bands: [{ from: 7, to: null, level: "amber" }] }, range)).toEqual([7]);
    expect(bandEdges({ bands: [{ from: 600, to: null, level: "red" }] }, range)).toEqual([]);
  });
});

describe("firings", () => {
  const column = Float64Array.of(1, 2, Number.NaN, 4, 5);
  it("stand on the line, or at the foot where it has no value", () => {
    const firings = [
      { place: 1, level: "amber" },
      { place: 2, level: "red" },
      { place: 3, level: "red", series: 1 },
    ] as const;
    expect(layFirings(FRAME, { firings, axis }, [column, Float64Array.of(0, 0, 0, 9, 0)])).toEqual([
      { x: 20, y: 80, level: "amber" },
      { x: 40, y: 100, level: "red" },
      { x: 60, y: 10, level: "red" },
    ]);
  });
  it("have notes of people among them", () => {
    expect(layFirings(FRAME, { firings: [{ place: 1, level: "note" }], axis }, [column])).toEqual([
      { x: 20, y: 80, level: "note" },
    ]);
  });
  it("outside of the axis are left out", () => {
    expect(layFirings(FRAME, { firings: [{ place: 7, level: "red" }], axis }, [column])).toEqual([]);
  });
});
