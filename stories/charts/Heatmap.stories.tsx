import { Heatmap } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent } from "storybook/test";

const DAYS = ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"];
const HOURS = Array.from({ length: 24 }, (_, hour) => `${hour} h`);
/** Two peaks on a working day; nothing is known of Sunday night. */
const VALUES = DAYS.map((_, day) =>
  HOURS.map((__, hour) => {
    if (day === 6 && hour > 20) return null;
    const peak = Math.max(0, 10 - Math.abs(hour - 10) * 2) + Math.max(0, 7 - Math.abs(hour - 19) * 2);
    return Math.round(peak * (day > 4 ? 4 : 11)) + 3;
  }),
);

const meta = {
  title: "Charts/Heatmap",
  component: Heatmap,
  parameters: { width: 640 },
  args: {
    title: "Media de eventos en una hora",
    unit: "count",
    rows: DAYS,
    columns: HOURS,
    values: VALUES,
    rowTitle: "Día",
    columnTitle: "Hora",
  },
} satisfies Meta<typeof Heatmap>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    // 113 is the most; up to 22.6 is the first step. Sunday has three open cells.
    await expect(canvasElement.querySelector('[data-cell="0 10"]')).toHaveAttribute("data-step", "5");
    await expect(canvasElement.querySelector('[data-cell="0 0"]')).toHaveAttribute("data-step", "1");
    await expect(canvasElement.querySelectorAll('[data-cell][data-step="none"]')).toHaveLength(3);
    await expect(canvas.getByText("113")).toBeVisible();
  },
};

/** Focus and arrow keys, both ways; Escape leaves. */
export const Walked: Story = {
  play: async ({ canvas, canvasElement }) => {
    await userEvent.tab();
    await userEvent.keyboard("{ArrowDown}{End}");
    await expect(canvas.getByText("mar, 23 h: 3.")).toBeInTheDocument();
    await expect(canvasElement.querySelectorAll("[data-active]")).toHaveLength(1);
    await userEvent.keyboard("{Escape}");
    await expect(canvasElement.querySelectorAll("[data-active]")).toHaveLength(0);
  },
};

/** One cell far above the others doesn't wash them out: the scale ends where nearly all do, and says so. */
export const AnOutlier: Story = {
  args: { values: VALUES.map((row, day) => row.map((value, hour) => (day === 3 && hour === 18 ? 4000 : value))) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/o más$/)).toBeVisible();
  },
};
export const NothingKnown: Story = { args: { values: DAYS.map(() => HOURS.map(() => null)) } };
export const AsATable: Story = {
  args: { view: "table" },
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole("row")).toHaveLength(8);
  },
};
export const LongNames: Story = {
  args: { rows: DAYS.map((day) => `${day}, todas las sedes`) },
  parameters: { width: 420 },
};
export const Dark: Story = { parameters: { theme: "dark" } };
export const HighContrast: Story = { parameters: { theme: "contrast" } };
export const OnAPhone: Story = { parameters: { width: 320 } };
