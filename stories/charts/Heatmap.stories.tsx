import { Heatmap } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { ChoosableCells } from "./ChoosableCells.tsx";

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
/** Against the week before: above 0 in one hue, below it in another and with a dash, 0 neutral; both to one measure. */
const CHANGES = VALUES.map((row, day) => row.map((value, hour) => value && ((hour * 7 + day * 5) % 23) * 4 - 44));

export const BelowAndAboveZero: Story = {
  args: { title: "Cambio frente a la semana anterior", values: CHANGES },
  play: async ({ canvas, canvasElement }) => {
    const cell = (place: string) => canvasElement.querySelector(`[data-cell="${place}"]`);
    // Monday's first hour: 0 × 4 - 44, the farthest from 0; at 11 it is 77 mod 23 = 8, so -12: the second step of 8.8 each.
    await expect(cell("0 0")).toHaveAttribute("data-side", "below");
    await expect(cell("0 0")).toHaveAttribute("data-step", "5");
    await expect(cell("0 11")).toHaveAttribute("data-step", "2");
    // 5 in the morning: 35 mod 23 = 12, so 4. 18 in the evening: 126 mod 23 = 11, so 0.
    await expect(cell("0 5")).not.toHaveAttribute("data-side");
    await expect(cell("0 5")).toHaveAttribute("data-step", "1");
    await expect(cell("0 18")).toHaveAttribute("data-step", "0");
    await expect(canvas.getByText("-44")).toBeVisible();
    await expect(canvas.getByText("44")).toBeVisible();
  },
};
export const BelowAndAboveZeroDark: Story = { ...BelowAndAboveZero, parameters: { theme: "dark" } };
export const BelowZeroAlone: Story = {
  args: { values: VALUES.map((row) => row.map((value) => value && -value)) },
  play: async ({ canvasElement }) => {
    // Five steps and the neutral one: nothing is above.
    await expect(canvasElement.querySelectorAll("figcaption [data-step]")).toHaveLength(6);
  },
};

/** A click or Enter chooses a cell, which is framed twice, its names bold; again, or Escape, takes it back. A gap can't be chosen. */
export const Choosable: Story = {
  args: { onSelect: fn() },
  render: (args) => <ChoosableCells Chart={Heatmap} {...args} />,
  play: async ({ args, canvas, canvasElement }) => {
    const chosen = () => canvasElement.querySelectorAll(".ns-heatmap-cell[data-selected]");
    const cell = (place: string) => canvasElement.querySelector(`[data-cell="${place}"]`) as Element;
    await userEvent.click(cell("1 3"));
    await expect(args.onSelect).toHaveBeenLastCalledWith({ row: 1, column: 3 });
    await expect(chosen()).toHaveLength(1);
    await expect(canvas.getByTitle("mar")).toHaveAttribute("data-selected");
    await expect(canvas.getByText("mar, 3 h, elegida: 3.")).toBeInTheDocument();
    await userEvent.click(cell("1 3"));
    await expect(args.onSelect).toHaveBeenLastCalledWith(null);

    await userEvent.click(cell("6 22"));
    await expect(args.onSelect).toHaveBeenCalledTimes(2);
    await userEvent.keyboard("{Home}{ArrowUp}{Enter}");
    await expect(args.onSelect).toHaveBeenLastCalledWith({ row: 5, column: 0 });
    await userEvent.keyboard("{Escape}");
    await expect(args.onSelect).toHaveBeenLastCalledWith(null);
    await expect(chosen()).toHaveLength(0);
  },
};

/** A double click, or a second Enter, asks for what is behind a cell; it stays chosen. */
export const DrilledInto: Story = {
  args: { onSelect: fn(), onDrill: fn() },
  render: (args) => <ChoosableCells Chart={Heatmap} {...args} />,
  play: async ({ args, canvas, canvasElement }) => {
    await userEvent.dblClick(canvasElement.querySelector('[data-cell="2 10"]') as Element);
    await expect(args.onDrill).toHaveBeenLastCalledWith({ row: 2, column: 10 });
    await expect(args.onDrill).toHaveBeenCalledTimes(1);
    await expect(canvas.getByText("2 10")).toBeVisible();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await expect(args.onDrill).toHaveBeenCalledTimes(1);
    await userEvent.keyboard("{Enter}");
    await expect(args.onDrill).toHaveBeenLastCalledWith({ row: 3, column: 10 });
    await expect(canvas.getByRole("group")).toHaveAccessibleName(/otro Enter se abre su detalle/);
  },
};
export const Chosen: Story = { args: { selected: { row: 2, column: 10 }, onSelect: fn() } };
export const ChosenDark: Story = { ...Chosen, parameters: { theme: "dark" } };

export const NothingKnown: Story = {
  args: { values: DAYS.map(() => HOURS.map(() => null)) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sin datos en este período")).toBeVisible();
  },
};
export const NoRows: Story = {
  args: { rows: [], values: [] },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sin datos en este período")).toBeVisible();
  },
};
export const AsATable: Story = {
  args: { view: "table" },
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole("row")).toHaveLength(8);
  },
};
export const LongNames: Story = {
  args: { rows: DAYS.map((day) => `${day}, en todas las sedes y en todos los programas`) },
  parameters: { width: 420 },
};

/** Few columns have their names each. */
export const FewColumns: Story = {
  args: {
    title: "Participación",
    unit: "percent",
    rows: ["Correo", "WhatsApp", "Referidos"],
    columns: ["Apertura", "Clic en el enlace principal", "Respuesta", "Conversión en siete días"],
    values: [
      [0.52, 0.14, 0.02, 0.04],
      [0.78, 0.21, 0.11, 0.06],
      [0.61, null, 0.07, 0.09],
    ],
    rowTitle: "Canal",
    columnTitle: "Paso",
  },
  parameters: { width: 420 },
};
/** Writing runs to the left: the first column is at the right, and left is onwards. */
export const RightToLeft: Story = {
  parameters: { direction: "rtl" },
  render: (args) => (
    <div dir="rtl">
      <Heatmap {...args} />
    </div>
  ),
  play: async ({ canvas }) => {
    await userEvent.tab();
    await userEvent.keyboard("{ArrowLeft}{ArrowDown}");
    await expect(canvas.getByText("mar, 1 h: 3.")).toBeInTheDocument();
    await userEvent.keyboard("{Control>}{End}{/Control}");
    await expect(canvas.getByText("dom, 23 h: sin dato.")).toBeInTheDocument();
  },
};
export const InEnglish: Story = {
  args: { title: "Events in an hour", rowTitle: "Day", columnTitle: "Hour" },
  parameters: { locale: "en" },
};
export const Dark: Story = { parameters: { theme: "dark" } };
export const HighContrast: Story = { parameters: { theme: "contrast" } };
export const Narrow: Story = {
  args: { title: "Cambio frente a la semana anterior", values: CHANGES },
  parameters: { width: 288 },
  play: async ({ canvasElement }) => {
    const grid = canvasElement.querySelector(".ns-heatmap") as Element;
    await expect(grid.scrollWidth).toBeLessThanOrEqual(grid.clientWidth);
  },
};
