import { EventVolume } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor } from "storybook/test";
import { EventVolumeView } from "../../packages/react/src/components/technical/EventVolumeView.tsx";
import { arrivingStory } from "../support/arriving.tsx";
import { LOADING, ready } from "../support/states.ts";
import { technicalKpi, technicalValue } from "../support/technicalKpis.ts";
import { HOURLY } from "../support/technicalRows.ts";
import { technicalServer } from "../support/technicalServer.ts";
import { tileStories } from "../support/tileStories.tsx";

const numbersWith = (change?: Parameters<typeof technicalValue>[1]) => ({
  now: technicalValue("events_per_second_now", change),
  mean: technicalValue("events_per_second", change),
  peak: technicalValue("events_per_second_peak", change),
  occurred: technicalValue("events_ingested", change),
  received: technicalValue("events_received", change),
});

const meta = {
  title: "Tiles/Technical/EventVolume",
  component: EventVolume,
  parameters: { width: 680, fetch: technicalServer() },
} satisfies Meta<typeof EventVolume>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: EventVolumeView,
  name: { es: "Eventos por hora", en: "Events by hour" },
  props: (put) => ({ numbers: put(numbersWith()), hourly: put(HOURLY) }),
  empty: { numbers: ready(numbersWith({ current: null, previous: null, reason: "no_rows_in_period" })) },
  denied: technicalKpi("events_ingested"),
  longNames: {
    numbers: ready({
      ...numbersWith({ current: 98_765_432_109, previous: 12 }),
      now: technicalValue("events_per_second_now", { current: 0.0002, previous: 0.0001 }),
      peak: technicalValue("events_per_second_peak", { current: null }),
    }),
  },
});

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("412.380")).toBeVisible();
    await expect(await canvas.findByText("0,41")).toBeVisible();
    await waitFor(() => expect(canvasElement.querySelectorAll(".ns-heatmap-grid [data-cell]")).toHaveLength(7 * 24));
  },
};

/** Cells are walked in both directions; Monday at ten is the busiest hour that the data were made with. */
export const Walked: Story = {
  ...draw(),
  play: async ({ canvas }) => {
    canvas.getByRole("group", { name: /Media de eventos en una hora/ }).focus();
    await userEvent.keyboard("{ArrowRight}{ArrowDown}");
    await expect(canvas.getByText(/^mar, 1 h: /)).toBeInTheDocument();
    await userEvent.keyboard("{ArrowUp}{Home}");
    // Monday at midnight: 40.
    await expect(canvas.getByText("lun, 0 h: 40.")).toBeInTheDocument();
    await expect(canvas.getByText(/máximo 1\.140 \(lun, 10 h\)/)).toBeInTheDocument();
  },
};
export const AsATable: Story = {
  ...draw(),
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: /Eventos por hora/ }));
    await userEvent.click(await canvas.findByRole("menuitem", { name: /tabla/ }));
    await expect(await canvas.findByRole("table", {})).toBeVisible();
  },
};
export const LastPartOfALongPeriod: Story = draw({ isCut: true });

/** Numbers, then plots: their place is kept, and the tile doesn't grow. */
export const ComesBitByBit: Story = arrivingStory(EventVolumeView, [
  { numbers: LOADING, hourly: LOADING },
  { numbers: ready(numbersWith()), hourly: LOADING },
  { numbers: ready(numbersWith()), hourly: ready(HOURLY) },
]);

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
