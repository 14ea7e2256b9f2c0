import { FreshnessStrip } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { FreshnessStripView } from "../../packages/react/src/components/technical/FreshnessStripView.tsx";
import { FRESH, TWO_LATE } from "../support/freshness.ts";
import { ready } from "../support/states.ts";
import { tileStories } from "../support/tileStories.tsx";

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
  title: "Tiles/Technical/FreshnessStrip",
  component: FreshnessStrip,
  parameters: { width: 1168 },
} satisfies Meta<typeof FreshnessStrip>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: FreshnessStripView,
  name: { es: "Frescura de las fuentes", en: "Source freshness" },
  props: (put) => ({ state: put(FRESH) }),
  empty: { state: ready({ ...FRESH, sources: [] }) },
  denied: { title: { es: "Frescura", en: "Freshness" }, owner: "Plataforma", roles: ["devops"] },
  // What is late is said in words too, not by amber alone.
  late: { state: ready(TWO_LATE) },
  longNames: {
    state: ready({
      ...FRESH,
      sources: [
        ...FRESH.sources.map((one) => ({ ...one, lagSeconds: 41_472_000, status: "late" as const })),
        { ...source, source: "sistema-de-gestion-academica-y-certificaciones" },
        never,
      ],
    }),
  },
});

export const Standard: Story = {
  play: async ({ canvas }) => {
    const cells = await canvas.findAllByRole("listitem");
    await expect(cells).toHaveLength(9);
    await expect(cells[0]).toHaveTextContent("GA4hace 3 minobjetivo 5 min");
    // One row: all cells have the same top.
    await expect(new Set(cells.map((cell) => cell.getBoundingClientRect().top)).size).toBe(1);
  },
};

export const NeverLoaded: Story = {
  ...draw({ state: ready({ ...FRESH, sources: [never, ...others] }) }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("sin cargas todavía")).toBeVisible();
  },
};
export const SourcesOfAHost: Story = {
  ...draw({
    state: ready({
      ...FRESH,
      sources: [
        ...FRESH.sources,
        { ...source, source: "sistema-de-gestion-academica-y-certificaciones" },
        { ...source, source: "erp" },
      ],
    }),
  }),
};
export const OnATablet: Story = draw({}, { width: 736 });

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
