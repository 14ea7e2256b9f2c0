import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState } from "react";
import { expect, userEvent, waitFor } from "storybook/test";
import { EventVolumeView } from "../../packages/react/src/components/technical/EventVolumeView.tsx";
import { failed, LOADING, ready } from "../support/states.ts";
import { deniedTechnical, HOURLY, technicalValue } from "../support/technical.ts";

const NUMBERS = {
  now: technicalValue("events_per_second_now"),
  mean: technicalValue("events_per_second"),
  peak: technicalValue("events_per_second_peak"),
  occurred: technicalValue("events_ingested"),
  received: technicalValue("events_received"),
};
const all = (change: Parameters<typeof technicalValue>[1]) => ({
  now: technicalValue("events_per_second_now", change),
  mean: technicalValue("events_per_second", change),
  peak: technicalValue("events_per_second_peak", change),
  occurred: technicalValue("events_ingested", change),
  received: technicalValue("events_received", change),
});

const meta = {
  title: "Cards/EventVolume",
  component: EventVolumeView,
  parameters: { width: 680 },
  args: { numbers: ready(NUMBERS), hourly: ready(HOURLY) },
} satisfies Meta<typeof EventVolumeView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(canvasElement.querySelectorAll(".ns-heatmap-grid [data-cell]")).toHaveLength(7 * 24);
    await expect(canvas.getByText("412.380")).toBeVisible();
    await expect(canvas.getByText("0,41")).toBeVisible();
  },
};

/** Cells are walked in both directions; Monday at ten is the busiest hour that the data were made with. */
export const Walked: Story = {
  play: async ({ canvas }) => {
    canvas.getByRole("group", { name: /Media de eventos en una hora/ }).focus();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowDown}");
    await expect(canvas.getByText(/^mar, 1 h: /)).toBeInTheDocument();
    await userEvent.keyboard("{ArrowUp}{Home}");
    // Monday at midnight: 40.
    await expect(canvas.getByText("lun, 0 h: 40.")).toBeInTheDocument();
    await expect(canvas.getByText(/máximo 1\.140 \(lun, 10 h\)/)).toBeInTheDocument();
  },
};
export const AsATable: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: /Eventos por hora/ }));
    await userEvent.click(await canvas.findByRole("menuitem", { name: /tabla/ }, { timeout: 8000 }));
    await expect(await canvas.findByRole("table", {}, { timeout: 8000 })).toBeVisible();
  },
};
export const LastPartOfALongPeriod: Story = { args: { isCut: true } };
export const Empty: Story = {
  args: { numbers: ready(all({ current: null, previous: null, reason: "no_rows_in_period" })) },
};
export const HugeNumbers: Story = { args: { numbers: ready(all({ current: 98_765_432_109, previous: 12 })) } };
export const TinyNumbers: Story = { args: { numbers: ready(all({ current: 0.0002, previous: 0.0001 })) } };
export const Loading: Story = { args: { numbers: LOADING, hourly: LOADING } };
export const NumbersBeforePlots: Story = { args: { hourly: LOADING } };
/** Numbers, then plots: their place is kept, and the tile doesn't grow. */
export const ComesBitByBit: Story = {
  render: function Arriving(args) {
    const [step, setStep] = useState(0);
    const steps = [{ ...args, numbers: LOADING, hourly: LOADING }, { ...args, hourly: LOADING }, args];
    return (
      <>
        <EventVolumeView {...(steps[step] ?? args)} />
        <button type="button" onClick={() => setStep(step + 1)}>
          Next
        </button>
      </>
    );
  },
  play: async ({ canvas, canvasElement }) => {
    const height = () => Math.round(canvasElement.querySelector("article")?.getBoundingClientRect().height ?? 0);
    const loading = height();
    await expect(loading).toBeGreaterThan(300);
    await userEvent.click(canvas.getByRole("button", { name: "Next" }));
    const withNumbers = height();
    await userEvent.click(canvas.getByRole("button", { name: "Next" }));
    await waitFor(() => expect(canvasElement.querySelector(".ns-chart-drawing svg path")).not.toBeNull(), {
      timeout: 8000,
    });
    await expect([loading, withNumbers]).toEqual([height(), height()]);
  },
};
export const Stale: Story = { args: { numbers: failed(NUMBERS), hourly: failed(HOURLY) } };
export const Failed: Story = { args: { numbers: failed(), hourly: failed() } };
export const Denied: Story = { args: { numbers: deniedTechnical("events_ingested"), hourly: LOADING } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const OnAPhone: Story = { parameters: { width: 320 } };
export const InEnglish: Story = { parameters: { locale: "en" } };
