import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaDrawing } from "./areaDrawing.ts";
import { chartInput } from "./chartDrawing.fixtures.ts";
import type { ChartInput } from "./chartInput.ts";
import type { AreaShape } from "./drawing.ts";

const shapes = (input: ChartInput) => areaDrawing(input).series as readonly AreaShape[];
/** The names `S0`, `S1` take 15.72 px and 20 of air: with them the plot is 300 px wide, 8 to 308. */
const WIDTH = { width: 344 };

describe("areaDrawing", () => {
  it("stacks from 0: what one begins with is what the one below ends with", () => {
    // 0 to 100 over 200 px.
    const drawn = shapes(
      chartInput(
        [
          [60, 40],
          [20, 60],
        ],
        WIDTH,
      ),
    );
    expect(drawn.map(({ solid }) => solid)).toEqual(["M8 92L308 132L308 212L8 212Z", "M8 52L308 12L308 132L8 92Z"]);
  });

  it("names each at the middle of its end", () => {
    // Ends 0 to 40 and 40 to 100: the middles of 20 and 70 are 40 and 140 px up.
    const { ends } = areaDrawing(
      chartInput(
        [
          [60, 40],
          [20, 60],
        ],
        WIDTH,
      ),
    );
    expect(ends.map(({ text, x, y }) => [text, x, y])).toEqual([
      ["S0", 316, 172],
      ["S1", 316, 72],
    ]);
  });

  it("draws the stretch to a period that isn't over apart, with its upper edge", () => {
    const [shape] = shapes(chartInput([[100, 50, 100]], { ...WIDTH, partialLast: true }));
    expect(shape).toMatchObject({
      solid: "M8 12L158 112L158 212L8 212Z",
      partial: "M158 112L308 12L308 212L158 212Z",
      partialEdge: "M158 112L308 12",
    });
  });

  it("has a gap where a value is missing, and so have those that stand on it; those below go on", () => {
    const [below, missing, on] = shapes(
      chartInput(
        [
          [10, 10, 10, 10, 10],
          [10, 10, null, 10, 10],
          [10, 10, 10, 10, 10],
        ],
        WIDTH,
      ),
    );
    expect(below?.solid.match(/M/g)).toHaveLength(1);
    expect(missing?.solid.match(/M/g)).toHaveLength(2);
    expect(on?.solid.match(/M/g)).toHaveLength(2);
  });

  it("draws a value without neighbours as a bar of 2 px", () => {
    const [shape] = shapes(chartInput([[null, 100, null]], WIDTH));
    expect(shape?.solid).toBe("M157 12h2v200h-2z");
  });

  it("leaves a series without any value out of the stack", () => {
    const drawn = areaDrawing(
      chartInput(
        [
          [50, 100],
          [null, null],
          [50, 0],
        ],
        WIDTH,
      ),
    );
    expect(drawn.series.map(({ id }) => id)).toEqual(["s0", "s2"]);
    expect(drawn.ends.map(({ text }) => text)).toEqual(["S0", "S2"]);
  });

  it("names areas below the plot where there is no room beside it", () => {
    const drawing = areaDrawing(
      chartInput(
        [
          [60, 40],
          [20, 60],
        ],
        { width: 90 },
      ),
    );
    expect(drawing.ends).toEqual([]);
    expect(drawing.legend.map(({ label }) => label.text)).toEqual(["S0", "S1"]);
  });

  it("adds up: each area is as high as its value, the highest point is the sum", () => {
    const columns = fc.integer({ min: 2, max: 40 }).chain((count) =>
      fc.array(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: count, maxLength: count }), {
        minLength: 1,
        maxLength: 6,
      }),
    );
    fc.assert(
      fc.property(columns, (values) => {
        const drawing = areaDrawing(chartInput(values, { width: 900 }));
        const { plot, scale } = drawing;
        const pxOf = (value: number) => (value / (scale?.max ?? 1)) * (plot.bottom - plot.top);
        const count = values[0]?.length ?? 0;
        (drawing.series as readonly AreaShape[]).forEach(({ solid }, index) => {
          const ys = [...solid.matchAll(/[ML]\S+? ([\d.-]+)/g)].map((match) => Number(match[1]));
          for (let place = 0; place < count; place += 1) {
            const upper = ys[place] ?? Number.NaN;
            const lower = ys[2 * count - 1 - place] ?? Number.NaN;
            expect(lower - upper).toBeCloseTo(pxOf(values[index]?.[place] ?? 0), 1);
            if (index === values.length - 1) {
              expect(plot.bottom - upper).toBeCloseTo(pxOf(values.reduce((sum, one) => sum + (one[place] ?? 0), 0)), 1);
            }
          }
        });
      }),
    );
  });
});
