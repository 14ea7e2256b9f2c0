import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { SegmentEvolutionView } from "../../packages/react/src/components/operational/SegmentEvolutionView.tsx";
import { choiceOf, deniedOperational, FLOW_FACTS, rowsValue, weeksValue } from "../support/operational.ts";
import { failed, LOADING, ready } from "../support/states.ts";

const IDS = ["segment_people"];
const toggle = fn();

const meta = {
  title: "Tiles/SegmentEvolution",
  component: SegmentEvolutionView,
  parameters: { width: 460 },
  args: {
    state: ready(weeksValue("segment_people", "segment")),
    choice: choiceOf([], toggle),
    flows: ready(rowsValue(["segment_flow_people"], FLOW_FACTS)),
  },
} satisfies Meta<typeof SegmentEvolutionView>;

export default meta;
type Story = StoryObj<typeof meta>;

/** 704 + 96 + 242 went up, 318 + 121 down; 210 + 215 + 222 are new. */
export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByText("1.042")).toBeVisible();
    await expect(canvas.getByText("439")).toBeVisible();
    await expect(canvas.getByText("647")).toBeVisible();
    await waitFor(
      () => expect(canvasElement.querySelectorAll(".ns-chart-drawing svg path").length).toBeGreaterThan(3),
      { timeout: 10_000 },
    );
    await userEvent.click(canvas.getByRole("button", { name: /Tibio/ }));
    await expect(toggle).toHaveBeenCalledWith("warm");
  },
};
export const Chosen: Story = { args: { choice: choiceOf(["hot"], toggle) } };

export const Loading: Story = { args: { state: LOADING } };
/** Old numbers stay while new ones come. */
export const Updating: Story = { args: { state: ready(weeksValue("segment_people", "segment"), { updating: true }) } };
export const LateSource: Story = {
  args: {
    state: ready({
      ...weeksValue("segment_people", "segment"),
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
  args: { state: deniedOperational("segment_people") },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("No disponible para tu rol")).toBeVisible();
    await expect(canvas.getByRole("heading", { name: "Segmentos por puntuación" })).toBeVisible();
  },
};
export const Failed: Story = { args: { state: failed() } };
/** The last good numbers behind an error. */
export const FailedWithOldNumbers: Story = { args: { state: failed(weeksValue("segment_people", "segment")) } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const InEnglish: Story = { parameters: { locale: "en" } };
export const Narrow: Story = {
  parameters: { width: 320 },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};
