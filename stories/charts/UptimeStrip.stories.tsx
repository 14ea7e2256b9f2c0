import { UptimeStrip } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
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
