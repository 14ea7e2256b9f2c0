import { CohortGrid } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent } from "storybook/test";

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

export const AsTable: Story = { args: { view: "table" } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const HighContrast: Story = { parameters: { theme: "contrast" } };
export const Narrow: Story = { parameters: { width: 288 } };
export const English: Story = { parameters: { locale: "en" } };
export const RightToLeft: Story = {
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
};
export const LongNames: Story = {
  args: { cohorts: COHORTS.map((cohort) => ({ ...cohort, label: `Campaña de bienvenida de ${cohort.label}` })) },
};
