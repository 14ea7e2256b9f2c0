import { BarChart } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { ChoosablePlaces } from "./ChoosablePlaces.tsx";
import { GAPS, LONG_NAMES, MANY, MANY_STARTS, months, NOTHING, SIX, THREE } from "./timeSeries.ts";

const meta = {
  title: "Charts/BarChart",
  component: BarChart,
  parameters: { width: 760 },
  args: {
    title: "Minutos de contenido",
    unit: "minutes",
    granularity: "month",
    series: THREE.slice(0, 2).map((one, index) => ({ ...one, isNeutral: index === 1 })),
    height: 220,
  },
} satisfies Meta<typeof BarChart>;

export default meta;
type Story = StoryObj<typeof meta>;

/** From 0, side by side; the running month is hatched. */
export const Default: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(canvasElement.querySelectorAll(".ns-plot-hatch")).toHaveLength(2);
    canvas.getByRole("group", { name: /Minutos de contenido/ }).focus();
    await userEvent.keyboard("{Home}");
    await expect(canvasElement.querySelector("[data-ns-tooltip]")).toHaveTextContent("Podcasts6.000 min");
  },
};

export const BelowZero: Story = {
  args: {
    title: "Beneficio",
    unit: "money",
    target: 2500,
    series: [
      {
        id: "net",
        title: "Beneficio",
        points: months(100).map((point, index) => ({ ...point, value: (index % 5) * 1200 - 2000 })),
      },
    ],
  },
};

/** A month without a value has no bar; one of 0 has a line. */
export const GapsAndZeros: Story = {
  args: {
    series: GAPS.slice(1, 2).map((one) => ({
      ...one,
      points: months(1200, [5, 6]).map((point, index) => (index === 8 ? { ...point, value: 0 } : point)),
    })),
  },
};

/** Between the last month of the old definition and the first of the new one. */
export const DefinitionChange: Story = {
  args: { marks: [{ start: "2026-06-01", label: "v2 de la definición" }] },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelectorAll(".ns-plot-mark")).toHaveLength(1);
  },
};

export const Selected: Story = { args: { selected: "2026-03-01", onSelect: fn() } };

export const SelectAndDrill: Story = {
  args: { view: "chart", onSelect: fn(), onDrill: fn() },
  render: (args) => <ChoosablePlaces Chart={BarChart} {...args} />,
  play: async ({ args, canvas, canvasElement }) => {
    await userEvent.tab();
    await userEvent.keyboard("{End}{Enter}");
    await expect(args.onSelect).toHaveBeenLastCalledWith("2026-11-01");
    await expect(canvasElement.querySelector(".ns-plot-label-selected")).toHaveTextContent("nov");
    await userEvent.keyboard("{Enter}");
    await expect(args.onDrill).toHaveBeenLastCalledWith("2026-11-01");
    await userEvent.keyboard("{ArrowLeft}{Enter}");
    await expect(canvas.getByRole("status")).toHaveTextContent("2026-10-01");
  },
};

/** Thinner than a pixel: a bar for each pixel, over the highest value in it. */
export const ManyPoints: Story = {
  args: {
    title: "Eventos",
    unit: "count",
    granularity: "hour",
    starts: MANY_STARTS,
    series: [{ id: "events", title: "Eventos", values: MANY }],
  },
};

export const SixCategories: Story = { args: { series: SIX, height: 280 } };
export const LongNames: Story = { args: { series: LONG_NAMES } };
export const Narrow: Story = { parameters: { width: 320 } };
export const InEnglish: Story = { parameters: { locale: "en" } };
export const Dark: Story = { args: { selected: "2026-03-01", onSelect: fn() }, parameters: { theme: "dark" } };
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
