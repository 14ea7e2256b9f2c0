import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState } from "react";
import { expect, userEvent, waitFor } from "storybook/test";
import { LatencyChartView } from "../../packages/react/src/components/technical/LatencyChartView.tsx";
import { failed, LOADING, ready } from "../support/states.ts";
import { deniedTechnical, LATENCIES, technicalValue } from "../support/technical.ts";

const NUMBERS = {
  p50: technicalValue("crm_latency_p50"),
  p95: technicalValue("crm_latency_p95"),
  p99: technicalValue("crm_latency_p99"),
};
const all = (change: Parameters<typeof technicalValue>[1]) => ({
  p50: technicalValue("crm_latency_p50", change),
  p95: technicalValue("crm_latency_p95", change),
  p99: technicalValue("crm_latency_p99", change),
});

const meta = {
  title: "Cards/LatencyChart",
  component: LatencyChartView,
  parameters: { width: 480 },
  args: { numbers: ready(NUMBERS), series: ready(LATENCIES), skew: ready(technicalValue("crm_clock_skew_events")) },
} satisfies Meta<typeof LatencyChartView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await waitFor(
      () => expect(canvasElement.querySelectorAll(".ns-chart-drawing svg path").length).toBeGreaterThan(5),
      {
        timeout: 8000,
      },
    );
    await expect(canvas.getByText("p95 admitido: hasta 5 min")).toBeVisible();
    await expect(canvas.getByText("3 eventos con el reloj desajustado, contados aparte.")).toBeVisible();
    // 441 s: beyond the amber limit of 420, short of the red one.
    await expect(canvas.getByText("Alerta amarilla")).toBeInTheDocument();
  },
};
export const NoClockSkew: Story = { args: { skew: ready(technicalValue("crm_clock_skew_events", { current: 0 })) } };
export const Empty: Story = {
  args: { numbers: ready(all({ current: null, previous: null, reason: "no_rows_in_period" })) },
};
export const HugeNumbers: Story = { args: { numbers: ready(all({ current: 9_876_543, previous: 3, level: "red" })) } };
export const Loading: Story = { args: { numbers: LOADING, series: LOADING, skew: LOADING } };
/** Numbers, then plots: their place is kept, and the tile doesn't grow. */
export const ComesBitByBit: Story = {
  render: function Arriving(args) {
    const [step, setStep] = useState(0);
    const steps = [
      { ...args, numbers: LOADING, series: LOADING, skew: LOADING },
      { ...args, series: LOADING, skew: LOADING },
      args,
    ];
    return (
      <>
        <LatencyChartView {...(steps[step] ?? args)} />
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
export const Stale: Story = { args: { numbers: failed(NUMBERS), series: failed(LATENCIES) } };
export const Failed: Story = { args: { numbers: failed(), series: failed(), skew: failed() } };
export const Denied: Story = { args: { numbers: deniedTechnical("crm_latency_p95"), series: LOADING, skew: LOADING } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const OnAPhone: Story = { parameters: { width: 320 } };
export const InEnglish: Story = { parameters: { locale: "en" } };
