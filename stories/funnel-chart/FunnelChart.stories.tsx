import { kpiFreshness, resolvePeriod } from "@northstar/core";
import { FunnelChart, type FunnelValue } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, within } from "storybook/test";
import { FunnelChartView } from "../../packages/react/src/components/FunnelChartView.tsx";
import { CATALOG, FUNNEL } from "../support/catalog.ts";
import { CONTEXT } from "../support/clock.ts";
import { FRESH } from "../support/freshness.ts";
import { createFakeFetch } from "../support/server.ts";
import { failed, LOADING, ready } from "../support/states.ts";
import { FUNNEL_BY_SOURCE, FUNNEL_COUNTS, FUNNEL_SECONDS } from "../support/values.ts";

const VALUE: FunnelValue = {
  funnel: FUNNEL,
  period: resolvePeriod({ preset: "last_90_days" }, CONTEXT),
  steps: FUNNEL.steps.map(({ id, title }, index) => ({
    id,
    title,
    count: FUNNEL_COUNTS[index] ?? null,
    stepRate: index === 0 ? null : (FUNNEL_COUNTS[index] ?? 0) / (FUNNEL_COUNTS[index - 1] ?? 1),
    overallRate: (FUNNEL_COUNTS[index] ?? 0) / FUNNEL_COUNTS[0],
    medianSeconds: FUNNEL_SECONDS[index - 1] ?? null,
  })),
  breakdown: Object.entries(FUNNEL_BY_SOURCE).map(([key, counts]) => ({ key, counts })),
  freshness: kpiFreshness(FUNNEL, FRESH),
};

const meta = {
  title: "Charts/FunnelChart",
  component: FunnelChartView,
  parameters: { width: 1168 },
  args: { state: ready(VALUE), dimensionTitle: "Fuente" },
} satisfies Meta<typeof FunnelChartView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const BySource: Story = {
  play: async ({ canvas, canvasElement }) => {
    const steps = within(canvas.getByRole("list", { name: "Embudo de adquisición" })).getAllByRole("listitem");
    await expect(steps[1]).toHaveTextContent("8,7 %del anterioren 2 dRegistros3.702");
    // Linear: the fill is the share that went on, 49.0 % of the column.
    const columns = canvasElement.querySelectorAll<HTMLElement>(".ns-funnel-column");
    const fill = Number.parseFloat(getComputedStyle(columns[2] as Element, "::before").height);
    await expect(fill / (columns[2]?.clientHeight ?? 1)).toBeCloseTo(0.49, 2);
    await expect(canvas.getByRole("row", { name: /referidos/ })).toHaveTextContent("21,8 %61,0 %69,9 %9,3 %");
  },
};

export const WithoutBreakdown: Story = { args: { state: ready({ ...VALUE, breakdown: null }) } };
/** What the data call `(not set)` and `(direct)` has words of its own. */
export const ValuesWithoutANameOfTheirOwn: Story = {
  args: {
    state: ready({
      ...VALUE,
      breakdown: [
        { key: "google", counts: [18_240, 1441, 663, 404] },
        { key: "(direct)", counts: [9310, 950, 522, 345] },
        { key: "(not set)", counts: [3120, 680, 415, 290] },
      ],
    }),
  },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByRole("row", { name: /^Directo/ })).toHaveTextContent("9.310");
    await expect(canvas.getByRole("row", { name: /^Sin dato/ })).toHaveTextContent("3.120");
    await expect(canvasElement).not.toHaveTextContent(/\((not set|direct)\)/);
  },
};
export const AsATable: Story = {
  args: { state: ready({ ...VALUE, breakdown: null }) },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Ver como tabla" }));
    await expect(within(await canvas.findByRole("table")).getAllByRole("row")).toHaveLength(5);
  },
};
export const NobodyWentOn: Story = {
  args: {
    state: ready({
      ...VALUE,
      breakdown: null,
      steps: VALUE.steps.map((step, index) => ({
        ...step,
        count: index === 0 ? 40 : 0,
        stepRate: index === 1 ? 0 : null,
        overallRate: index === 0 ? 1 : 0,
        medianSeconds: null,
      })),
    }),
  },
};
export const Empty: Story = {
  args: { state: ready({ ...VALUE, breakdown: [], steps: VALUE.steps.map((step) => ({ ...step, count: 0 })) }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sin datos en este período")).toBeVisible();
  },
};
export const Loading: Story = { args: { state: LOADING } };
export const Denied: Story = {
  args: {
    state: { status: "denied", title: FUNNEL.title, owner: "Marketing", roles: ["marketing", "analyst"], detail: "" },
  },
};
/** A funnel of other roles: what is missing and whom to ask, as with any number. */
export const ConnectedAndDenied: Story = {
  render: () => <FunnelChart funnel="acquisition" breakdown="source" />,
  parameters: {
    fetch: createFakeFetch({
      catalog: {
        ...CATALOG,
        funnels: [],
        deniedFunnels: [{ id: FUNNEL.id, title: FUNNEL.title, owner: "Marketing", roles: ["marketing", "analyst"] }],
      },
    }),
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("No disponible para tu rol")).toBeVisible();
    await expect(canvas.getByRole("heading", { name: "Embudo de adquisición" })).toBeVisible();
    await expect(canvas.getByText("Lo ven: marketing y análisis de datos.")).toBeVisible();
    await expect(canvas.getByText("Pide acceso a Marketing.")).toBeVisible();
  },
};
/** A model that doesn't say who sees it. */
export const DeniedWithoutAnOwner: Story = {
  args: { state: { status: "denied", title: FUNNEL.title, owner: null, roles: [], detail: "" } },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Pide acceso a quien administra el tablero.")).toBeVisible();
  },
};
export const Failed: Story = { args: { state: failed() } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const OnAPhone: Story = { parameters: { width: 328 } };
export const Connected: Story = {
  render: () => <FunnelChart funnel="acquisition" breakdown="source" />,
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("42.540")).toBeVisible();
  },
};
