import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { ContentConsumptionView } from "../../packages/react/src/components/operational/ContentConsumptionView.tsx";
import { CONTENT_FACTS, choiceOf, deniedOperational, rowsValue, weeksValue } from "../support/operational.ts";
import { failed, LOADING, ready } from "../support/states.ts";

const IDS = ["content_minutes", "plays", "completion_rate"];
const toggle = fn();

const meta = {
  title: "Tiles/ContentConsumption",
  component: ContentConsumptionView,
  parameters: { width: 560 },
  args: {
    totals: ready(rowsValue(IDS, CONTENT_FACTS)),
    choice: choiceOf([], toggle),
    series: ready(weeksValue("content_minutes", "content_type")),
  },
} satisfies Meta<typeof ContentConsumptionView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByText("minutos por semana")).toBeVisible();
    await waitFor(
      () => expect(canvasElement.querySelectorAll(".ns-chart-drawing svg path").length).toBeGreaterThan(5),
      { timeout: 10_000 },
    );
    await userEvent.click(canvas.getByRole("rowheader", { name: "Pódcast" }));
    await expect(toggle).toHaveBeenCalledWith("podcast");
  },
};

export const Loading: Story = { args: { totals: LOADING } };
/** Old numbers stay while new ones come. */
export const Updating: Story = { args: { totals: ready(rowsValue(IDS, CONTENT_FACTS), { updating: true }) } };
export const LateSource: Story = {
  args: {
    totals: ready({
      ...rowsValue(IDS, CONTENT_FACTS),
      freshness: { status: "late", lagSeconds: 6000, sloSeconds: 3600, lateSources: ["crm"], watermark: null },
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("CRM con retraso")).toBeVisible();
  },
};
export const Empty: Story = {
  args: { totals: ready(rowsValue(IDS, [])) },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector('[data-state="empty"]')).not.toBeNull();
  },
};
export const NoPermission: Story = {
  args: { totals: deniedOperational("plays") },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("No disponible para tu rol")).toBeVisible();
    await expect(canvas.getByRole("heading", { name: "Consumo de contenidos" })).toBeVisible();
  },
};
export const Failed: Story = { args: { totals: failed() } };
/** The last good numbers behind an error. */
export const FailedWithOldNumbers: Story = { args: { totals: failed(rowsValue(IDS, CONTENT_FACTS)) } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const InEnglish: Story = { parameters: { locale: "en" } };
export const Narrow: Story = {
  parameters: { width: 320 },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};
