import { FunnelPlot, type FunnelPlotProps } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState } from "react";
import { expect, fn, userEvent } from "storybook/test";
import { FunnelTable } from "../../packages/react/src/charts/FunnelTable.tsx";
import { LONG_STEPS, PARTIAL, STEPS, UNKNOWN } from "./funnelSteps.ts";

/** A funnel as columns, each the step before it as 100 %; and, below a funnel, its breakdown as small multiples. */
const meta = {
  title: "Charts/FunnelPlot",
  component: FunnelPlot,
  parameters: { width: 760 },
  args: { title: "Embudo de adquisición", steps: STEPS },
} satisfies Meta<typeof FunnelPlot>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Holds what is chosen, as a host would. */
function Choosable({ onSelect, ...props }: FunnelPlotProps) {
  const [selected, select] = useState(props.selected ?? null);
  return (
    <FunnelPlot
      {...props}
      selected={selected}
      onSelect={(id) => {
        select(id);
        onSelect?.(id);
      }}
    />
  );
}

export const Default: Story = {
  play: async ({ canvas }) => {
    const steps = canvas.getAllByRole("listitem");
    await expect(steps[0]).toHaveTextContent("100 %Visitantes42.540");
    // 3,702 of 42,540; 933 of 42,540 in all.
    await expect(steps[1]).toHaveTextContent("8,7 %del anterioren 2 dRegistros3.702");
    await expect(steps[3]).toHaveTextContent("Total 2,2 %");
    await expect(canvas.queryByRole("button")).toBeNull();
  },
};

/** A click or Enter chooses a step, Enter again or a double click drills, Escape takes back. */
export const SelectAndDrill: Story = {
  args: { onSelect: fn(), onDrill: fn() },
  render: (args) => <Choosable {...args} />,
  play: async ({ args, canvas }) => {
    const button = canvas.getByRole("button", { name: /Registros/ });
    await userEvent.click(button);
    await expect(args.onSelect).toHaveBeenLastCalledWith("step_2");
    await expect(button).toHaveAttribute("aria-pressed", "true");
    await expect(args.onDrill).not.toHaveBeenCalled();
    await userEvent.keyboard("{Enter}");
    await expect(args.onDrill).toHaveBeenLastCalledWith("step_2");
    await userEvent.keyboard("{Escape}");
    await expect(args.onSelect).toHaveBeenLastCalledWith(null);
    await expect(button).toHaveAttribute("aria-pressed", "false");
    await userEvent.dblClick(canvas.getByRole("button", { name: /Perfil/ }));
    await expect(args.onDrill).toHaveBeenLastCalledWith("step_3");
    await expect(canvas.getByRole("button", { name: /Perfil/ })).toHaveAttribute("aria-pressed", "true");
  },
};

/** Chosen by the host: framed, its name bold. */
export const Selected: Story = { args: { selected: "step_2", onSelect: fn() } };
export const SelectedDark: Story = { ...Selected, parameters: { theme: "dark" } };
export const SelectedNarrow: Story = { ...Selected, parameters: { width: 320 } };

/** What isn't known is no empty column. */
export const Partial: Story = {
  args: { steps: PARTIAL },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getAllByRole("listitem")[3]).toHaveTextContent("–Total –Primera recompensa–");
    await expect(canvasElement.querySelectorAll("[data-unknown]")).toHaveLength(1);
  },
};

export const NobodyWentOn: Story = {
  args: {
    steps: STEPS.map((step, index) =>
      index < 2 ? step : { ...step, count: 0, stepRate: index === 2 ? 0 : null, overallRate: 0, medianSeconds: null },
    ),
  },
};

export const Empty: Story = {
  args: { steps: UNKNOWN },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sin datos en este período")).toBeVisible();
  },
};

export const LongNames: Story = { args: { steps: LONG_STEPS } };
export const LongNamesNarrow: Story = { args: { steps: LONG_STEPS }, parameters: { width: 320 } };
export const Narrow: Story = { parameters: { width: 320 } };
export const Wide: Story = { parameters: { width: 1100 } };
export const InEnglish: Story = { parameters: { locale: "en" } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const HighContrast: Story = { parameters: { theme: "contrast" } };

/** Steps follow each other as words do. */
export const RightToLeft: Story = {
  parameters: { direction: "rtl" },
  args: { selected: "step_2" },
  decorators: [
    (Story) => (
      <div dir="rtl">
        <Story />
      </div>
    ),
  ],
  play: async ({ canvas }) => {
    const [first, second] = canvas.getAllByRole("listitem").map((step) => step.getBoundingClientRect().x);
    await expect(first).toBeGreaterThan(second ?? 0);
  },
};
export const RightToLeftNarrow: Story = {
  decorators: RightToLeft.decorators ?? [],
  parameters: { direction: "rtl", width: 320 },
};

const BREAKDOWN = {
  caption: "Embudo por fuente",
  dimension: "Fuente",
  steps: STEPS.map(({ title }) => title),
  rows: [
    { key: "google", counts: [20_010, 1_922, 1_204, 511] },
    { key: "(direct)", counts: [12_300, 910, 502, 240] },
    { key: "boletin-institucional-de-la-sociedad-hispanoamericana", counts: [9_820, 870, 515, 182] },
    { key: "(not set)", counts: [410, 0, 0, null] },
  ],
};

/** Bars of a column are to one scale; where nobody could go on there is no rate. */
export const Breakdown: Story = {
  render: () => <FunnelTable {...BREAKDOWN} />,
  play: async ({ canvas }) => {
    // 0 of 410, then of nobody.
    await expect(canvas.getByRole("row", { name: /Sin dato/ })).toHaveTextContent("Sin dato4100,0 %–––");
  },
};
export const BreakdownDark: Story = { ...Breakdown, parameters: { theme: "dark" } };
export const BreakdownNarrow: Story = { ...Breakdown, parameters: { width: 320 } };
