import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartInput } from "./chartDrawing.fixtures.ts";
import type { ChartInput } from "./chartInput.ts";
import type { LineShape } from "./drawing.ts";
import { lineDrawing } from "./lineDrawing.ts";

const shapes = (input: ChartInput) => lineDrawing(input).series as readonly LineShape[];
const target = (value: number, label = "Meta") => ({ target: { value, label } });

describe("lineDrawing", () => {
  it("goes from edge to edge, the lowest value at the bottom and the highest at the top", () => {
    // 0 to 100 over 200 px, three places over 300: the middle is 100 px up and 150 across.
    const drawing = lineDrawing(chartInput([[0, 50, 100]]));
    expect(drawing.plot).toEqual({ left: 8, right: 308, top: 12, bottom: 212 });
    expect(drawing.series).toEqual([
      {
        kind: "line",
        id: "s0",
        colour: "blue",
        solid: "M8 212L158 112L308 12",
        partial: "",
        dots: [{ x: 308, y: 12, radius: 3 }],
      },
    ]);
  });

  it("has its grid at round numbers, named at the left", () => {
    const { ticks } = lineDrawing(chartInput([[0, 50, 100]], { formatTick: String }));
    // Three digits of 0.62 em take 22.32 px, 8 of air: the plot begins at 31, texts end at 23.
    expect(ticks.map(({ label }) => [label.text, label.x, label.y])).toEqual([
      ["0", 23, 212],
      ["25", 23, 162],
      ["50", 23, 112],
      ["75", 23, 62],
      ["100", 23, 12],
    ]);
  });

  it("draws the way to a period that isn't over apart", () => {
    expect(shapes(chartInput([[0, 50, 100]], { partialLast: true }))[0]).toMatchObject({
      solid: "M8 212L158 112",
      partial: "M158 112L308 12",
    });
  });

  it("leaves a gap where a value is missing, and a dot where one stands alone", () => {
    // Four places, 100 px apart.
    expect(shapes(chartInput([[0, null, 100, 100]]))[0]).toMatchObject({
      solid: "M208 12L308 12",
      dots: [
        { x: 8, y: 212, radius: 2.5 },
        { x: 308, y: 12, radius: 3 },
      ],
    });
  });

  it("has no line to a running period without a value, and a dot where the one before it has none", () => {
    expect(shapes(chartInput([[0, 100, null]], { partialLast: true }))[0]).toMatchObject({
      solid: "M8 212L158 12",
      partial: "",
    });
    expect(shapes(chartInput([[0, 100, null, 50]], { partialLast: true }))[0]).toMatchObject({
      partial: "",
      dots: [{ x: 308, y: 112, radius: 3 }],
    });
  });

  it("takes a gap of a typed array, which is no number, for one of a plain array", () => {
    expect(shapes(chartInput([Float64Array.of(0, Number.NaN, 100, 100)]))).toEqual(
      shapes(chartInput([[0, null, 100, 100]])),
    );
  });

  it("labels one line with its last known value, where that is", () => {
    const drawing = lineDrawing(chartInput([[0, 100, null]], { formatLabel: () => "" }));
    expect(drawing.ends).toEqual([]);
    const labelled = lineDrawing(chartInput([[0, 100, null]], { formatLabel: String }));
    // `100` takes 22.32 px, 8 from the dot and 12 to the edge: the plot ends at 277, its middle is 142.5.
    expect(labelled.ends).toEqual([{ id: "s0", colour: "blue", text: "100", x: 150.5, y: 12, anchor: "start" }]);
  });

  it("names several lines at their ends, a line of text apart", () => {
    // S0 and S1 both end at the top, 14 px is a line: the first stays, the other moves down.
    const { ends } = lineDrawing(
      chartInput([
        [0, 100],
        [50, 100],
      ]),
    );
    expect(ends.map(({ text, y }) => [text, y])).toEqual([
      ["S0", 12],
      ["S1", 26],
    ]);
  });

  it("names lines below the plot where names would take a third of the width, and keeps its height", () => {
    const input = chartInput(
      [
        [0, 100],
        [50, 100],
      ],
      { width: 90 },
    );
    const drawing = lineDrawing(input);
    expect(drawing.ends).toEqual([]);
    // Each takes 9 + 7 and the text's 15.24 px (`S` 0.69 em, a digit 0.62), 16 between: 78.5 of 90 px, one line of 20 px.
    expect(drawing.legend.map(({ label }) => [label.text, label.y])).toEqual([
      ["S0", 232],
      ["S1", 232],
    ]);
    expect(drawing.plot.bottom).toBe(192);
    expect(drawing.height).toBe(242);
  });

  it("cuts a name that is wider than the whole drawing", () => {
    const long = chartInput([
      [1, 2],
      [2, 3],
    ]);
    const [first] = lineDrawing({
      ...long,
      series: long.series.map((one) => ({
        ...one,
        title: "Profesionales activos de la red de hospitales de la región",
      })),
    }).legend;
    expect(first?.label.text).toMatch(/^Profesionales activos .*…$/);
  });

  it("keeps the target on the chart when it is beyond every value", () => {
    const drawing = lineDrawing(chartInput([[10, 30]], target(50)));
    // 10 to 50 over 200 px: the target is the top.
    expect(drawing.scale).toEqual({ min: 10, max: 50 });
    expect(drawing.target?.y).toBe(12);
  });

  it("leaves out a target so far away that the line would be flat", () => {
    const drawing = lineDrawing(chartInput([[10, 30]], target(500)));
    expect(drawing.scale).toEqual({ min: 10, max: 30 });
    expect(drawing.target).toBeNull();
  });

  it("names the target beside a wide plot, inside a narrow one, and not on the last value's label", () => {
    const placeOf = (value: number, width: number) =>
      lineDrawing(chartInput([[0, 50, 100]], { ...target(value), width })).target?.label;
    // `Meta` takes 0.9 + 0.58 + 0.33 + 0.58 em of 12 px, 28.68 px, and 20 of air: the plot ends at 751.
    expect(placeOf(200, 800)).toMatchObject({ x: 759, y: 12, anchor: "start" });
    expect(placeOf(101, 800)).toMatchObject({ x: 11, anchor: "start" });
    expect(placeOf(200, 320)).toMatchObject({ x: 11, anchor: "start" });
  });

  it("draws what is allowed, and the axis reaches to its end", () => {
    // 0 to 300: a step is 100, 300 px of values over 200 px.
    const drawing = lineDrawing(chartInput([[60, 80]], { bands: [{ from: 0, to: 300 }] }));
    expect(drawing.scale).toEqual({ min: 0, max: 300 });
    expect(drawing.bands).toEqual([{ top: 12, bottom: 212, level: null, label: null }]);
  });

  it("marks where a definition changed: named on the roomier side, below a name that is in the way", () => {
    const marks = [
      { place: 1, label: "v2 de la definición" },
      { place: 2, label: "v3 de la definición" },
    ];
    const drawn = lineDrawing(chartInput([[1, 2, 3, 4, 5]], { marks, width: 720 })).marks;
    // 700 px, places 175 apart: the first on the right of its line at 183, the second, in the middle, too.
    expect(drawn.map(({ x, label }) => [x, label.x, label.y, label.anchor])).toEqual([
      [183, 188, 19, "start"],
      [358, 363, 19, "start"],
    ]);
    const narrow = lineDrawing(chartInput([[1, 2, 3, 4, 5]], { marks })).marks;
    expect(narrow.map(({ label }) => label.text)).toEqual(["v2", "v3"]);
    const near = lineDrawing(chartInput([Array.from({ length: 13 }, () => 1)], { marks, width: 720 })).marks;
    expect(near.map(({ label }) => label.y)).toEqual([19, 33]);
  });

  it("is plain data: what is written down and read again is the same", () => {
    const drawing = lineDrawing(
      chartInput([[0, null, 100, 50]], {
        ...target(80),
        bands: [{ from: 0, to: 50 }],
        marks: [{ place: 2, label: "v2" }],
      }),
    );
    expect(JSON.parse(JSON.stringify(drawing))).toEqual(drawing);
  });

  it("is only its time axis when nothing is known", () => {
    const drawing = lineDrawing(chartInput([[null, null]], target(5)));
    expect(drawing.scale).toBeNull();
    expect(drawing.ticks).toEqual([]);
    expect(drawing.series).toMatchObject([{ solid: "", dots: [] }]);
    expect(drawing.target).toBeNull();
    expect(drawing.labels).toHaveLength(2);
  });

  it("is a dot in the middle for one value, and for no places nothing", () => {
    expect(shapes(chartInput([[7]]))[0]).toMatchObject({ solid: "", dots: [{ x: 158, radius: 3 }] });
    expect(lineDrawing(chartInput([[]])).labels).toEqual([]);
  });

  it("keeps every point inside the plot, and every value between the first tick and the last", () => {
    const value = fc.oneof(
      { weight: 1, arbitrary: fc.constant(null) },
      { weight: 5, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }) },
    );
    const columns = fc
      .integer({ min: 1, max: 400 })
      .chain((count) =>
        fc.array(fc.array(value, { minLength: count, maxLength: count }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(columns, fc.integer({ min: 160, max: 1400 }), fc.boolean(), (values, width, partialLast) => {
        const drawing = lineDrawing(chartInput(values, { width, partialLast, formatTick: String }));
        const { plot } = drawing;
        const known = values.flat().filter((one) => one !== null);
        for (const shape of drawing.series as readonly LineShape[]) {
          const points = [...`${shape.solid}${shape.partial}`.matchAll(/[ML]([\d.]+) ([\d.]+)(?:V([\d.]+))?/g)].flatMap(
            ([, x, y, to = y]) => [
              { x: Number(x), y: Number(y) },
              { x: Number(x), y: Number(to) },
            ],
          );
          const missed = `${shape.solid}${shape.partial}`.replaceAll(/[MLV][\d. ]+|h0/g, "");
          expect(missed).toBe("");
          const outside = [...points, ...shape.dots].filter(
            ({ x, y }) =>
              // A column of pixels begins on the plot's last px.
              x < plot.left - 0.01 || x > plot.right + 0.51 || y < plot.top - 0.01 || y > plot.bottom + 0.01,
          );
          expect(outside).toEqual([]);
        }
        const ticks = drawing.ticks.map((tick) => tick.value);
        expect(ticks.length > 0).toBe(known.length > 0);
        if (known.length > 0) {
          const rounding = 1e-9 * Math.max(1, ...known.map(Math.abs));
          expect(Math.min(...ticks)).toBeLessThanOrEqual(Math.min(...known) + rounding);
          expect(Math.max(...ticks)).toBeGreaterThanOrEqual(Math.max(...known) - rounding);
        }
      }),
    );
  });
});
