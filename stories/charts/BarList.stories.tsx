import { BarList, type BarListProps, type BarListRow } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState } from "react";
import { expect, fn, userEvent } from "storybook/test";

const NAMES = ["Hipertensión", "Diabetes tipo 2", "Insuficiencia cardíaca", "Vacunación", "Salud mental"];
const ROWS: readonly BarListRow[] = NAMES.map((label, index) => ({
  key: `topic_${index + 1}`,
  label,
  value: 12_840 - index * 2_610,
  secondary: { value: 0.71 - index * 0.06, unit: "percent" },
}));
const OTHERS: BarListRow = {
  key: ":others",
  label: "Otros (14)",
  value: 5_120,
  secondary: { value: 0.38, unit: "percent" },
  isOther: true,
};

/** Names, bars to one scale and their values, sorted; what is gathered of the rest comes last. */
const meta = {
  title: "Charts/BarList",
  component: BarList,
  parameters: { width: 640 },
  args: {
    title: "Temas",
    unit: "minutes",
    secondaryTitle: "Finalización",
    rows: [...ROWS, OTHERS],
  },
} satisfies Meta<typeof BarList>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Holds what is chosen, as a filter would: several at once. */
function Choosable({ onSelect, ...props }: BarListProps) {
  const [selected, select] = useState(props.selected ?? []);
  return (
    <BarList
      {...props}
      selected={selected}
      onSelect={(key) => {
        select(selected.includes(key) ? selected.filter((one) => one !== key) : [...selected, key]);
        onSelect?.(key);
      }}
    />
  );
}

const widthOf = (row: Element | undefined) => row?.querySelector(".ns-bar-track")?.getBoundingClientRect().width ?? 0;

export const Standard: Story = {
  play: async ({ canvas }) => {
    const rows = canvas.getAllByRole("listitem");
    await expect(rows[1]).toHaveTextContent("Diabetes tipo 210.230 minFinalización 65,0 %");
    // 10,230 of 12,840, and 5,120 of it.
    await expect(widthOf(rows[1]) / widthOf(rows[0])).toBeCloseTo(0.797, 2);
    await expect(widthOf(rows[5]) / widthOf(rows[0])).toBeCloseTo(0.399, 2);
    await expect(canvas.queryByRole("button")).toBeNull();
  },
};

export const OneNumber: Story = {
  args: { secondaryTitle: undefined, rows: ROWS.map(({ secondary: _, ...row }) => row) },
};

/** A click, Enter or Space chooses, also several; Enter on a chosen one or a double click drills; Escape takes back. */
export const SelectAndDrill: Story = {
  args: { onSelect: fn(), onDrill: fn() },
  render: (args) => <Choosable {...args} />,
  play: async ({ args, canvas }) => {
    // The rest is nothing to choose.
    await expect(canvas.getAllByRole("button")).toHaveLength(5);
    const [first, second] = canvas.getAllByRole("button");
    await userEvent.tab();
    await expect(first).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect(args.onSelect).toHaveBeenLastCalledWith("topic_1");
    await expect(first).toHaveAttribute("aria-pressed", "true");
    await expect(args.onDrill).not.toHaveBeenCalled();
    await userEvent.keyboard("{Enter}");
    await expect(args.onDrill).toHaveBeenLastCalledWith("topic_1");
    await userEvent.tab();
    await userEvent.keyboard(" ");
    await expect(second).toHaveAttribute("aria-pressed", "true");
    await userEvent.keyboard("{Escape}");
    await expect(second).toHaveAttribute("aria-pressed", "false");
    await expect(first).toHaveAttribute("aria-pressed", "true");
  },
};

export const Selected: Story = {
  args: { selected: ["topic_2", "topic_4"], onSelect: fn() },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelectorAll("[data-chosen]")).toHaveLength(2);
    await expect(canvasElement.querySelectorAll("[data-dimmed]")).toHaveLength(4);
  },
};
export const SelectedDark: Story = { ...Selected, parameters: { theme: "dark" } };

/** Of one nothing is known: it has a name and no bar. */
export const Partial: Story = {
  args: {
    rows: [...ROWS.slice(0, 3), { key: "unknown", label: "Dermatología", value: null }, OTHERS],
  },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getAllByRole("listitem")[3]).toHaveTextContent("Dermatología–");
    await expect(canvasElement.querySelectorAll("[data-unknown]")).toHaveLength(1);
  },
};

/** To one scale from the lowest to the highest: 0 is where bars meet. */
export const BelowZero: Story = {
  args: {
    secondaryTitle: undefined,
    unit: "count",
    rows: [30, 10, -5, -20].map((value) => ({ key: `${value}`, label: `Campaña de ${value}`, value })),
  },
  play: async ({ canvas }) => {
    const bars = canvas
      .getAllByRole("listitem")
      .map((row) => row.querySelector(".ns-bar-track")?.getBoundingClientRect());
    // Of the 50 from -20 to 30, the first has 30 and the last 20; it ends where the first begins.
    await expect((bars[3]?.width ?? 0) / (bars[0]?.width ?? 1)).toBeCloseTo(2 / 3, 2);
    await expect(bars[3]?.right).toBeCloseTo(bars[0]?.left ?? 0, 0);
  },
};

export const Empty: Story = {
  args: { rows: [] },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sin datos en este período")).toBeVisible();
  },
};

export const AsATable: Story = {
  args: { view: "table" },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("row", { name: /Vacunación/ })).toHaveTextContent("Vacunación5.010 min53,0 %");
  },
};

export const LongNames: Story = {
  args: {
    selected: ["topic_1"],
    rows: ROWS.map((row) => ({
      ...row,
      label: `${row.label}: guía de la Sociedad-Hispanoamericana-de-Cardiología-y-Medicina-Interna para atención primaria`,
    })),
  },
};
export const LongNamesNarrow: Story = { ...LongNames, parameters: { width: 320 } };
export const Narrow: Story = { parameters: { width: 320 } };
export const Wide: Story = { parameters: { width: 1100 } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const HighContrast: Story = { parameters: { theme: "contrast" } };
export const InEnglish: Story = { parameters: { locale: "en" } };

/** Bars begin where lines of text do. */
export const RightToLeft: Story = {
  parameters: { direction: "rtl" },
  args: { selected: ["topic_2"], onSelect: fn() },
  decorators: [
    (Story) => (
      <div dir="rtl">
        <Story />
      </div>
    ),
  ],
  play: async ({ canvas }) => {
    const [first, second] = canvas
      .getAllByRole("listitem")
      .map((row) => row.querySelector(".ns-bar-track")?.getBoundingClientRect());
    await expect(first?.right).toBeCloseTo(second?.right ?? 0, 0);
    await expect(first?.left).toBeLessThan(second?.left ?? 0);
  },
};
export const RightToLeftNarrow: Story = { ...RightToLeft, parameters: { direction: "rtl", width: 320 } };
