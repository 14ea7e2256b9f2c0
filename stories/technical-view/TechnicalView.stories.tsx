import { TechnicalView } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor } from "storybook/test";
import { TECHNICAL_CATALOG, TECHNICAL_DENIED } from "../support/technicalKpis.ts";
import { technicalServer } from "../support/technicalServer.ts";
import { viewStories } from "../support/viewStories.ts";

const meta = {
  title: "Views/Technical view",
  component: TechnicalView,
  parameters: { width: "full", fetch: technicalServer() },
} satisfies Meta<typeof TechnicalView>;

export default meta;
type Story = StoryObj<typeof meta>;

const states = viewStories({
  server: technicalServer,
  catalog: TECHNICAL_CATALOG,
  denied: TECHNICAL_DENIED,
  name: "Technical view",
});

const LONG = { timeout: 15_000 };

/** The whole of it under a real provider, with a server in memory and a fixed clock: the last thirty days, until others are chosen. */
export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("412.380", {}, LONG)).toBeVisible();
    await expect(canvas.getByText(/24 oct – 22 nov 2026.*hora de Bogotá/)).toBeVisible();
    await expect(await canvas.findByText(/1 sin resolver: Webinar, desde hace 4 h 34 min/, {}, LONG)).toBeVisible();
    await expect(await canvas.findByText("hoy 09:42", {}, LONG)).toBeVisible();
    await expect(await canvas.findByText("HubSpot", {}, LONG)).toBeVisible();
    await waitFor(
      () => expect(canvasElement.querySelectorAll(".ns-chart-drawing svg").length).toBeGreaterThan(1),
      LONG,
    );
    await expect(canvasElement.querySelectorAll(".ns-uptime-row")).toHaveLength(5);
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};

/** A comparison chosen where the period is the view's own leaves the period as it is. */
export const ChangesComparison: Story = {
  play: async ({ canvas }) => {
    await canvas.findByText("412.380", {}, LONG);
    await userEvent.selectOptions(canvas.getByLabelText("Comparar con"), "none");
    await expect(canvas.getByText(/24 oct – 22 nov 2026/)).toBeVisible();
    await expect(canvas.getByLabelText("Período")).toHaveValue("last_30_days");
  },
};

/** A host shows two of the sections in its own order, one of its own between them, and puts something else in the place of a third. */
export const ComposedByAHost: Story = {
  args: {
    sections: [
      "security",
      { id: "runbook", title: "Guías de guardia", content: <p>Teléfono de guardia: 600</p> },
      "freshness",
      "ingest",
    ],
    replace: { ingest: <p>Ingesta: ver Grafana</p> },
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Teléfono de guardia: 600", {}, LONG)).toBeVisible();
    await expect(canvas.getByText("Ingesta: ver Grafana")).toBeVisible();
    await expect(canvas.queryByText("Latencia evento → CRM")).toBeNull();
  },
};

export const OnATablet: Story = { parameters: { width: 736 } };

export const Loading: Story = states.Loading;
export const LateSource: Story = states.LateSource;
export const Offline: Story = states.Offline;
export const Empty: Story = states.Empty;
export const NoPermission: Story = states.NoPermission;
export const Failed: Story = states.Failed;
export const LongNames: Story = states.LongNames;
export const Dark: Story = states.Dark;
export const Narrow: Story = states.Narrow;
export const InEnglish: Story = states.InEnglish;
