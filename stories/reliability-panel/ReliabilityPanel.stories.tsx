import { ReliabilityPanel } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent } from "storybook/test";
import { ReliabilityPanelView } from "../../packages/react/src/components/technical/ReliabilityPanelView.tsx";
import { ready } from "../support/states.ts";
import { technicalKpi, technicalValue } from "../support/technicalKpis.ts";
import { FLOW_UPTIMES, failuresByWeek } from "../support/technicalRows.ts";
import { technicalServer } from "../support/technicalServer.ts";
import { tileStories } from "../support/tileStories.tsx";

const numbersWith = (change?: Parameters<typeof technicalValue>[1]) => ({
  failureRate: technicalValue("flow_failure_rate", change),
  mttr: technicalValue("mttr", change),
  median: technicalValue("mttr_median", change),
  resolved: technicalValue("incidents_resolved", change),
  opened: technicalValue("incidents_opened", change),
});
const NUMBERS = numbersWith();
const UPTIMES = { strips: FLOW_UPTIMES, slo: 0.999, freshness: NUMBERS.failureRate.freshness };
const OPEN = [{ flow: "Webinar", ageSeconds: 16_440 }];

const meta = {
  title: "Tiles/Technical/ReliabilityPanel",
  component: ReliabilityPanel,
  parameters: { width: 1168, fetch: technicalServer() },
} satisfies Meta<typeof ReliabilityPanel>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: ReliabilityPanelView,
  name: { es: "Disponibilidad de los flujos", en: "Flow uptime" },
  props: (put) => ({
    uptimes: put(UPTIMES),
    days: 90,
    numbers: put(NUMBERS),
    series: put(failuresByWeek()),
    unresolved: put(OPEN),
  }),
  empty: {
    uptimes: ready({ ...UPTIMES, strips: [] }),
    numbers: ready(numbersWith({ current: null, previous: null, level: "unknown" })),
    unresolved: ready([]),
  },
  denied: technicalKpi("flow_uptime"),
  longNames: {
    uptimes: ready({
      ...UPTIMES,
      strips: FLOW_UPTIMES.map((strip) => ({
        ...strip,
        label: `Automatización de ${strip.label.toLowerCase()} para profesionales de toda la región`,
      })),
    }),
    numbers: ready({ ...numbersWith({ current: 98_765_432, previous: null }), median: NUMBERS.median }),
    unresolved: ready([...OPEN, ...OPEN, ...OPEN, ...OPEN]),
  },
});

export const Standard: Story = {
  play: async ({ canvas }) => {
    // The worst flow first: 100 % but for days of 62, 40, 85 and 88 %: (86 + 2.75) / 90.
    await canvas.findByText("Puntuación");
    const [worst] = canvas.getAllByRole("listitem");
    await expect(worst).toHaveTextContent("Puntuación");
    await expect(worst).toHaveTextContent("98,6 %");
    await expect(await canvas.findByText("0,8")).toBeVisible();
    await expect(await canvas.findByText("41")).toBeVisible();
    await expect(await canvas.findByText(/MTTR · mediana 22 min/)).toBeVisible();
    await expect(await canvas.findByText(/7 incidencias resueltas, 8 abiertas en el período/)).toBeVisible();
    await expect(await canvas.findByText(/1 sin resolver: Webinar, desde hace 4 h 34 min/)).toBeVisible();
  },
};

/** The days of a strip are walked by arrow keys and said aloud. */
export const Walked: Story = {
  ...draw(),
  play: async ({ canvas }) => {
    canvas.getByRole("group", { name: /^Webinar/ }).focus();
    await userEvent.keyboard("{End}");
    await expect(canvas.getByText(/22 nov 2026 \(en curso\): 71,0 % · caído/)).toBeInTheDocument();
    await userEvent.keyboard("{ArrowLeft}");
    await expect(canvas.getByText(/21 nov 2026: 100 % · en orden/)).toBeInTheDocument();
  },
};

export const AllInOrder: Story = {
  ...draw({
    uptimes: ready({
      ...UPTIMES,
      strips: FLOW_UPTIMES.map((strip) => ({
        ...strip,
        uptime: 1,
        days: strip.days.map((day) => ({ ...day, uptime: 1 })),
      })),
    }),
    unresolved: ready([]),
  }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/Ninguna sin resolver/)).toBeVisible();
  },
};
export const BeyondItsLimits: Story = {
  ...draw({
    numbers: ready({
      ...NUMBERS,
      failureRate: technicalValue("flow_failure_rate", { current: 0.081, level: "red" }),
      mttr: technicalValue("mttr", { current: 4000, level: "amber" }),
    }),
  }),
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
