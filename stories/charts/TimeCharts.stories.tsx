import { BarChart, LineChart, ProgressBar, Sparkline, type TimeSeries } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor } from "storybook/test";
import { kpiSeries } from "../support/states.ts";
import { MONTH_STARTS } from "../support/values.ts";

const points = (scale: number, gaps: readonly number[] = []) =>
  MONTH_STARTS.map((start, index) => ({
    start,
    value: gaps.includes(index) ? null : Math.round(scale * (5 + Math.sin(index * 1.7) + index * 0.3)),
    partial: index === MONTH_STARTS.length - 1,
  }));
const THREE: readonly TimeSeries[] = [
  { id: "webinars", title: "Webinars", points: points(2000) },
  { id: "podcasts", title: "Podcasts", points: points(1200, [5, 6]) },
  { id: "clips", title: "Clips", points: points(700) },
];

const meta = {
  title: "Charts/Over time",
  component: LineChart,
  parameters: { width: 640 },
  args: { title: "Minutos de contenido", unit: "minutes", granularity: "month", series: THREE, height: 220 },
} satisfies Meta<typeof LineChart>;

export default meta;
type Story = StoryObj<typeof meta>;

const drawn = (element: HTMLElement) =>
  waitFor(() => expect(element.querySelector(".ns-chart-drawing svg path")).not.toBeNull(), { timeout: 8000 });

/** Named at their ends, a gap where months are missing, dashed to the running month. */
export const Lines: Story = {
  play: async ({ canvas, canvasElement }) => {
    await drawn(canvasElement);
    await waitFor(() => expect(canvasElement.querySelector("svg")).toHaveTextContent("Podcasts"), { timeout: 8000 });
    await userEvent.click(canvas.getByRole("button", { name: "Ver como tabla" }));
    await expect(canvas.getAllByRole("cell", { name: "–" })).toHaveLength(2);
    await userEvent.click(canvas.getByRole("button", { name: "Ver como gráfico" }));
  },
};

export const LineWithTarget: Story = {
  args: { series: THREE.slice(0, 1), target: 19_000, marks: [{ start: "2026-06-01", label: "v2 de la definición" }] },
};

export const Bars: Story = {
  render: (args) => <BarChart {...args} />,
  args: { series: THREE.slice(0, 2) },
  play: async ({ canvas, canvasElement }) => {
    await drawn(canvasElement);
    canvas.getByRole("group", { name: /Minutos de contenido/ }).focus();
    await userEvent.keyboard("{Home}");
    await waitFor(() =>
      expect(canvasElement.querySelector("[data-ns-tooltip]")).toHaveTextContent("Podcasts6.000 min"),
    );
  },
};

export const BarsBelowZero: Story = {
  render: (args) => <BarChart {...args} />,
  args: {
    unit: "money",
    series: [
      {
        id: "net",
        title: "Beneficio",
        points: points(100).map((point, index) => ({ ...point, value: (index % 5) * 1200 - 2000 })),
      },
    ],
  },
};

export const OnePoint: Story = { args: { series: [{ id: "one", title: "Uno", points: points(100).slice(-1) }] } };
export const NoValues: Story = {
  args: { series: [{ id: "none", title: "Nada", points: points(100).map((point) => ({ ...point, value: null })) }] },
};
export const Dark: Story = { parameters: { theme: "dark" } };
export const Narrow: Story = { parameters: { width: 260 } };

export const Sparklines: Story = {
  parameters: { width: 240 },
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

export const Progress: Story = {
  render: () => (
    <div>
      <ProgressBar label="Meta de noviembre" share={0.885} text="89 % de 9.500" />
      <ProgressBar label="Meta de noviembre" share={1.4} text="140 % de 9.500" />
      <ProgressBar label="Meta de noviembre" share={null} text="–" />
    </div>
  ),
};
