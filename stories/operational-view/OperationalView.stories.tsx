import { OperationalView } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { OPERATIONAL_CATALOG, OPERATIONAL_DENIED, operationalServer } from "../support/operational.ts";
import { viewStories } from "../support/viewStories.ts";

const meta = {
  title: "Views/Operational view",
  component: OperationalView,
  parameters: { width: "full", fetch: operationalServer() },
} satisfies Meta<typeof OperationalView>;

export default meta;
type Story = StoryObj<typeof meta>;

const states = viewStories({
  server: operationalServer,
  catalog: OPERATIONAL_CATALOG,
  denied: OPERATIONAL_DENIED,
  name: "Operational view",
});

const LONG = { timeout: 15_000 };

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("42.540", {}, LONG)).toBeVisible();
    for (const name of ["Campañas", "Segmentos por puntuación", "Temas principales", "Principales referidores"]) {
      await expect(await canvas.findByRole("heading", { name }, LONG)).toBeVisible();
    }
    await waitFor(() => expect(canvasElement.querySelectorAll(".ns-chart-drawing svg")).toHaveLength(3), LONG);
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};

/** A channel chosen in one tile cuts the campaigns; it stays to be compared in its own, and a chip takes it back. */
export const CrossFilters: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Boletín 46", {}, LONG)).toBeVisible();
    const channels = (await canvas.findByRole("heading", { name: "Email y WhatsApp" })).closest("article");
    if (!channels) throw new Error("The tile of the channels is missing");
    await userEvent.click(within(channels).getByRole("button", { name: "WhatsApp" }));
    await waitFor(() => expect(canvas.queryByText("Boletín 46")).toBeNull(), LONG);
    await expect(canvas.getByText("Webinar noviembre")).toBeVisible();
    await expect(within(channels).getByText("39,1 %")).toBeVisible();
  },
};

/** Two sections, in the host's order. */
export const Composed: Story = {
  args: { sections: ["segments", "funnel"] },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByText("42.540", {}, LONG);
    const names = [...canvasElement.querySelectorAll(".ns-view-grid h3")].map(({ textContent }) => textContent);
    await expect(names).toEqual(["Segmentos por puntuación", "Embudo de adquisición"]);
  },
};

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
