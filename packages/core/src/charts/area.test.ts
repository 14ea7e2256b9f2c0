import { expect, it } from "vitest";
import { areaOption } from "./area.ts";
import type { ChartInput } from "./chart.ts";

const input: ChartInput = {
  categories: ["sep", "oct", "nov"],
  series: [
    { id: "cold", title: "Frío", values: [60, 50, 40] },
    { id: "hot", title: "Caliente", values: [20, 30, 40] },
  ],
  partialLast: false,
  formatTick: String,
  formatLabel: String,
  palette: { text: "t", grid: "g", surface: "s", categories: ["blue", "orange"], neutral: "n", good: "ok" },
  font: { family: "Inter", size: 12 },
  width: 600,
  height: 242,
};

interface Drawn {
  id: string;
  stack: string;
  label: { offset: [number, number] };
  data: { value: number | null }[];
}
const seriesOf = (given: ChartInput) => areaOption(given).series as Drawn[];

it("stacks from 0, to a scale that holds the sum", () => {
  const { yAxis } = areaOption(input) as { yAxis: { min: number; max: number } };
  expect(yAxis).toMatchObject({ min: 0, max: 80 });
  expect(seriesOf(input).map(({ stack }) => stack)).toEqual(["all", "all"]);
});

it("names each area at the middle of its end", () => {
  // 200 px for 80: the upper area ends at the top, 0 to 100 px, its middle 50 px below; the lower 100 px to 200 px.
  expect(seriesOf(input).map(({ label }) => label.offset[1])).toEqual([50, 50]);
});

it("draws the stretch to a period that isn't over apart, and a gap where nothing is known", () => {
  const [whole, part] = seriesOf({
    ...input,
    partialLast: true,
    series: [{ id: "cold", title: "Frío", values: [60, null, 40] }],
  });
  expect(whole?.data.map(({ value }) => value)).toEqual([60, null, null]);
  expect(part?.data.map(({ value }) => value)).toEqual([null, null, 40]);
  expect(part?.stack).not.toBe(whole?.stack);
});
