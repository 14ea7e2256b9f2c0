import { AcquisitionFunnel } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor } from "storybook/test";
import { FunnelChartView } from "../../packages/react/src/components/FunnelChartView.tsx";
import { AcquisitionBreakdown } from "../../packages/react/src/components/operational/AcquisitionBreakdown.tsx";
import { EMPTY_FUNNEL, FUNNEL_VALUE, LONG_FUNNEL, OF_FUNNEL } from "../support/funnelValue.ts";
import { operationalServer } from "../support/operational.ts";
import { ready } from "../support/states.ts";
import { tileStories } from "../support/tileStories.tsx";

const meta = {
  title: "Tiles/Operational/AcquisitionFunnel",
  component: AcquisitionFunnel,
  args: { breakdown: "source" },
  parameters: { width: 1100, fetch: operationalServer() },
} satisfies Meta<typeof AcquisitionFunnel>;

export default meta;
type Story = StoryObj<typeof meta>;

const states = tileStories({
  View: FunnelChartView,
  name: FUNNEL_VALUE.funnel.title,
  props: (put) => ({
    state: put(FUNNEL_VALUE),
    title: FUNNEL_VALUE.funnel.title,
    dimensionTitle: "Fuente",
    renderBreakdown: (value) => (
      <AcquisitionBreakdown value={value} dimension="source" dimensionTitle="Fuente" overallRate={0.0269} />
    ),
  }),
  empty: { state: ready(EMPTY_FUNNEL) },
  denied: OF_FUNNEL,
  longNames: { state: ready(LONG_FUNNEL) },
});

/** 404 ÷ 18.240 = 2,2 % is near everyone's 2,7 %; 290 ÷ 3.120 = 9,3 % is far above, 45 ÷ 11.870 = 0,4 % far below. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("9,3 %")).toHaveAttribute("data-tone", "good");
    await expect(canvas.getByText("0,4 %")).toHaveAttribute("data-tone", "bad");
    await expect(canvas.getByText("2,2 %")).toHaveAttribute("data-tone", "neutral");
  },
};

/** A click on a source chooses it for everything; the others stay to be compared with. */
export const ChoosesASource: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByText("linkedin / social"));
    await waitFor(() => expect(canvas.getByRole("row", { name: /linkedin/ })).toHaveAttribute("aria-selected", "true"));
    await expect(canvas.getByRole("row", { name: /google/ })).toHaveAttribute("aria-selected", "false");
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
