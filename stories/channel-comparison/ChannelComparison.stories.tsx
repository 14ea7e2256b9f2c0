import { ChannelComparison } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { ChannelComparisonView } from "../../packages/react/src/components/operational/ChannelComparisonView.tsx";
import { CHANNEL_FACTS, choiceOf, operationalKpi, operationalServer, rowsValue } from "../support/operational.ts";
import { ready } from "../support/states.ts";
import { tileStories } from "../support/tileStories.tsx";

const IDS = ["messages_delivered", "delivery_rate", "open_rate", "click_rate", "campaign_conversion_rate"];
const toggle = fn();

const LONG_FACTS = [
  {
    keys: { channel: "mensajeria-instantanea-institucional-de-la-red-hospitalaria" },
    values: { messages_delivered: 1_204_812_345, delivery_rate: 1, open_rate: 0.00004, campaign_conversion_rate: null },
  },
  { keys: { channel: "email" }, values: { messages_delivered: 3, delivery_rate: 0 } },
];

const meta = {
  title: "Tiles/Operational/ChannelComparison",
  component: ChannelComparison,
  parameters: { width: 960, fetch: operationalServer() },
} satisfies Meta<typeof ChannelComparison>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: ChannelComparisonView,
  name: { es: "Email y WhatsApp", en: "Email and WhatsApp" },
  props: (put) => ({ state: put(rowsValue(IDS, CHANNEL_FACTS)), choice: choiceOf([], toggle) }),
  empty: { state: ready(rowsValue(IDS, [])) },
  denied: operationalKpi("open_rate"),
  longNames: { state: ready(rowsValue(IDS, LONG_FACTS)) },
});

export const Standard: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("76,4 %")).toBeVisible();
  },
};

/** A click filters everything by a channel; the other stays to be compared with. */
export const Chosen: Story = {
  ...draw({ choice: choiceOf(["email"], toggle) }),
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("button", { name: "Email" })).toHaveAttribute("aria-pressed", "true");
    await expect(canvas.getByText("76,4 %")).toBeVisible();
    toggle.mockClear();
    await userEvent.click(canvas.getByRole("button", { name: "WhatsApp" }));
    await expect(toggle).toHaveBeenCalledWith("whatsapp");
  },
};
export const OneChannel: Story = draw({ state: ready(rowsValue(IDS, CHANNEL_FACTS.slice(0, 1))) });

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
