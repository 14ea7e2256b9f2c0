import { useNorthstar, ViewHeader } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { useEffect } from "react";
import { expect } from "storybook/test";
import { filterFetch, LOCKED_CATALOG } from "./filterServer.ts";

const meta = {
  title: "Filters/View header",
  component: ViewHeader,
  args: { title: "Vista operativa", dimensions: ["source", "channel", "segment"] },
  parameters: { width: 1168, fetch: filterFetch(LOCKED_CATALOG) },
  render: (args) => (
    <>
      <Choose />
      <ViewHeader {...args} />
    </>
  ),
} satisfies Meta<typeof ViewHeader>;

export default meta;
type Story = StoryObj<typeof meta>;

function Choose() {
  const { setFilters } = useNorthstar();
  // Once: what happens afterwards is the reader's.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => setFilters({ period: { preset: "last_90_days" }, values: { source: ["linkedin"] } }), []);
  return null;
}

/** As the operational view has it. */
export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("País: Colombia · fijado por tu rol", {}, { timeout: 15_000 })).toBeVisible();
    await expect(canvas.getByText(/25 ago/)).toBeVisible();
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};

/** All six dimensions take a line of their own. */
export const SixDimensions: Story = {
  args: { dimensions: ["source", "channel", "campaign_name", "segment", "content_type", "country"] },
};

export const OnATablet: Story = { parameters: { width: 736 } };

export const OnAPhone: Story = {
  parameters: { width: 328 },
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole("button", { name: "Filtros (1)" }, { timeout: 15_000 })).toBeVisible();
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};

export const Dark: Story = { parameters: { theme: "dark" } };
export const InEnglish: Story = { args: { title: "Operational view" }, parameters: { locale: "en" } };
