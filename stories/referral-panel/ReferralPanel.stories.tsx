import { kpiFreshness } from "@northstar/core";
import { ReferralPanel } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor } from "storybook/test";
import { ReferralPanelView } from "../../packages/react/src/components/operational/ReferralPanelView.tsx";
import { FRESH } from "../support/freshness.ts";
import {
  answerOperational,
  OPERATIONAL_CATALOG,
  OPERATIONAL_MASKED,
  operationalKpi,
  operationalServer,
  REFERRER_FACTS,
  rowsValue,
} from "../support/operational.ts";
import { kpiSeries, kpiValue, ready } from "../support/states.ts";
import { tileStories } from "../support/tileStories.tsx";

const IDS = ["referred_registrations", "invitations"];
const numberOf = (id: string, current: number | null, previous: number | null) => {
  const kpi = operationalKpi(id);
  return kpiValue(id, { kpi, current, previous, freshness: kpiFreshness(kpi, FRESH) });
};
const NUMBERS = {
  invitations: numberOf("invitations", 1840, 1702),
  registrations: numberOf("referred_registrations", 402, 431),
  kFactor: numberOf("k_factor", 0.21, 0.26),
};
const LONG_FACTS = [
  {
    keys: { referrer: "hospital-universitario-de-la-santisima-trinidad-51022057" },
    values: { referred_registrations: 1_204_812, invitations: 98_765_432 },
  },
  { keys: { referrer: "51006993" }, values: { referred_registrations: 1, invitations: null } },
];

const meta = {
  title: "Tiles/Operational/ReferralPanel",
  component: ReferralPanel,
  args: { count: 5 },
  parameters: { width: 1100, fetch: operationalServer() },
} satisfies Meta<typeof ReferralPanel>;

export default meta;
type Story = StoryObj<typeof meta>;

const states = tileStories({
  View: ReferralPanelView,
  name: { es: "Referidos", en: "Referrals" },
  props: (put) => ({
    numbers: put(NUMBERS),
    series: put(kpiSeries("k_factor", { kpi: operationalKpi("k_factor") })),
    referrers: put(rowsValue(IDS, REFERRER_FACTS)),
  }),
  empty: {
    numbers: ready({
      invitations: numberOf("invitations", null, null),
      registrations: numberOf("referred_registrations", null, null),
      kFactor: numberOf("k_factor", null, null),
    }),
    series: ready(kpiSeries("k_factor", { points: [] })),
    referrers: ready(rowsValue(IDS, [])),
  },
  denied: operationalKpi("k_factor"),
  longNames: {
    numbers: ready({
      invitations: numberOf("invitations", 1_234_567_890_123, 4),
      registrations: numberOf("referred_registrations", null, 12),
      kFactor: numberOf("k_factor", 0.00004, 0.26),
    }),
    referrers: ready(rowsValue(IDS, LONG_FACTS)),
  },
});

export const Standard: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("1.840", { selector: ".ns-figure-value" })).toBeVisible();
    await expect(await canvas.findByText("51022057")).toBeVisible();
  },
};

/** A consultant sees that people invite, not who. */
const withAlerts = operationalServer({ catalog: { ...OPERATIONAL_CATALOG, alerts: true } });

/** On the line: where the K-factor's limits are passed, and where its alert fired. */
export const LimitsAndFirings: Story = {
  parameters: {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) =>
      String(input).includes("/alerts/history?kpi=k_factor")
        ? Response.json({
            entries: [
              {
                id: "1",
                at: "2026-09-01T13:05:00Z",
                event: "fired",
                level: "red",
                ruleTitle: { es: "Factor K bajo", en: "Low K-factor" },
                period: ["2026-08-01", "2026-08-31"],
              },
            ],
            next: null,
          })
        : withAlerts(input, init),
  },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelectorAll(".ns-plot-firing")).toHaveLength(1), { timeout: 15_000 });
    await userEvent.tab();
    const chart = canvasElement.querySelector<HTMLElement>(".ns-chart-surface");
    chart?.focus();
    await userEvent.keyboard("{End}{ArrowLeft}{ArrowLeft}{ArrowLeft}");
    await expect(canvasElement.querySelector("[data-ns-tooltip]")).toHaveTextContent(
      /agosto de 2026.*Alerta roja: Factor K bajo, 1 sept/,
    );
  },
};

export const Masked: Story = {
  parameters: { fetch: operationalServer({ catalog: OPERATIONAL_MASKED }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/tu rol no ve quiénes son/)).toBeVisible();
    await expect(canvas.queryByText("51022057")).toBeNull();
    await expect(await canvas.findByText("1.840", { selector: ".ns-figure-value" })).toBeVisible();
  },
};
/** There are invitations, but nobody registered by one. */
export const Nobody: Story = {
  parameters: {
    fetch: operationalServer({
      answer: (query) => (query.dimensions?.includes("operational.referrer") ? [] : answerOperational(query)),
    }),
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Nadie se registró por invitación")).toBeVisible();
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
