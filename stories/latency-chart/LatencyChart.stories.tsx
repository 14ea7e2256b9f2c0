import { LatencyChart } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor } from "storybook/test";
import { LatencyChartView } from "../../packages/react/src/components/technical/LatencyChartView.tsx";
import { arrivingStory } from "../support/arriving.tsx";
import { failed, LOADING, ready } from "../support/states.ts";
import { technicalKpi, technicalValue } from "../support/technicalKpis.ts";
import { LATENCIES } from "../support/technicalRows.ts";
import { technicalServer } from "../support/technicalServer.ts";
import { tileStories } from "../support/tileStories.tsx";

const numbersWith = (change?: Parameters<typeof technicalValue>[1]) => ({
  p50: technicalValue("crm_latency_p50", change),
  p95: technicalValue("crm_latency_p95", change),
  p99: technicalValue("crm_latency_p99", change),
});
const SKEW = technicalValue("crm_clock_skew_events");

const meta = {
  title: "Tiles/Technical/LatencyChart",
  component: LatencyChart,
  parameters: { width: 480, fetch: technicalServer() },
} satisfies Meta<typeof LatencyChart>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: LatencyChartView,
  name: { es: "Latencia evento → CRM", en: "Latency event → CRM" },
  props: (put) => ({ numbers: put(numbersWith()), series: put(LATENCIES), skew: put(SKEW) }),
  empty: { numbers: ready(numbersWith({ current: null, previous: null, reason: "no_rows_in_period" })) },
  denied: technicalKpi("crm_latency_p95"),
  longNames: {
    numbers: ready({
      ...numbersWith({ current: 9_876_543, previous: 3, level: "red" }),
      p50: technicalValue("crm_latency_p50", { current: 0.0004, previous: null }),
    }),
    skew: ready({ ...SKEW, current: 1_234_567_890 }),
  },
});

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelectorAll(".ns-chart-drawing svg path").length).toBeGreaterThan(5));
    await expect(await canvas.findByText("p95 admitido: hasta 5 min")).toBeVisible();
    await expect(await canvas.findByText("3 eventos con el reloj desajustado, contados aparte.")).toBeVisible();
    // 441 s: beyond the amber limit of 420, short of the red one.
    await expect(await canvas.findByText("Alerta amarilla")).toBeInTheDocument();
  },
};
export const NoClockSkew: Story = draw({ skew: ready(technicalValue("crm_clock_skew_events", { current: 0 })) });

/** Numbers, then plots: their place is kept, and the tile doesn't grow. */
export const ComesBitByBit: Story = arrivingStory(LatencyChartView, [
  { numbers: LOADING, series: LOADING, skew: LOADING },
  { numbers: ready(numbersWith()), series: LOADING, skew: LOADING },
  { numbers: ready(numbersWith()), series: ready(LATENCIES), skew: ready(SKEW) },
]);

/** The numbers came, their lines didn't: in their place it says so, and tries again. */
export const LinesFailed: Story = {
  ...draw({ series: failed() }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("58")).toBeVisible();
    await expect(canvas.getByRole("status")).toHaveTextContent("Código: warehouse_busy");
    await expect(canvas.getByRole("button", { name: "Reintentar" })).toBeVisible();
  },
};

export const Loading: Story = states.Loading;
export const Updating: Story = states.Updating;
export const LateSource: Story = states.LateSource;
export const Offline: Story = states.Offline;
export const Empty: Story = states.Empty;
export const NoPermission: Story = states.NoPermission;
export const Failed: Story = states.Failed;
export const FailedToUpdate: Story = states.FailedToUpdate;
export const LongNames: Story = states.LongNames;
export const Dark: Story = states.Dark;
export const Narrow: Story = states.Narrow;
export const InEnglish: Story = states.InEnglish;
