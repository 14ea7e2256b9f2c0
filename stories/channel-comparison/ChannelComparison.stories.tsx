import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { ChannelComparisonView } from "../../packages/react/src/components/operational/ChannelComparisonView.tsx";
import { CHANNEL_FACTS, choiceOf, deniedOperational, rowsValue } from "../support/operational.ts";
import { failed, LOADING, ready } from "../support/states.ts";

const IDS = ["messages_delivered", "delivery_rate", "open_rate", "click_rate", "campaign_conversion_rate"];
const toggle = fn();

const meta = {
  title: "Tiles/ChannelComparison",
  component: ChannelComparisonView,
  parameters: { width: 960 },
  args: { state: ready(rowsValue(IDS, CHANNEL_FACTS)), choice: choiceOf([], toggle) },
} satisfies Meta<typeof ChannelComparisonView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Standard: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getByText("76,4 %")).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "WhatsApp" }));
    await expect(toggle).toHaveBeenCalledWith("whatsapp");
  },
};

/** The other stays to be compared with. */
export const Chosen: Story = {
  args: { choice: choiceOf(["email"], toggle) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("button", { name: "Email" })).toHaveAttribute("aria-pressed", "true");
    await expect(canvas.getByText("76,4 %")).toBeVisible();
  },
};
export const OneChannel: Story = { args: { state: ready(rowsValue(IDS, CHANNEL_FACTS.slice(0, 1))) } };

export const Loading: Story = { args: { state: LOADING } };
/** Old numbers stay while new ones come. */
export const Updating: Story = { args: { state: ready(rowsValue(IDS, CHANNEL_FACTS), { updating: true }) } };
export const LateSource: Story = {
  args: {
    state: ready({
      ...rowsValue(IDS, CHANNEL_FACTS),
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
    await expect(canvas.getByRole("heading", { name: "Email y WhatsApp" })).toBeVisible();
  },
};
export const Failed: Story = { args: { state: failed() } };
/** The last good numbers behind an error. */
export const FailedWithOldNumbers: Story = { args: { state: failed(rowsValue(IDS, CHANNEL_FACTS)) } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const InEnglish: Story = { parameters: { locale: "en" } };
export const Narrow: Story = {
  parameters: { width: 320 },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};
