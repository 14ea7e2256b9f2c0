import { kpiFreshness } from "@northstar/core";
import { AlertTiles, type KpiAlert } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { AlertTilesView } from "../../packages/react/src/components/AlertTilesView.tsx";
import { CATALOG, kpiOf } from "../support/catalog.ts";
import { FRESH } from "../support/freshness.ts";
import { createFakeFetch } from "../support/server.ts";
import { failed, ready } from "../support/states.ts";
import { tileStories } from "../support/tileStories.tsx";

const ALERTS: readonly KpiAlert[] = (
  [
    { kpi: kpiOf("retention_60"), level: "red", value: 0.312, threshold: 0.32, period: ["2026-07-01", "2026-07-31"] },
    { kpi: kpiOf("retention_30"), level: "red", value: 0.48, threshold: 0.5, period: ["2026-08-01", "2026-08-31"] },
    { kpi: kpiOf("k_factor"), level: "amber", value: 0.21, threshold: 0.25, period: ["2026-11-01", "2026-11-30"] },
  ] as const
).map((alert) => ({ ...alert, freshness: kpiFreshness(alert.kpi, FRESH) }));

const LONG_ALERTS = ALERTS.map((alert) => ({
  ...alert,
  value: 1_234_567_890_123,
  kpi: {
    ...alert.kpi,
    title: {
      es: "Profesionales de la salud registrados por invitación de colegas en congresos hispanoamericanos",
      en: "Health professionals registered on the invitation of colleagues at Latin American congresses",
    },
  },
}));

const meta = {
  title: "Tiles/Executive/AlertTiles",
  component: AlertTiles,
  parameters: { width: 380 },
} satisfies Meta<typeof AlertTiles>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: AlertTilesView,
  name: { es: "Alertas", en: "Alerts" },
  props: (put) => ({ state: put(ALERTS) }),
  empty: { state: ready([]) },
  denied: kpiOf("k_factor"),
  longNames: { state: ready(LONG_ALERTS) },
});

/** As a host writes it: of the stories' numbers, one is below its amber limit and one below its red one. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("1 roja")).toBeVisible();
  },
};

export const RedFirst: Story = {
  ...draw(),
  play: async ({ canvas }) => {
    const items = canvas.getAllByRole("listitem");
    await expect(items.map((item) => item.getAttribute("data-level"))).toEqual(["red", "red", "amber"]);
    await expect(items[0]).toHaveTextContent("Retención a 60 días31,2 %Umbral 32,0 % · julio de 2026");
    await expect(canvas.getByText("2 rojas")).toBeVisible();
    await expect(canvas.getByText("1 amarilla")).toBeVisible();
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
  ...draw({ state: ready([]), hasWatched: false }, { locale: "en" }),

  play: async ({ canvas }) => {
    await expect(canvas.getByText("Nothing to watch for your role")).toBeVisible();
  },
};

export const SomeFailed: Story = draw({ state: failed(ALERTS.slice(0, 1)) });

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
