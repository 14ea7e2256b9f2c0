import { FreshnessStrip } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { FreshnessStripView } from "../../packages/react/src/components/technical/FreshnessStripView.tsx";
import { FRESH, TWO_LATE } from "../support/freshness.ts";
import { failed, LOADING, ready } from "../support/states.ts";

const [first, ...others] = FRESH.sources;
const source = first ?? {
  source: "ga4",
  lastEventAt: null,
  lastLoadedAt: null,
  sloSeconds: 300,
  lagSeconds: 0,
  status: "fresh" as const,
};
const never = { ...source, lastEventAt: null, lastLoadedAt: null, lagSeconds: null, status: "never" as const };

const meta = {
  title: "Cards/FreshnessStrip",
  component: FreshnessStripView,
  parameters: { width: 1168 },
  args: { state: ready(FRESH) },
} satisfies Meta<typeof FreshnessStripView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Standard: Story = {
  play: async ({ canvas }) => {
    const cells = canvas.getAllByRole("listitem");
    await expect(cells).toHaveLength(9);
    await expect(cells[0]).toHaveTextContent("GA4hace 3 minobjetivo 5 min");
    // One row: all cells have the same top.
    await expect(new Set(cells.map((cell) => cell.getBoundingClientRect().top)).size).toBe(1);
  },
};

/** What is late is said in words too, not by amber alone. */
export const LateSources: Story = {
  args: { state: ready(TWO_LATE) },
  play: async ({ canvas }) => {
    await expect(canvas.getAllByText(/con retraso/i)).toHaveLength(2);
  },
};

export const NeverLoaded: Story = {
  args: { state: ready({ ...FRESH, sources: [never, ...others] }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("sin cargas todavía")).toBeVisible();
  },
};
export const HugeAges: Story = {
  args: {
    state: ready({
      ...FRESH,
      sources: FRESH.sources.map((one) => ({ ...one, lagSeconds: 41_472_000, status: "late" as const })),
    }),
  },
};
export const SourcesOfAHost: Story = {
  args: {
    state: ready({
      ...FRESH,
      sources: [
        ...FRESH.sources,
        { ...source, source: "sistema-de-gestion-academica-y-certificaciones" },
        { ...source, source: "erp" },
      ],
    }),
  },
};
export const Empty: Story = { args: { state: ready({ ...FRESH, sources: [] }) } };
export const Loading: Story = { args: { state: LOADING } };
export const Stale: Story = { args: { state: failed(TWO_LATE) } };
export const Failed: Story = { args: { state: failed() } };
export const Connected: Story = { render: () => <FreshnessStrip /> };
export const Dark: Story = { args: { state: ready(TWO_LATE) }, parameters: { theme: "dark" } };
export const OnAPhone: Story = { args: { state: ready(TWO_LATE) }, parameters: { width: 320 } };
export const OnATablet: Story = { parameters: { width: 736 } };
export const InEnglish: Story = { args: { state: ready(TWO_LATE) }, parameters: { locale: "en" } };
