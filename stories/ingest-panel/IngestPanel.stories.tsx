import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { IngestPanelView } from "../../packages/react/src/components/technical/IngestPanelView.tsx";
import { failed, LOADING, ready } from "../support/states.ts";
import { deniedTechnical, INGEST } from "../support/technical.ts";

const meta = {
  title: "Cards/IngestPanel",
  component: IngestPanelView,
  parameters: { width: 1168 },
  args: { state: ready(INGEST) },
} satisfies Meta<typeof IngestPanelView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Standard: Story = {
  play: async ({ canvas }) => {
    const rows = within(await canvas.findByRole("table")).getAllByRole("row");
    // The most rows first.
    await expect(rows[1]).toHaveTextContent("GA48.6400,1 %412.291412.29100");
    await expect(rows[4]).toHaveTextContent("HubSpot7202,4 %18.24036.076011");
  },
};
export const Empty: Story = { args: { state: ready({ ...INGEST, rows: [] }) } };
export const Loading: Story = { args: { state: LOADING } };
export const Stale: Story = { args: { state: failed(INGEST) } };
export const Failed: Story = { args: { state: failed() } };
export const Denied: Story = { args: { state: deniedTechnical("rows_in") } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const OnAPhone: Story = { parameters: { width: 320 } };
export const InEnglish: Story = { parameters: { locale: "en" } };
