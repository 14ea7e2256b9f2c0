import { CohortGrid } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { ChoosableCells } from "./ChoosableCells.tsx";

const MONTHS = ["jun 2026", "jul 2026", "ago 2026", "sep 2026", "oct 2026"];
/** The oldest cohort has lived five months, the newest one. */
const COHORTS = MONTHS.map((label, row) => ({
  label,
  size: 400 + row * 57,
  values: Array.from({ length: 5 }, (_, age) => (age < 5 - row ? 0.6 - age * 0.1 + row * 0.01 : null)),
}));

/** People by the month they came, and the share still active at each age; open where a cohort is too young. */
const meta = {
  title: "Charts/Cohort grid",
  component: CohortGrid,
  parameters: { width: 640 },
  args: {
    title: "Retención por cohorte",
    unit: "percent",
    cohorts: COHORTS,
    columns: [1, 2, 3, 4, 5].map((age) => `Mes ${age}`),
  },
} satisfies Meta<typeof CohortGrid>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Standard: Story = {
  play: async ({ canvasElement }) => {
    // 64 % is the most, of the newest cohort; each younger cohort lacks one more age: 1 + 2 + 3 + 4.
    await expect(canvasElement.querySelector('[data-cell="4 0"]')).toHaveTextContent("64,0");
    await expect(canvasElement.querySelector('[data-cell="4 0"]')).toHaveAttribute("data-step", "5");
    await expect(canvasElement.querySelectorAll('[data-step="none"]')).toHaveLength(10);
  },
};

/** Arrow keys, both ways; Escape leaves. */
export const Walked: Story = {
  play: async ({ canvas, canvasElement }) => {
    await userEvent.tab();
    await expect(canvas.getByText("jun 2026 (400), Mes 1: 60,0 %.")).toBeInTheDocument();
    await userEvent.keyboard("{ArrowDown}{ArrowRight}");
    // July's second month: 0.6 - 0.1 + 0.01.
    await expect(canvas.getByText("jul 2026 (457), Mes 2: 51,0 %.")).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    await expect(canvasElement.querySelector("[data-ns-tooltip]")).toBeNull();
  },
};

/** A click or Enter chooses a cell, a double click or a second Enter asks for what is behind it. A cohort too young has nothing there. */
export const Choosable: Story = {
  args: { onSelect: fn(), onDrill: fn() },
  render: (args) => <ChoosableCells Chart={CohortGrid} {...args} />,
  play: async ({ args, canvas, canvasElement }) => {
    const cell = (place: string) => canvasElement.querySelector(`[data-cell="${place}"]`) as Element;
    await userEvent.click(cell("1 2"));
    await expect(args.onSelect).toHaveBeenLastCalledWith({ row: 1, column: 2 });
    await expect(cell("1 2")).toHaveAttribute("data-selected");
    await expect(canvas.getByRole("rowheader", { name: "jul 2026" })).toHaveAttribute("data-selected");
    await expect(canvas.getByRole("columnheader", { name: "Mes 3" })).toHaveAttribute("data-selected");
    await userEvent.click(cell("4 4"));
    await expect(args.onSelect).toHaveBeenCalledTimes(1);

    await userEvent.dblClick(cell("0 1"));
    await expect(args.onDrill).toHaveBeenLastCalledWith({ row: 0, column: 1 });
    await expect(args.onDrill).toHaveBeenCalledTimes(1);
    await expect(cell("0 1")).toHaveAttribute("data-selected");
    await userEvent.keyboard("{ArrowRight}{Enter}{Enter}");
    await expect(args.onDrill).toHaveBeenLastCalledWith({ row: 0, column: 2 });
    await userEvent.keyboard("{Escape}");
    await expect(args.onSelect).toHaveBeenLastCalledWith(null);
  },
};
export const Chosen: Story = { args: { selected: { row: 4, column: 0 }, onSelect: fn() } };

/** In points against the cohorts of a year before: a hue on each side of 0, a legend of both, signs in the figures. */
export const BelowAndAboveZero: Story = {
  args: {
    title: "Retención frente a un año antes",
    unit: "ratio",
    cohorts: COHORTS.map((cohort, row) => ({
      ...cohort,
      values: cohort.values.map((value, age) => (value === null ? null : (row - 2) * 0.5 + (age - 1) * 0.25)),
    })),
  },
  play: async ({ canvas, canvasElement }) => {
    const cell = (place: string) => canvasElement.querySelector(`[data-cell="${place}"]`);
    // From -1.25 (June's first month) to 0.75 (October's), to one measure: 0.75 is the third of five steps of 0.25.
    await expect(cell("0 0")).toHaveAttribute("data-step", "5");
    await expect(cell("0 0")).toHaveAttribute("data-side", "below");
    await expect(cell("4 0")).toHaveAttribute("data-step", "3");
    await expect(cell("4 0")).not.toHaveAttribute("data-side");
    await expect(cell("2 1")).toHaveAttribute("data-step", "0");
    await expect(canvas.getAllByText("-1,25")).toHaveLength(2);
  },
};
export const BelowAndAboveZeroDark: Story = { ...BelowAndAboveZero, parameters: { theme: "dark" } };
export const BelowAndAboveZeroHighContrast: Story = { ...BelowAndAboveZero, parameters: { theme: "contrast" } };

export const AsTable: Story = { args: { view: "table" } };
export const InEnglish: Story = { parameters: { locale: "en" } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const HighContrast: Story = { parameters: { theme: "contrast" } };
export const Narrow: Story = { parameters: { width: 288 } };
export const English: Story = { parameters: { locale: "en" } };
export const RightToLeft: Story = {
  parameters: { direction: "rtl" },
  render: (args) => (
    <div dir="rtl">
      <CohortGrid {...args} />
    </div>
  ),
  play: async ({ canvas }) => {
    await userEvent.tab();
    await userEvent.keyboard("{ArrowLeft}");
    await expect(canvas.getByText("jun 2026 (400), Mes 2: 50,0 %.")).toBeInTheDocument();
  },
};
export const NoValues: Story = {
  args: { cohorts: COHORTS.map((cohort) => ({ ...cohort, size: null, values: [null, null, null, null, null] })) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sin datos en este período")).toBeVisible();
  },
};
export const NoCohorts: Story = { ...NoValues, args: { cohorts: [] } };
export const LongNames: Story = {
  args: { cohorts: COHORTS.map((cohort) => ({ ...cohort, label: `Campaña de bienvenida de ${cohort.label}` })) },
};
