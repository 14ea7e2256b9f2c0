import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { RetentionCardView } from "../../packages/react/src/components/RetentionCardView.tsx";
import { denied, failed, kpiValue, LOADING, ready } from "../support/states.ts";

const WINDOWS = [30, 60, 90].map((days) => ({ days, value: kpiValue(`retention_${days}`) }));
const AUGUST = WINDOWS.map((window) => ({
  ...window,
  value: { ...window.value, period: kpiValue("retention_30").period },
}));

const meta = {
  title: "Cards/RetentionCard",
  component: RetentionCardView,
  parameters: { width: 280 },
  args: { state: ready(WINDOWS) },
} satisfies Meta<typeof RetentionCardView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const EachItsCohort: Story = {
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole("listitem")).toHaveLength(3);
    await expect(canvas.getByText("Metas 55 · 35 · 25 %")).toBeVisible();
    await expect(canvas.getByText("31,2 %").closest("li")).toHaveAttribute("data-level", "red");
  },
};

export const OneCohort: Story = {
  args: { state: ready(AUGUST) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("cohorte ago")).toBeVisible();
  },
};

export const WithoutValues: Story = {
  args: {
    state: ready(
      WINDOWS.map((window) => ({ ...window, value: { ...window.value, current: null, level: "unknown" as const } })),
    ),
  },
};
export const Loading: Story = { args: { state: LOADING } };
export const Updating: Story = { args: { state: ready(WINDOWS, { updating: true }) } };
export const Denied: Story = { args: { state: denied("retention_30") } };
export const Failed: Story = { args: { state: failed() } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const InEnglish: Story = {
  parameters: { locale: "en" },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Targets 55 · 35 · 25%")).toBeVisible();
  },
};
