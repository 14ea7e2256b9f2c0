import { describe, expect, it } from "vitest";
import { labelStep } from "./axis.ts";
import { barOption } from "./bar.ts";
import type { ChartInput } from "./chart.ts";
import { lineOption } from "./line.ts";
import { roundScale } from "./scale.ts";
import { sparklineShape } from "./sparkline.ts";
import { summariseSeries } from "./summary.ts";

const FONT = { family: "Inter", size: 12 };

function input(values: (number | null)[], rest: Partial<ChartInput> = {}): ChartInput {
  return {
    categories: values.map((_, index) => `m${index}`),
    series: [{ id: "a", title: "A", values }],
    partialLast: false,
    formatTick: String,
    formatLabel: (value) => `=${value}`,
    palette: {
      text: "text",
      grid: "grid",
      surface: "surface",
      categories: ["blue", "teal"],
      neutral: "gray",
      good: "green",
    },
    font: FONT,
    width: 800,
    ...rest,
  };
}

interface Drawn {
  id: string;
  lineStyle: { type?: unknown };
  markLine?: { data: { yAxis?: number; xAxis?: number; label: { formatter: string; position: string } }[] };
  data: {
    value: number | null;
    symbolSize?: number;
    label?: { show: boolean };
    itemStyle?: { color: string; decal?: { color: string }; borderRadius: number[] };
  }[];
}
const drawn = (option: Readonly<Record<string, unknown>>) => option.series as Drawn[];

describe("lineOption", () => {
  it("draws the way to a period that isn't over as a dashed series of its own", () => {
    const [solid, dashed] = drawn(lineOption(input([1, 2, 3], { partialLast: true })));
    expect(solid?.data.map(({ value }) => value)).toEqual([1, 2, null]);
    expect(dashed?.data.map(({ value }) => value)).toEqual([null, 2, 3]);
    expect(dashed?.lineStyle.type).toEqual([2, 4]);
  });

  it("leaves a gap where a value is missing, and a dot where one stands alone", () => {
    const [line] = drawn(lineOption(input([1, null, 2, null, 3, 4])));
    expect(line?.data.map(({ value }) => value)).toEqual([1, null, 2, null, 3, 4]);
    expect(line?.data[2]?.symbolSize).toBe(5);
    expect(line?.data[4]?.symbolSize).toBe(0);
  });

  it("labels the last known value at its place, also when the newest is missing", () => {
    const [line] = drawn(lineOption(input([1, 2, null])));
    expect(line?.data.map(({ label }) => label?.show ?? false)).toEqual([false, true, false]);
  });

  it("draws what is allowed behind the lines, and the axis reaches to its end", () => {
    const option = lineOption(input([60, 80], { band: { from: 0, to: 300 } }));
    const [band, line] = drawn(option) as unknown as { id: string; areaStyle?: { origin: number }; data: unknown[] }[];
    expect(band).toMatchObject({ id: ":band", data: [300, 300], areaStyle: { origin: 0, color: "green" } });
    expect(line?.id).toBe("a");
    expect((option.yAxis as { max: number }).max).toBeGreaterThanOrEqual(300);
  });

  it("moves the target's label away from the last value's when they are close", () => {
    const at = (value: number) =>
      drawn(lineOption(input([0, 50, 100], { target: { value, label: "Meta" } })))[0]?.markLine?.data[0]?.label
        .position;
    expect(at(200)).toBe("end");
    expect(at(101)).toBe("insideStartTop");
  });

  it("keeps the target on the chart when it is beyond every value", () => {
    const option = lineOption(input([10, 30], { target: { value: 50, label: "Meta" } }));
    expect(option.yAxis).toMatchObject({ min: 10, max: 50, interval: 10 });
  });

  it("leaves out a target so far away that the line would be flat", () => {
    const option = lineOption(input([10, 30], { target: { value: 500, label: "Meta" } }));
    expect(option.yAxis).toMatchObject({ min: 10, max: 30 });
    expect(drawn(option)[0]?.markLine).toBeUndefined();
  });

  it("names the target inside a narrow plot", () => {
    const option = lineOption(input([10, 30], { target: { value: 50, label: "Meta" }, width: 300 }));
    expect(drawn(option)[0]?.markLine?.data[0]?.label.position).toBe("insideStartTop");
  });

  it("marks where a definition changed", () => {
    const [line] = drawn(lineOption(input([1, 2, 3], { marks: [{ index: 1, label: "v2" }] })));
    expect(line?.markLine?.data).toMatchObject([{ xAxis: 1, label: { formatter: "v2" } }]);
  });
});

describe("barOption", () => {
  it("starts at 0", () => {
    expect(barOption(input([5, 6])).yAxis).toMatchObject({ min: 0, max: 6, interval: 2 });
    expect(barOption(input([-5, -6])).yAxis).toMatchObject({ min: -6, max: 0 });
  });

  it("hatches a period that isn't over in its own colour, and falls downwards", () => {
    const [bars] = drawn(barOption(input([5, -3, 2], { partialLast: true })));
    expect(bars?.data.map(({ itemStyle }) => itemStyle?.decal?.color)).toEqual([undefined, undefined, "blue"]);
    expect(bars?.data.map(({ itemStyle }) => itemStyle?.color)).toEqual(["blue", "blue", "surface"]);
    expect(bars?.data[1]?.itemStyle?.borderRadius).toEqual([0, 0, 2, 2]);
  });
});

describe("roundScale", () => {
  it("holds every value between round numbers", () => {
    // 4,170 apart: four steps of 1,042, so of 2,000.
    expect(roundScale([5330, 8412, 9500], false)).toEqual({ min: 4000, max: 10_000, interval: 2000 });
    expect(roundScale([0.21, 0.34], false)).toEqual({ min: 0.2, max: 0.35, interval: 0.05 });
    expect(roundScale([48_200, 12_000], true)).toEqual({ min: 0, max: 60_000, interval: 20_000 });
  });

  it("has room around one value, and none for no values", () => {
    expect(roundScale([100], false)).toEqual({ min: 100, max: 125, interval: 25 });
    expect(roundScale([0], false)).toEqual({ min: 0, max: 0.25, interval: 0.25 });
    expect(roundScale([], true)).toBeNull();
  });
});

describe("labelStep", () => {
  it("leaves labels out until they fit", () => {
    const months = Array.from({ length: 13 }, () => "nov");
    // A label takes 3 × 12 × 0.56 = 20.2 px and 12 px of air: 9 fit in 300 px, so every second of 13.
    expect(labelStep(months, 300, FONT)).toBe(2);
    expect(labelStep(months, 900, FONT)).toBe(1);
    expect(labelStep([], 900, FONT)).toBe(1);
  });
});

describe("sparklineShape", () => {
  it("spreads values over the box, larger ones higher", () => {
    expect(sparklineShape({ values: [0, 10], partialLast: false }).points).toEqual([
      [0, 92],
      [100, 8],
    ]);
  });

  it("breaks at a gap and dashes to a running period", () => {
    const shape = sparklineShape({ values: [1, null, 2, 3, 4], partialLast: true });
    expect(shape.solid.map((stretch) => stretch.length)).toEqual([1, 2]);
    expect(shape.dashed?.map(([x]) => x)).toEqual([75, 100]);
  });

  it("draws equal values through the middle, and nothing for none", () => {
    expect(sparklineShape({ values: [3, 3], partialLast: false }).points).toEqual([
      [0, 50],
      [100, 50],
    ]);
    expect(sparklineShape({ values: [null, null], partialLast: true, target: 3 })).toEqual({
      solid: [],
      dashed: null,
      points: [null, null],
      end: null,
      targetY: null,
    });
  });

  it("makes room for the target", () => {
    expect(sparklineShape({ values: [0, 5], partialLast: false, target: 10 }).targetY).toBe(8);
    expect(sparklineShape({ values: [0, 5], partialLast: false, target: 100 }).targetY).toBeNull();
  });
});

describe("summariseSeries", () => {
  it("finds first, last, lowest and highest", () => {
    expect(summariseSeries([null, 4, 2, 9, null])).toEqual({ first: 1, last: 3, min: 2, max: 3 });
    expect(summariseSeries([null])).toBeNull();
  });
});
