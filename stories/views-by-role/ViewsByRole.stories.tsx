// What other pages of a host bring along changes nothing here.
import "@northstar/react/adoption.css";
import "@northstar/react/alerts.css";
import "@northstar/react/integrations.css";
import "@northstar/react/links.css";
import "@northstar/react/metrics.css";
import "@northstar/react/own-charts.css";
import "@northstar/react/reports.css";
import "@northstar/react/suggestions.css";
import { ExecutiveView, OperationalView, TechnicalView } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor } from "storybook/test";

/**
 * What each role meets, with the answers that the real server gave it. Where a story says that a question wasn't recorded, a component
 * has learnt to ask something else: `pnpm stories:record`.
 */
const meta = {
  title: "Views/By role",
  component: ExecutiveView,
  parameters: { width: "full" },
} satisfies Meta<typeof ExecutiveView>;

export default meta;
type Story = StoryObj<typeof meta>;

/** All that is asked has come, and nothing failed. */
const comesWhole: Story["play"] = async ({ canvas, canvasElement }) => {
  await waitFor(
    async () => {
      await expect(canvasElement.querySelectorAll(".ns-card").length).toBeGreaterThan(4);
      await expect(canvasElement.querySelector(".ns-skeleton, .ns-skeleton-block, .ns-updating")).toBeNull();
    },
    { timeout: 20_000 },
  );
  await expect(
    canvas
      .queryAllByText(/not_recorded|Código:|Code:|stories have no answer/)
      .map((found) => found.parentElement?.textContent),
  ).toEqual([]);
  await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
};

export const Director: Story = {
  parameters: { role: "director", screenshot: true },
  play: async (context) => {
    await comesWhole(context);
    await expect(context.canvas.queryByText("No disponible para tu rol")).toBeNull();
  },
};

export const DirectorDark: Story = {
  parameters: { role: "director", theme: "dark", screenshot: true },
  play: comesWhole,
};

export const DirectorOnAPhone: Story = {
  parameters: { role: "director", width: 328, screenshot: true },
  play: comesWhole,
};

export const Marketing: Story = {
  parameters: { role: "marketing", screenshot: true },
  render: () => <OperationalView />,
  play: comesWhole,
};

export const MarketingInEnglish: Story = {
  parameters: { role: "marketing", locale: "en", density: "compact", screenshot: true },
  render: () => <OperationalView />,
  play: comesWhole,
};

export const DevOps: Story = {
  parameters: { role: "devops", screenshot: true },
  render: () => <TechnicalView />,
  play: comesWhole,
};

export const DevOpsDark: Story = {
  parameters: { role: "devops", theme: "dark", screenshot: true },
  render: () => <TechnicalView />,
  play: comesWhole,
};

export const Analyst: Story = { parameters: { role: "analyst" }, play: comesWhole };

/** Personal data are masked, and nobody can be chosen by them. */
export const ConsultantOperational: Story = {
  parameters: { role: "consultant" },
  render: () => <OperationalView />,
  play: comesWhole,
};

/** The same moment for readers whose periods are cut in Madrid. */
export const DirectorInMadrid: Story = {
  parameters: { role: "director", timeZone: "Europe/Madrid" },
  play: comesWhole,
};
