import { ContentConsumption } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { ContentConsumptionView } from "../../packages/react/src/components/operational/ContentConsumptionView.tsx";
import {
  CONTENT_FACTS,
  choiceOf,
  operationalKpi,
  operationalServer,
  rowsValue,
  weeksValue,
} from "../support/operational.ts";
import { ready } from "../support/states.ts";
import { tileStories } from "../support/tileStories.tsx";

const IDS = ["content_minutes", "plays", "completion_rate"];
const toggle = fn();

const LONG_FACTS = [
  {
    keys: { content_type: "serie-documental-de-casos-clinicos-comentados" },
    values: { content_minutes: 98_765_432, plays: 1_204_812, completion_rate: 0.00001 },
  },
  { keys: { content_type: "clip" }, values: { content_minutes: 0.4, plays: 1, completion_rate: null } },
];

const meta = {
  title: "Tiles/Operational/ContentConsumption",
  component: ContentConsumption,
  parameters: { width: 560, fetch: operationalServer() },
} satisfies Meta<typeof ContentConsumption>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: ContentConsumptionView,
  name: { es: "Consumo de contenidos", en: "Content consumption" },
  props: (put) => ({
    totals: put(rowsValue(IDS, CONTENT_FACTS)),
    series: put(weeksValue("content_minutes", "content_type")),
    choice: choiceOf([], toggle),
  }),
  empty: { totals: ready(rowsValue(IDS, [])) },
  denied: operationalKpi("plays"),
  longNames: { totals: ready(rowsValue(IDS, LONG_FACTS)) },
});

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText(/^minutos por/)).toBeVisible();
    await waitFor(() => expect(canvasElement.querySelectorAll(".ns-chart-drawing svg path").length).toBeGreaterThan(5));
  },
};

/** A click on a type filters everything by it. */
export const Chosen: Story = {
  ...draw({ choice: choiceOf(["podcast"], toggle) }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("row", { name: /Pódcast/ })).toHaveAttribute("aria-selected", "true");
    toggle.mockClear();
    await userEvent.click(canvas.getByRole("rowheader", { name: "Pódcast" }));
    await expect(toggle).toHaveBeenCalledWith("podcast");
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
