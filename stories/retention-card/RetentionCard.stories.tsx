import { RetentionCard } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { RetentionCardView } from "../../packages/react/src/components/RetentionCardView.tsx";
import { kpiOf } from "../support/catalog.ts";
import { kpiValue, ready } from "../support/states.ts";
import { tileStories } from "../support/tileStories.tsx";

const WINDOWS = [30, 60, 90].map((days) => ({ days, value: kpiValue(`retention_${days}`) }));
const AUGUST = WINDOWS.map((window) => ({
  ...window,
  value: { ...window.value, period: kpiValue("retention_30").period },
}));
const NOTHING = WINDOWS.map((window) => ({
  ...window,
  value: { ...window.value, current: null, previous: null, level: "unknown" as const },
}));

const meta = {
  title: "Tiles/Executive/RetentionCard",
  component: RetentionCard,
  parameters: { width: 280 },
} satisfies Meta<typeof RetentionCard>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: RetentionCardView,
  name: { es: "Retención", en: "Retention" },
  props: (put) => ({ state: put(WINDOWS) }),
  empty: { state: ready(NOTHING) },
  denied: kpiOf("retention_30"),
  longNames: { state: ready([...WINDOWS.slice(0, 2), ...NOTHING.slice(2)]) },
});

/** As a host writes it. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("31,2 %")).toBeVisible();
  },
};

export const EachItsCohort: Story = {
  ...draw(),
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole("listitem")).toHaveLength(3);
    await expect(canvas.getByText("Metas 55 · 35 · 25 %")).toBeVisible();
    await expect(canvas.getByText("31,2 %").closest("li")).toHaveAttribute("data-level", "red");
  },
};

export const OneCohort: Story = {
  ...draw({ state: ready(AUGUST) }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("cohorte ago")).toBeVisible();
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
