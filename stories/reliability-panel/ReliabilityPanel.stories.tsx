import { kpiFreshness } from "@northstar/core";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent } from "storybook/test";
import { ReliabilityPanelView } from "../../packages/react/src/components/technical/ReliabilityPanelView.tsx";
import { FRESH } from "../support/freshness.ts";
import { failed, LOADING, ready } from "../support/states.ts";
import { deniedTechnical, FLOW_UPTIMES, failuresByWeek, technicalValue } from "../support/technical.ts";

const NUMBERS = {
  failureRate: technicalValue("flow_failure_rate"),
  mttr: technicalValue("mttr"),
  median: technicalValue("mttr_median"),
  resolved: technicalValue("incidents_resolved"),
  opened: technicalValue("incidents_opened"),
};
const freshness = NUMBERS.failureRate.freshness;
const UPTIMES = { strips: FLOW_UPTIMES, slo: 0.999, freshness };
const OPEN = [{ flow: "Webinar", ageSeconds: 16_440 }];
const nothing = (id: string) => technicalValue(id, { current: null, previous: null, level: "unknown" });

const meta = {
  title: "Cards/ReliabilityPanel",
  component: ReliabilityPanelView,
  parameters: { width: 1168 },
  args: {
    uptimes: ready(UPTIMES),
    days: 90,
    numbers: ready(NUMBERS),
    series: ready(failuresByWeek()),
    unresolved: ready(OPEN),
  },
} satisfies Meta<typeof ReliabilityPanelView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Standard: Story = {
  play: async ({ canvas }) => {
    // The worst flow first: 100 % but for days of 62, 40, 85 and 88 %: (86 + 2.75) / 90.
    const [worst] = canvas.getAllByRole("listitem");
    await expect(worst).toHaveTextContent("Puntuación");
    await expect(worst).toHaveTextContent("98,6 %");
    await expect(canvas.getByText("0,8")).toBeVisible();
    await expect(canvas.getByText("41")).toBeVisible();
    await expect(canvas.getByText(/MTTR · mediana 22 min/)).toBeVisible();
    await expect(canvas.getByText(/7 incidencias resueltas, 8 abiertas en el período/)).toBeVisible();
    await expect(canvas.getByText(/1 sin resolver: Webinar, desde hace 4 h 34 min/)).toBeVisible();
  },
};

/** The days of a strip are walked by arrow keys and said aloud. */
export const Walked: Story = {
  play: async ({ canvas }) => {
    canvas.getByRole("group", { name: /^Webinar/ }).focus();
    await userEvent.keyboard("{End}");
    await expect(canvas.getByText(/22 nov 2026 \(en curso\): 71,0 % · caído/)).toBeInTheDocument();
    await userEvent.keyboard("{ArrowLeft}");
    await expect(canvas.getByText(/21 nov 2026: 100 % · en orden/)).toBeInTheDocument();
  },
};

export const AllInOrder: Story = {
  args: {
    uptimes: ready({
      ...UPTIMES,
      strips: FLOW_UPTIMES.map((strip) => ({
        ...strip,
        uptime: 1,
        days: strip.days.map((day) => ({ ...day, uptime: 1 })),
      })),
    }),
    unresolved: ready([]),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/Ninguna sin resolver/)).toBeVisible();
  },
};
export const BeyondItsLimits: Story = {
  args: {
    numbers: ready({
      ...NUMBERS,
      failureRate: technicalValue("flow_failure_rate", { current: 0.081, level: "red" }),
      mttr: technicalValue("mttr", { current: 4000, level: "amber" }),
    }),
  },
};
export const LateSource: Story = {
  args: {
    numbers: ready({
      ...NUMBERS,
      failureRate: { ...NUMBERS.failureRate, freshness: kpiFreshness({ sources: ["ops"], sloSeconds: 60 }, FRESH) },
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Operación con retraso")).toBeVisible();
  },
};
export const Empty: Story = {
  args: {
    uptimes: ready({ ...UPTIMES, strips: [] }),
    numbers: ready({
      failureRate: nothing("flow_failure_rate"),
      mttr: nothing("mttr"),
      median: nothing("mttr_median"),
      resolved: nothing("incidents_resolved"),
      opened: nothing("incidents_opened"),
    }),
    unresolved: ready([]),
  },
};
export const LongNamesAndManyOpen: Story = {
  args: {
    uptimes: ready({
      ...UPTIMES,
      strips: FLOW_UPTIMES.map((strip) => ({
        ...strip,
        label: `Automatización de ${strip.label.toLowerCase()} para profesionales de toda la región`,
      })),
    }),
    unresolved: ready([...OPEN, ...OPEN, ...OPEN, ...OPEN]),
  },
};
export const Loading: Story = { args: { uptimes: LOADING, numbers: LOADING, series: LOADING, unresolved: LOADING } };
export const Stale: Story = { args: { uptimes: failed(UPTIMES), numbers: failed(NUMBERS) } };
export const Updating: Story = {
  args: { uptimes: ready(UPTIMES, { updating: true }), numbers: ready(NUMBERS, { updating: true }) },
};
export const Failed: Story = { args: { uptimes: failed(), numbers: failed(), series: failed(), unresolved: failed() } };
export const Denied: Story = {
  args: {
    uptimes: deniedTechnical("flow_uptime"),
    numbers: deniedTechnical("mttr"),
    series: LOADING,
    unresolved: LOADING,
  },
};
export const Dark: Story = { parameters: { theme: "dark" } };
export const OnAPhone: Story = { parameters: { width: 320 } };
export const InEnglish: Story = { parameters: { locale: "en" } };
