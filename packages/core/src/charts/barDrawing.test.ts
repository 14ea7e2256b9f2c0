import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../civil.ts";
import { barDrawing } from "./barDrawing.ts";
import { chartInput } from "./chartDrawing.fixtures.ts";
import type { ChartInput, TimeAxis } from "./chartInput.ts";
import type { BarShape } from "./drawing.ts";
import { estimateTextWidth } from "./textWidth.ts";

const shapes = (input: ChartInput) => barDrawing(input).series as readonly BarShape[];
/** The plot ends 2 px before the drawing: 300 px wide. */
const WIDTH = { width: 310 };

describe("barDrawing", () => {
  it("rises and falls from 0, in the middle of its place", () => {
    // -100 to 100 over 200 px, 0 at 112; two places of 150 px, their middles at 83 and 233, bars 28 px wide.
    const [shape] = shapes(chartInput([[100, -100]], WIDTH));
    expect(shape?.bars).toEqual([
      { place: 0, left: 69, top: 12, width: 28, height: 100, isFall: false },
      { place: 1, left: 219, top: 112, width: 28, height: 100, isFall: true },
    ]);
    // Round at the end away from 0.
    expect(shape?.solid).toBe(
      "M69 112v-98a2 2 0 0 1 2 -2h24a2 2 0 0 1 2 2v98zM219 112v98a2 2 0 0 0 2 2h24a2 2 0 0 0 2 -2v-98z",
    );
  });

  it("starts at 0 whatever the values", () => {
    expect(barDrawing(chartInput([[5, 6]])).scale).toEqual({ min: 0, max: 6 });
    expect(barDrawing(chartInput([[-5, -6]])).scale).toEqual({ min: -6, max: 0 });
  });

  it("stands side by side for several series", () => {
    // Places of 150 px: 28 px each and 15 % of that between them, 60.2 px around the middle at 83.
    const drawn = shapes(
      chartInput(
        [
          [1, 1],
          [1, 1],
        ],
        WIDTH,
      ),
    );
    expect(drawn.map(({ bars }) => bars[0]?.left)).toEqual([53, 85]);
  });

  it("hatches a period that isn't over: diagonals 5 px apart within the bar", () => {
    const [shape] = shapes(chartInput([[100, 10]], { ...WIDTH, partialLast: true }));
    // 28 × 20 px from 219, 192 on: the first cuts its corner, 5 px along each edge.
    expect(shape?.bars[1]).toMatchObject({ left: 219, top: 192, width: 28, height: 20 });
    expect(shape?.hatch).toMatch(/^M219 197L224 192M219 202L229 192/);
    // 5, 10 … 45 of 48.
    expect(shape?.hatch.match(/M/g)).toHaveLength(9);
    expect(shape?.solid.match(/M/g)).toHaveLength(1);
    expect(shape?.partial.match(/M/g)).toHaveLength(1);
  });

  it("draws 0 as a line, and a missing value as nothing", () => {
    const [shape] = shapes(chartInput([[10, 0, null]], WIDTH));
    expect(shape?.bars.map(({ place, top, height }) => [place, top, height])).toEqual([
      [0, 12, 200],
      [1, 211, 1],
    ]);
  });

  it("leaves out a target that would press the bars flat", () => {
    const at = (value: number) => barDrawing(chartInput([[10, 12]], { target: { value, label: "Meta" } })).target;
    expect(at(20)?.label.text).toBe("Meta");
    expect(at(100)).toBeNull();
  });

  it("has one bar a px, over the highest and the lowest in it, where there is no room for more", () => {
    // 1,200 values over 300 px, four in each: 1, 2, 3, -4.
    const values = Array.from({ length: 1200 }, (_, index) => [1, 2, 3, -4][index % 4] ?? 0);
    const [shape] = shapes(chartInput([values], WIDTH));
    expect(shape?.bars).toHaveLength(300);
    // -4 to 4 over 200 px, 25 px each: from 3 down to -4 is 175 px, 25 px below the top.
    expect(shape?.bars[7]).toMatchObject({ left: 15, width: 1, top: 37, height: 175 });
  });

  it("touches 0 with every bar, inside the plot, for every known value", () => {
    const values = fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 200, max: 1400 }), fc.boolean(), (column, width, partialLast) => {
        const drawing = barDrawing(chartInput([column], { width, partialLast }));
        const { plot, scale } = drawing;
        const [shape] = drawing.series as readonly BarShape[];
        expect(shape?.bars.map(({ place }) => place)).toEqual(
          column.flatMap((value, place) => (value === null ? [] : [place])),
        );
        for (const bar of shape?.bars ?? []) {
          const zero =
            plot.bottom + ((scale?.min ?? 0) / ((scale?.max ?? 1) - (scale?.min ?? 0))) * (plot.bottom - plot.top);
          expect(bar.isFall ? bar.top : bar.top + bar.height).toBeCloseTo(zero, 6);
          expect(bar.left).toBeGreaterThanOrEqual(plot.left - 1);
          expect(bar.left + bar.width).toBeLessThanOrEqual(plot.right + 1);
          expect(bar.top).toBeGreaterThanOrEqual(plot.top - 1);
          expect(bar.top + bar.height).toBeLessThanOrEqual(plot.bottom + 1);
        }
      }),
    );
  });

  it("has no two names below the axis touch, however narrow: the last one keeps inside and stays", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 120, max: 900 }), (count, width) => {
        const axis: TimeAxis = { count, startOf: (place) => addDays("2026-08-24", place), granularity: "day" };
        const input = { ...chartInput([Array.from({ length: count }, () => 1)], { width }), axis };
        const { labels } = barDrawing(input);
        const edges = labels.map(({ x, text }) => {
          const half = estimateTextWidth(text, input.font) / 2;
          return { left: x - half, right: x + half };
        });
        expect(edges.every(({ right }, index) => right < (edges[index + 1]?.left ?? Number.POSITIVE_INFINITY))).toBe(
          true,
        );
        expect(edges.at(-1)?.right).toBeLessThanOrEqual(width + 1e-9);
        if (count < 30) expect(labels.at(-1)?.place).toBe(count - 1);
      }),
      { seed: 42 },
    );
  });

  it("marks a change of the definition between two bars", () => {
    const drawing = barDrawing(chartInput([[1, 2, 3, 4]], { marks: [{ place: 2, label: "v2" }] }));
    const { first, step } = drawing.places;
    expect(drawing.marks.map(({ x }) => x)).toEqual([first + 1.5 * step]);
  });
});
