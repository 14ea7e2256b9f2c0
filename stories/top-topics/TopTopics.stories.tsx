import { TopTopics } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { TopTopicsView } from "../../packages/react/src/components/operational/TopTopicsView.tsx";
import { choiceOf, operationalKpi, operationalServer, rowsValue, TOPIC_FACTS } from "../support/operational.ts";
import { ready } from "../support/states.ts";
import { tileStories } from "../support/tileStories.tsx";

const IDS = ["content_minutes", "plays", "completions", "completion_rate"];
const toggle = fn();

const LONG_FACTS = [
  {
    keys: { topic: "Actualización en diagnóstico por imagen de enfermedades intersticiales del pulmón" },
    values: { content_minutes: 98_765_432, plays: 1_204_812, completions: 1_204_812, completion_rate: 1 },
  },
  {
    keys: { topic: "Otorrinolaringología-esternocleidomastoideo" },
    values: { content_minutes: 0.4, plays: 9000, completions: 1, completion_rate: 1 / 9000 },
  },
  { keys: { topic: null }, values: { content_minutes: null, plays: null, completions: null, completion_rate: null } },
];

const meta = {
  title: "Tiles/Operational/TopTopics",
  component: TopTopics,
  args: { count: 4 },
  parameters: { width: 560, fetch: operationalServer() },
} satisfies Meta<typeof TopTopics>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: TopTopicsView,
  name: { es: "Temas principales", en: "Top topics" },
  props: (put) => ({ state: put(rowsValue(IDS, TOPIC_FACTS)), choice: choiceOf([], toggle) }),
  empty: { state: ready(rowsValue(IDS, [])) },
  denied: operationalKpi("content_minutes"),
  longNames: { state: ready(rowsValue(IDS, LONG_FACTS)) },
});

/** Four by themselves; the rest is 21.280 minutes, and (180 + 160 + 72 + 90 + 58 + 20) of 1.260 plays were finished. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    const others = (await canvas.findByText("Otros (6)")).closest("li");
    await expect(others).toHaveTextContent("21.280");
    await expect(others).toHaveTextContent("46,0 %");
  },
};

/** A chosen topic is shown by itself however small; a click chooses another. */
export const Chosen: Story = {
  ...draw({ count: 4, choice: choiceOf(["Legislación"], toggle) }),
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("button", { name: /Legislación/ })).toHaveAttribute("aria-pressed", "true");
    await expect(canvas.getByText("Otros (5)")).toBeVisible();
    toggle.mockClear();
    await userEvent.click(canvas.getByRole("button", { name: /Vías respiratorias/ }));
    await expect(toggle).toHaveBeenCalledWith("Vías respiratorias");
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
