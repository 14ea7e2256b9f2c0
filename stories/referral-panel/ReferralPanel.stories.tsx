import { ReferralPanel } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { CRM_LATE } from "../support/freshness.ts";
import {
  answerOperational,
  OPERATIONAL_CATALOG,
  OPERATIONAL_DENIED,
  OPERATIONAL_MASKED,
} from "../support/operational.ts";
import { createFakeFetch } from "../support/server.ts";

const server = (rest: Parameters<typeof createFakeFetch>[0] = {}) =>
  createFakeFetch({ catalog: OPERATIONAL_CATALOG, answer: answerOperational, ...rest });

const meta = {
  title: "Tiles/ReferralPanel",
  component: ReferralPanel,
  parameters: { width: 1100, fetch: server() },
} satisfies Meta<typeof ReferralPanel>;

export default meta;
type Story = StoryObj<typeof meta>;

const LONG = { timeout: 10_000 };

export const Standard: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("1.840", { selector: ".ns-figure-value" }, LONG)).toBeVisible();
    await expect(await canvas.findByText("51022057", {}, LONG)).toBeVisible();
  },
};

/** A consultant sees that people invite, not who. */
export const MaskedReferrers: Story = {
  parameters: { fetch: server({ catalog: OPERATIONAL_MASKED }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/tu rol no ve quiénes son/, {}, LONG)).toBeVisible();
    await expect(canvas.queryByText("51022057")).toBeNull();
    await expect(await canvas.findByText("1.840", { selector: ".ns-figure-value" }, LONG)).toBeVisible();
  },
};
export const NoPermission: Story = {
  parameters: { fetch: server({ catalog: OPERATIONAL_DENIED }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findAllByText("No disponible para tu rol", {}, LONG)).toHaveLength(2);
  },
};
export const Nobody: Story = {
  parameters: {
    fetch: server({
      answer: (query) => (query.dimensions?.includes("operational.referrer") ? [] : answerOperational(query)),
    }),
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Nadie se registró por invitación", {}, LONG)).toBeVisible();
  },
};
export const Loading: Story = { parameters: { fetch: server({ answers: false }) } };
export const LateSource: Story = { parameters: { fetch: server({ freshness: CRM_LATE }) } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const InEnglish: Story = { parameters: { locale: "en" } };
export const Narrow: Story = { parameters: { width: 320 } };
