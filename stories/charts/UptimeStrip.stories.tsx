import { UptimeStrip, type UptimeStripProps } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState } from "react";
import { expect, fn, userEvent } from "storybook/test";
import { FLOW_UPTIMES } from "../support/technicalRows.ts";

const meta = {
  title: "Charts/UptimeStrip",
  component: UptimeStrip,
  parameters: { width: 720 },
  args: { title: "Disponibilidad de los flujos", strips: FLOW_UPTIMES, slo: 0.999 },
} satisfies Meta<typeof UptimeStrip>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    // Scoring: four days below nine tenths. Referrals: not in service in the first ten days.
    const down = canvasElement.querySelector('[data-status="down"]:not([data-partial])');
    await expect(down?.getAttribute("d")?.match(/M/g)).toHaveLength(4);
    await expect(canvas.getByText(/^Referidos: .* en 90 días; 3 con fallos, 0 caído\.$/)).toBeInTheDocument();
  },
};
export const AsATable: Story = {
  args: { view: "table" },
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole("row")).toHaveLength(6);
  },
};
export const LongNames: Story = {
  args: {
    strips: FLOW_UPTIMES.map((strip) => ({
      ...strip,
      label: `${strip.label}, con un nombre que no cabe en una línea`,
    })),
  },
};
export const OneDay: Story = {
  args: { strips: FLOW_UPTIMES.map((strip) => ({ ...strip, days: strip.days.slice(-1) })) },
};
export const Dark: Story = { parameters: { theme: "dark" } };
export const HighContrast: Story = { parameters: { theme: "contrast" } };
export const Narrow: Story = { parameters: { width: 320 } };
export const InEnglish: Story = { parameters: { locale: "en" } };

/** Holds what is chosen, as a host would. */
function Choosable({ onSelect, ...props }: UptimeStripProps) {
  const [selected, select] = useState(props.selected ?? null);
  return (
    <UptimeStrip
      {...props}
      selected={selected}
      onSelect={(day) => {
        select(day);
        onSelect?.(day);
      }}
    />
  );
}

/** Enter chooses the day walked to, Enter again drills, Escape takes back; another strip's day takes its place. */
export const SelectAndDrill: Story = {
  args: { onSelect: fn(), onDrill: fn() },
  render: (args) => <Choosable {...args} />,
  play: async ({ args, canvas, canvasElement }) => {
    canvas.getByRole("group", { name: /^Puntuación/ }).focus();
    await userEvent.keyboard("{Home}{Enter}");
    await expect(args.onSelect).toHaveBeenLastCalledWith({ id: "puntuacion", start: "2026-08-25" });
    await expect(
      canvas.getByText(/^25 de agosto de 2026, seleccionado|25 ago 2026, seleccionado/, { selector: "p" }),
    ).toBeInTheDocument();
    await expect(args.onDrill).not.toHaveBeenCalled();
    await userEvent.keyboard("{Enter}");
    await expect(args.onDrill).toHaveBeenLastCalledWith({ id: "puntuacion", start: "2026-08-25" });
    canvas.getByRole("group", { name: /^Webinar/ }).focus();
    await userEvent.keyboard("{End}{Enter}");
    await expect(args.onSelect).toHaveBeenLastCalledWith({ id: "webinar", start: "2026-11-22" });
    await expect(canvasElement.querySelectorAll(".ns-uptime-chosen")).toHaveLength(1);
    await userEvent.keyboard("{Escape}");
    await expect(args.onSelect).toHaveBeenLastCalledWith(null);
    await expect(canvasElement.querySelector(".ns-uptime-chosen")).toBeNull();
  },
};

export const Selected: Story = { args: { selected: { id: "puntuacion", start: "2026-11-07" }, onSelect: fn() } };
export const SelectedDark: Story = { ...Selected, parameters: { theme: "dark" } };
export const SelectedNarrow: Story = { ...Selected, parameters: { width: 320 } };

/** Of one nothing is known, another has only been there for ten days. */
export const Partial: Story = {
  args: {
    strips: FLOW_UPTIMES.map((strip, index) => {
      if (index === 0) return { ...strip, uptime: null, days: [] };
      return index === 1 ? { ...strip, days: strip.days.slice(-10) } : strip;
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sin datos en este período")).toBeVisible();
    await expect(canvas.getAllByRole("group")).toHaveLength(4);
  },
};

export const Empty: Story = {
  args: { strips: [] },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sin datos en este período")).toBeVisible();
  },
};

/** Days run from left to right in every language; what is around them turns. */
export const RightToLeft: Story = {
  parameters: { direction: "rtl" },
  args: Selected.args ?? {},
  decorators: [
    (Story) => (
      <div dir="rtl">
        <Story />
      </div>
    ),
  ],
  play: async ({ canvas, canvasElement }) => {
    const strip = canvas.getByRole("group", { name: /^Puntuación/ });
    const name = canvas.getByText("Puntuación", { selector: ".ns-uptime-label" });
    await expect(name.getBoundingClientRect().left).toBeGreaterThan(strip.getBoundingClientRect().right);
    // The 75th of ninety days: in the last quarter from the left.
    const chosen = canvasElement.querySelector(".ns-uptime-chosen")?.getBoundingClientRect().left ?? 0;
    const { left, width } = strip.getBoundingClientRect();
    await expect((chosen - left) / width).toBeGreaterThan(0.75);
  },
};
