import { AreaChart, type TimeSeries } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { ChoosablePlaces } from "./ChoosablePlaces.tsx";
import { GAPS, LONG_NAMES, MANY, MANY_STARTS, months, NOTHING, SIX, THREE } from "./timeSeries.ts";

const SEGMENTS: readonly TimeSeries[] = [
  { id: "cold", title: "Frío", points: months(900) },
  { id: "warm", title: "Tibio", points: months(500), colour: "var(--ns-category-3)" },
  { id: "hot", title: "Caliente", points: months(200), colour: "var(--ns-category-6)" },
];

const meta = {
  title: "Charts/AreaChart",
  component: AreaChart,
  parameters: { width: 760 },
  args: { title: "Personas por segmento", unit: "people", granularity: "month", series: SEGMENTS, height: 240 },
} satisfies Meta<typeof AreaChart>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Parts of a whole from 0, named at the middle of their ends; lighter, with a dashed edge, to the month that isn't over. */
export const Default: Story = {
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelectorAll(".ns-plot-edge")).toHaveLength(3);
    await userEvent.tab();
    await userEvent.keyboard("{Home}");
    await expect(canvasElement.querySelector("[data-ns-tooltip]")).toHaveTextContent("Caliente1.000");
  },
};

/** Without podcasts' values the whole isn't known: what stands on them has a gap too. */
export const Gaps: Story = {
  args: { series: GAPS },
  play: async ({ canvasElement }) => {
    const pieces = [...canvasElement.querySelectorAll(".ns-plot-area:not([data-partial])")].map(
      (area) => area.getAttribute("d")?.match(/M/g)?.length,
    );
    await expect(pieces).toEqual([1, 2, 2]);
  },
};

export const DefinitionChange: Story = {
  args: { marks: [{ start: "2026-06-01", label: "v2 de la definición" }] },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelectorAll(".ns-plot-mark")).toHaveLength(1);
  },
};

export const SelectAndDrill: Story = {
  args: { view: "chart", onSelect: fn(), onDrill: fn() },
  render: (args) => <ChoosablePlaces Chart={AreaChart} {...args} />,
  play: async ({ args }) => {
    await userEvent.tab();
    await userEvent.keyboard("{Home}{Enter}{Enter}");
    await expect(args.onSelect).toHaveBeenLastCalledWith("2025-11-01");
    await expect(args.onDrill).toHaveBeenLastCalledWith("2025-11-01");
  },
};

export const ManyPoints: Story = {
  args: {
    title: "Eventos",
    unit: "count",
    granularity: "hour",
    starts: MANY_STARTS,
    series: [
      { id: "app", title: "Aplicación", values: MANY },
      { id: "web", title: "Web", values: MANY.map((value) => value / 3) },
    ],
  },
};

export const SixCategories: Story = { args: { series: SIX, height: 280 } };
export const LongNames: Story = { args: { series: LONG_NAMES } };
export const Narrow: Story = { parameters: { width: 320 } };
export const NarrowLongNames: Story = { args: { series: LONG_NAMES }, parameters: { width: 320 } };
export const InEnglish: Story = { parameters: { locale: "en" } };
export const Dark: Story = { args: { series: THREE }, parameters: { theme: "dark" } };
export const RightToLeft: Story = {
  parameters: { direction: "rtl" },
  decorators: [
    (Story) => (
      <div dir="rtl">
        <Story />
      </div>
    ),
  ],
};
export const Empty: Story = {
  args: { series: NOTHING },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sin datos en este período")).toBeVisible();
  },
};
