import { AcquisitionFunnel } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor } from "storybook/test";
import { answerOperational, OPERATIONAL_CATALOG, OPERATIONAL_DENIED } from "../support/operational.ts";
import { createFakeFetch } from "../support/server.ts";

const server = (rest: Parameters<typeof createFakeFetch>[0] = {}) =>
  createFakeFetch({ catalog: OPERATIONAL_CATALOG, answer: answerOperational, ...rest });

const meta = {
  title: "Tiles/AcquisitionFunnel",
  component: AcquisitionFunnel,
  parameters: { width: 1100, fetch: server() },
} satisfies Meta<typeof AcquisitionFunnel>;

export default meta;
type Story = StoryObj<typeof meta>;

const LONG = { timeout: 10_000 };

/** 404 ÷ 18.240 = 2,2 % is near everyone's 2,7 %; 290 ÷ 3.120 = 9,3 % is far above, 45 ÷ 11.870 = 0,4 % far below. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("9,3 %", {}, LONG)).toHaveAttribute("data-tone", "good");
    await expect(canvas.getByText("0,4 %")).toHaveAttribute("data-tone", "bad");
    await expect(canvas.getByText("2,2 %")).toHaveAttribute("data-tone", "neutral");
  },
};

/** A click on a source chooses it for everything; the others stay to be compared with. */
export const ChoosesASource: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByText("linkedin / social", {}, LONG));
    await waitFor(
      () => expect(canvas.getByRole("row", { name: /linkedin/ })).toHaveAttribute("aria-selected", "true"),
      LONG,
    );
    await expect(canvas.getByRole("row", { name: /google/ })).toHaveAttribute("aria-selected", "false");
  },
};
export const Loading: Story = { parameters: { fetch: server({ answers: false }) } };
export const NoPermission: Story = {
  parameters: { fetch: server({ catalog: OPERATIONAL_DENIED }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("No disponible para tu rol", {}, LONG)).toBeVisible();
  },
};
export const Empty: Story = { parameters: { fetch: server({ answer: () => [] }) } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const InEnglish: Story = { parameters: { locale: "en" } };
export const Narrow: Story = { parameters: { width: 320 } };
