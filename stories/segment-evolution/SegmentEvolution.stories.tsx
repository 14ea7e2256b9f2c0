import { SegmentEvolution } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { SegmentEvolutionView } from "../../packages/react/src/components/operational/SegmentEvolutionView.tsx";
import {
  choiceOf,
  FLOW_FACTS,
  operationalKpi,
  operationalServer,
  rowsValue,
  weeksValue,
} from "../support/operational.ts";
import { ready } from "../support/states.ts";
import { tileStories } from "../support/tileStories.tsx";

const toggle = fn();
const WEEKS = weeksValue("segment_people", "segment");
const FLOWS = rowsValue(["segment_flow_people"], FLOW_FACTS);

const meta = {
  title: "Tiles/Operational/SegmentEvolution",
  component: SegmentEvolution,
  parameters: { width: 460, fetch: operationalServer() },
} satisfies Meta<typeof SegmentEvolution>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: SegmentEvolutionView,
  name: { es: "Segmentos por puntuación", en: "Segments by score" },
  props: (put) => ({ state: put(WEEKS), flows: put(FLOWS), choice: choiceOf([], toggle) }),
  empty: { state: ready(rowsValue(["segment_people"], [])) },
  denied: operationalKpi("segment_people"),
  longNames: {
    state: ready({
      ...WEEKS,
      rows: WEEKS.rows.map((row) => ({
        ...row,
        keys: { segment: `${row.keys.segment}-segun-la-puntuacion-de-la-region` },
        values: { segment_people: (row.values.segment_people ?? 0) * 123_456 },
      })),
    }),
  },
});

/** 704 + 96 + 242 went up, 318 + 121 down; 210 + 215 + 222 are new. */
export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("1.042")).toBeVisible();
    await expect(canvas.getByText("439")).toBeVisible();
    await expect(canvas.getByText("647")).toBeVisible();
    await waitFor(() => expect(canvasElement.querySelectorAll(".ns-chart-drawing svg path").length).toBeGreaterThan(3));
  },
};

/** A click filters everything by a segment; the others stay, paler. */
export const Chosen: Story = {
  ...draw({ choice: choiceOf(["hot"], toggle) }),
  play: async ({ canvas }) => {
    toggle.mockClear();
    await userEvent.click(canvas.getByRole("button", { name: /Tibio/ }));
    await expect(toggle).toHaveBeenCalledWith("warm");
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
