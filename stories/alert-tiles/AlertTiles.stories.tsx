import { kpiFreshness } from "@northstar/core";
import { AlertTiles, type KpiAlert } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { AlertTilesView } from "../../packages/react/src/components/AlertTilesView.tsx";
import { CATALOG, kpiOf } from "../support/catalog.ts";
import { FRESH } from "../support/freshness.ts";
import { createFakeFetch } from "../support/server.ts";
import { denied, failed, LOADING, ready } from "../support/states.ts";

const ALERTS: readonly KpiAlert[] = (
  [
    { kpi: kpiOf("retention_60"), level: "red", value: 0.312, threshold: 0.32, period: ["2026-07-01", "2026-07-31"] },
    { kpi: kpiOf("retention_30"), level: "red", value: 0.48, threshold: 0.5, period: ["2026-08-01", "2026-08-31"] },
    { kpi: kpiOf("k_factor"), level: "amber", value: 0.21, threshold: 0.25, period: ["2026-11-01", "2026-11-30"] },
  ] as const
).map((alert) => ({ ...alert, freshness: kpiFreshness(alert.kpi, FRESH) }));

const meta = {
  title: "Cards/AlertTiles",
  component: AlertTilesView,
  parameters: { width: 380 },
  args: { state: ready(ALERTS) },
} satisfies Meta<typeof AlertTilesView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const RedFirst: Story = {
  play: async ({ canvas }) => {
    const items = canvas.getAllByRole("listitem");
    await expect(items.map((item) => item.getAttribute("data-level"))).toEqual(["red", "red", "amber"]);
    await expect(items[0]).toHaveTextContent("Retención a 60 días31,2 %Umbral 32,0 % · julio de 2026");
    await expect(canvas.getByText("2 rojas")).toBeVisible();
    await expect(canvas.getByText("1 amarilla")).toBeVisible();
  },
};

export const None: Story = {
  args: { state: ready([]) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sin alertas")).toBeVisible();
  },
};

/** Where no indicator has a threshold, silence is no good news: it says so. */
export const NothingToWatch: Story = {
  render: () => <AlertTiles />,
  parameters: {
    fetch: createFakeFetch({ catalog: { ...CATALOG, kpis: CATALOG.kpis.filter(({ thresholds }) => !thresholds) } }),
  },
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("Nada que vigilar para tu rol")).toBeVisible();
    await expect(canvas.getByText(/Ninguno de los indicadores que ve tu rol tiene umbral/)).toBeVisible();
    await expect(canvasElement).not.toHaveTextContent(/Sin alertas|dentro de lo esperado/);
  },
};

export const NothingToWatchInEnglish: Story = {
  args: { state: ready([]), hasWatched: false },
  parameters: { locale: "en" },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Nothing to watch for your role")).toBeVisible();
  },
};

export const Loading: Story = { args: { state: LOADING } };
export const Denied: Story = { args: { state: denied("k_factor") } };
export const Failed: Story = { args: { state: failed() } };
export const SomeFailed: Story = { args: { state: failed(ALERTS.slice(0, 1)) } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const OnAPhone: Story = { parameters: { width: 328 } };
export const InEnglish: Story = { parameters: { locale: "en" } };
