import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent } from "storybook/test";
import { TopTopicsView } from "../../packages/react/src/components/operational/TopTopicsView.tsx";
import { choiceOf, deniedOperational, rowsValue, TOPIC_FACTS } from "../support/operational.ts";
import { failed, LOADING, ready } from "../support/states.ts";

const IDS = ["content_minutes", "plays", "completions", "completion_rate"];
const toggle = fn();

const meta = {
  title: "Tiles/TopTopics",
  component: TopTopicsView,
  parameters: { width: 560 },
  args: { state: ready(rowsValue(IDS, TOPIC_FACTS)), choice: choiceOf([], toggle) },
} satisfies Meta<typeof TopTopicsView>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Four by themselves; the rest is 21.280 minutes, and (180 + 160 + 72 + 90 + 58 + 20) of 1.260 plays were finished. */
export const Standard: Story = {
  args: { count: 4 },
  play: async ({ canvas }) => {
    const others = canvas.getByText("Otros (6)").closest("li");
    await expect(others).toHaveTextContent("21.280");
    await expect(others).toHaveTextContent("46,0 %");
    await userEvent.click(canvas.getByRole("button", { name: /Vías respiratorias/ }));
    await expect(toggle).toHaveBeenCalledWith("Vías respiratorias");
  },
};

/** A chosen topic is shown by itself however small. */
export const Chosen: Story = {
  args: { count: 4, choice: choiceOf(["Legislación"], toggle) },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("button", { name: /Legislación/ })).toHaveAttribute("aria-pressed", "true");
    await expect(canvas.getByText("Otros (5)")).toBeVisible();
  },
};

export const Loading: Story = { args: { state: LOADING } };
/** Old numbers stay while new ones come. */
export const Updating: Story = { args: { state: ready(rowsValue(IDS, TOPIC_FACTS), { updating: true }) } };
export const LateSource: Story = {
  args: {
    state: ready({
      ...rowsValue(IDS, TOPIC_FACTS),
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
  args: { state: deniedOperational("content_minutes") },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("No disponible para tu rol")).toBeVisible();
    await expect(canvas.getByRole("heading", { name: "Temas principales" })).toBeVisible();
  },
};
export const Failed: Story = { args: { state: failed() } };
/** The last good numbers behind an error. */
export const FailedWithOldNumbers: Story = { args: { state: failed(rowsValue(IDS, TOPIC_FACTS)) } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const InEnglish: Story = { parameters: { locale: "en" } };
export const Narrow: Story = {
  parameters: { width: 320 },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};
