import { IngestPanel } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { IngestPanelView } from "../../packages/react/src/components/technical/IngestPanelView.tsx";
import { ready } from "../support/states.ts";
import { technicalKpi } from "../support/technicalKpis.ts";
import { INGEST } from "../support/technicalRows.ts";
import { technicalServer } from "../support/technicalServer.ts";
import { tileStories } from "../support/tileStories.tsx";

const LONG_ROWS = INGEST.rows.map((row, index) => ({
  ...row,
  keys: { connector: `sistema-de-gestion-academica-y-certificaciones-${index}` },
  values: { ...row.values, rows_in: index === 0 ? 98_765_432_109 : null, rows_bad: 12_345_678 },
}));

const meta = {
  title: "Tiles/Technical/IngestPanel",
  component: IngestPanel,
  parameters: { width: 1168, fetch: technicalServer() },
} satisfies Meta<typeof IngestPanel>;

export default meta;
type Story = StoryObj<typeof meta>;

const states = tileStories({
  View: IngestPanelView,
  name: { es: "Ingesta por conector", en: "Ingest by connector" },
  props: (put) => ({ state: put(INGEST) }),
  empty: { state: ready({ ...INGEST, rows: [] }) },
  denied: technicalKpi("rows_in"),
  longNames: { state: ready({ ...INGEST, rows: LONG_ROWS }) },
});

export const Standard: Story = {
  play: async ({ canvas }) => {
    const rows = within(await canvas.findByRole("table")).getAllByRole("row");
    // The most rows first.
    await expect(rows[1]).toHaveTextContent("GA48.6400,1 %412.291412.29100");
    await expect(rows[4]).toHaveTextContent("HubSpot7202,4 %18.24036.076011");
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
