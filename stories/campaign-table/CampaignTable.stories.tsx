import { CampaignTable } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { CampaignTableView } from "../../packages/react/src/components/operational/CampaignTableView.tsx";
import { CAMPAIGN_FACTS, choiceOf, operationalKpi, operationalServer, rowsValue } from "../support/operational.ts";
import { ready } from "../support/states.ts";
import { tileStories } from "../support/tileStories.tsx";

const IDS = ["messages_delivered", "open_rate", "click_rate", "campaign_conversion_rate"];
const toggle = fn();

const LONG_FACTS = [
  {
    keys: {
      campaign_name: "Invitación al seminario internacional de actualización en diagnóstico por imagen de tórax",
      channel: "whatsapp",
    },
    values: { messages_delivered: 1_204_812, open_rate: 1, click_rate: 0.0004, campaign_conversion_rate: 0.00001 },
  },
  { keys: { campaign_name: null, channel: null }, values: { messages_delivered: 3 } },
];

const meta = {
  title: "Tiles/Operational/CampaignTable",
  component: CampaignTable,
  parameters: { width: 560, fetch: operationalServer() },
} satisfies Meta<typeof CampaignTable>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: CampaignTableView,
  name: { es: "Campañas", en: "Campaigns" },
  props: (put) => ({ state: put(rowsValue(IDS, CAMPAIGN_FACTS)), choice: choiceOf([], toggle) }),
  empty: { state: ready(rowsValue(IDS, [])) },
  denied: operationalKpi("open_rate"),
  longNames: { state: ready(rowsValue(IDS, LONG_FACTS)) },
});

/** Those that convert most; the rest is one click away. A rate without anything delivered is no number. */
export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    const names = () =>
      [...canvasElement.querySelectorAll(".ns-campaign > span:last-child")].map(({ textContent }) => textContent);
    await canvas.findByText("Webinar noviembre");
    await expect(names()).toHaveLength(6);
    await expect(names()[0]).toBe("Webinar noviembre");
    await expect(canvas.getByText(/conversión en 7 días tras el clic · 6 de 8/)).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Ver las 8" }));
    await expect(names()).toHaveLength(8);
    await userEvent.click(canvas.getByRole("button", { name: "Entregados" }));
    await expect(names()[0]).toBe("Boletín 46");
  },
};

/** A click on a row filters everything by its campaign. */
export const Chosen: Story = {
  ...draw({ choice: choiceOf(["Boletín 46"], toggle) }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("row", { name: /Boletín 46/ })).toHaveAttribute("aria-selected", "true");
    toggle.mockClear();
    await userEvent.click(canvas.getByText("Bienvenida 3/3"));
    await expect(toggle).toHaveBeenCalledWith("Bienvenida 3/3");
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
