import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { CampaignTableView } from "../../packages/react/src/components/operational/CampaignTableView.tsx";
import { CAMPAIGN_FACTS, choiceOf, deniedOperational, rowsValue } from "../support/operational.ts";
import { failed, LOADING, ready } from "../support/states.ts";

const IDS = ["messages_delivered", "open_rate", "click_rate", "campaign_conversion_rate"];
const toggle = fn();

const meta = {
  title: "Tiles/CampaignTable",
  component: CampaignTableView,
  parameters: { width: 560 },
  args: { state: ready(rowsValue(IDS, CAMPAIGN_FACTS)), choice: choiceOf([], toggle) },
} satisfies Meta<typeof CampaignTableView>;

export default meta;
type Story = StoryObj<typeof meta>;

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
  args: { choice: choiceOf(["Boletín 46"], toggle) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("row", { name: /Boletín 46/ })).toHaveAttribute("aria-selected", "true");
    toggle.mockClear();
    await userEvent.click(canvas.getByText("Bienvenida 3/3"));
    await expect(toggle).toHaveBeenCalledWith("Bienvenida 3/3");
  },
};

export const Loading: Story = { args: { state: LOADING } };
/** Old numbers stay while new ones come. */
export const Updating: Story = { args: { state: ready(rowsValue(IDS, CAMPAIGN_FACTS), { updating: true }) } };
export const LateSource: Story = {
  args: {
    state: ready({
      ...rowsValue(IDS, CAMPAIGN_FACTS),
      freshness: { status: "late", lagSeconds: 6000, sloSeconds: 3600, lateSources: ["crm"], watermark: null },
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("CRM con retraso")).toBeVisible();
  },
};
export const Empty: Story = {
  args: { state: ready(rowsValue(IDS, [])) },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('[data-state="empty"]')).not.toBeNull();
  },
};
export const NoPermission: Story = {
  args: { state: deniedOperational("open_rate") },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("No disponible para tu rol")).toBeVisible();
    await expect(canvas.getByRole("heading", { name: "Campañas" })).toBeVisible();
  },
};
export const Failed: Story = { args: { state: failed() } };
/** The last good numbers behind an error. */
export const FailedWithOldNumbers: Story = { args: { state: failed(rowsValue(IDS, CAMPAIGN_FACTS)) } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const InEnglish: Story = { parameters: { locale: "en" } };
export const Narrow: Story = {
  parameters: { width: 320 },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};

export const LongNames: Story = {
  args: {
    state: ready(
      rowsValue(IDS, [
        {
          keys: {
            campaign_name: "Invitación al seminario internacional de actualización en diagnóstico por imagen de tórax",
            channel: "whatsapp",
          },
          values: {
            messages_delivered: 1_204_812,
            open_rate: 1,
            click_rate: 0.0004,
            campaign_conversion_rate: 0.00001,
          },
        },
        { keys: { campaign_name: null, channel: null }, values: { messages_delivered: 3 } },
      ]),
    ),
  },
};
