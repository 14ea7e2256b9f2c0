import { ProgressBar, Sparkline } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent } from "storybook/test";
import { kpiSeries } from "../support/states.ts";

const meta = {
  title: "Charts/Small",
  component: Sparkline,
  parameters: { width: 240 },
  args: { title: "K-factor", unit: "ratio", granularity: "month", points: kpiSeries("k_factor").points },
} satisfies Meta<typeof Sparkline>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Sparklines: Story = {
  render: () => {
    const { points: months } = kpiSeries("k_factor");
    const common = { title: "K-factor", unit: "ratio", granularity: "month" } as const;
    return (
      <div style={{ display: "grid", gap: 24 }}>
        <Sparkline {...common} points={months} />
        <Sparkline {...common} points={months} level="amber" target={0.25} />
        <Sparkline {...common} points={months} level="red" target={0.3} />
        <Sparkline
          {...common}
          points={months.map((point, index) => (index === 4 ? { ...point, value: null } : point))}
        />
        <Sparkline {...common} points={months.slice(-1)} />
      </div>
    );
  },
};

/** Time runs from left to right in every language: the newest point is at the right. */
export const SparklineRightToLeft: Story = {
  parameters: { direction: "rtl" },
  render: (args) => (
    <div dir="rtl">
      <Sparkline {...args} />
    </div>
  ),
  play: async ({ canvasElement }) => {
    await userEvent.tab();
    await userEvent.keyboard("{End}");
    const surface = (canvasElement.querySelector(".ns-chart-surface") as Element).getBoundingClientRect();
    const cursor = (canvasElement.querySelector(".ns-chart-cursor") as Element).getBoundingClientRect();
    await expect(cursor.left).toBeGreaterThan(surface.right - 4);
    await expect(canvasElement.querySelector("[data-ns-tooltip]")).toHaveTextContent("noviembre de 2026 (en curso)");
  },
};
/** Where no value is known there is nothing to draw: what is beside it says so. */
export const SparklineWithoutValues: Story = {
  args: { points: kpiSeries("k_factor").points.map((point) => ({ ...point, value: null })) },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector("svg")).toBeNull();
  },
};
export const SparklineDark: Story = { parameters: { theme: "dark" }, args: { target: 0.25, level: "amber" } };

export const Progress: Story = {
  render: () => (
    <div>
      <ProgressBar label="Meta de noviembre" share={0.885} text="89 % de 9.500" />
      <ProgressBar label="Meta de noviembre" share={1.4} text="140 % de 9.500" />
      <ProgressBar label="Meta de noviembre" share={null} text="–" />
    </div>
  ),
};
