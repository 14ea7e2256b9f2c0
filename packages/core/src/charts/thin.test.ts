import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartInput } from "./chartDrawing.fixtures.ts";
import type { LineShape } from "./drawing.ts";
import { lineDrawing } from "./lineDrawing.ts";
import { thinToColumns } from "./thin.ts";

/** Lowest and highest point of a line in each column of pixels it crosses, as a painter finds them: segment by segment. */
function paint(
  values: Float64Array,
  places: readonly number[],
  columnsPerPlace: number,
): Map<number, [number, number]> {
  const painted = new Map<number, [number, number]>();
  const touch = (column: number, value: number) => {
    const [low, high] = painted.get(column) ?? [value, value];
    painted.set(column, [Math.min(low, value), Math.max(high, value)]);
  };
  places.forEach((place, index) => {
    const x = place * columnsPerPlace;
    const value = values[place] as number;
    touch(Math.floor(x), value);
    const next = places[index + 1];
    if (next === undefined) return;
    const nextX = next * columnsPerPlace;
    const nextValue = values[next] as number;
    // Each border of columns that it crosses belongs to both of them.
    for (let border = Math.floor(x) + 1; border <= Math.floor(nextX); border += 1) {
      const at = value + ((nextValue - value) * (border - x)) / (nextX - x);
      touch(border - 1, at);
      touch(border, at);
    }
  });
  return painted;
}

const hoursAxis = {
  startOf: (place: number) => new Date(Date.UTC(2016, 0, 1, place)).toISOString(),
  granularity: "hour" as const,
};

describe("thinToColumns", () => {
  it("keeps first, lowest, highest and last of each column, in order", () => {
    // Four places a column: 3 1 9 4 keeps all, 5 5 5 5 its ends, 1 2 3 4 its ends, which are its extremes.
    const values = Float64Array.of(3, 1, 9, 4, 5, 5, 5, 5, 1, 2, 3, 4);
    expect(thinToColumns(values, 0, 11, 1 / 4)).toEqual([0, 1, 2, 3, 4, 7, 8, 11]);
  });

  it("covers the same pixels as all points do", () => {
    const columns = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 500 });
    fc.assert(
      fc.property(columns, fc.double({ min: 0.01, max: 3, noNaN: true }), (list, columnsPerPlace) => {
        const values = Float64Array.from(list);
        const all = list.map((_, place) => place);
        const kept = thinToColumns(values, 0, list.length - 1, columnsPerPlace);
        expect(kept).toEqual([...new Set(kept)].sort((one, other) => one - other));
        expect(paint(values, kept, columnsPerPlace)).toEqual(paint(values, all, columnsPerPlace));
      }),
    );
  });

  it("makes at most four points a column of 100,000 values", () => {
    const many = Float64Array.from({ length: 100_000 }, (_, index) => Math.sin(index / 50) * 100 + (index % 7));
    const axis = { ...hoursAxis, count: many.length };
    const [line] = lineDrawing(chartInput([many], { axis })).series as readonly LineShape[];
    expect(line?.solid.match(/[ML]/g)?.length).toBeLessThanOrEqual(4 * 301);
  });

  it("draws thousands of values that stand alone as the pixels they are on", () => {
    // Every second of 100,000 is missing, the others are 0, 50 or 100: in each of 300 columns three dots,
    // and in one more the last value, on the plot's edge.
    const lonely = Float64Array.from({ length: 100_001 }, (_, place) =>
      place % 2 === 1 ? Number.NaN : (place % 3) * 50,
    );
    const axis = { ...hoursAxis, count: lonely.length };
    const [line] = lineDrawing(chartInput([lonely], { axis })).series as readonly LineShape[];
    expect(line?.solid.match(/M/g)).toHaveLength(3 * 300 + 1);
    expect(line?.dots).toHaveLength(1);
  });
});
