import { SponsorshipPanel } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState } from "react";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { SponsorshipPanelView } from "../../packages/react/src/components/SponsorshipPanelView.tsx";
import { kpiOf } from "../support/catalog.ts";
import { answerQuery, createFakeFetch } from "../support/server.ts";
import { failed, kpiSeries, kpiValue, LOADING, ready } from "../support/states.ts";
import { chooseInTileMenu } from "../support/tileMenu.ts";
import { tileStories } from "../support/tileStories.tsx";
import { TIERS } from "../support/values.ts";

const NUMBERS = {
  revenue: kpiValue("sponsorship_revenue"),
  cost: kpiValue("sponsorship_cost"),
  net: kpiValue("sponsorship_net"),
  roi: kpiValue("sponsorship_roi"),
};
const SERIES = { revenue: kpiSeries("sponsorship_revenue"), cost: kpiSeries("sponsorship_cost") };
const nothing = (id: keyof typeof NUMBERS) => ({ ...NUMBERS[id], current: null, previous: null });

const meta = {
  title: "Tiles/Executive/SponsorshipPanel",
  component: SponsorshipPanel,
  parameters: { width: 1168 },
} satisfies Meta<typeof SponsorshipPanel>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: SponsorshipPanelView,
  name: { es: "Ingresos y coste por mes", en: "Revenue and cost by month" },
  props: (put) => ({
    numbers: put(NUMBERS),
    series: put(SERIES),
    sponsors: put(kpiValue("active_sponsors")),
    tiers: put(TIERS),
  }),
  empty: {
    numbers: ready({ revenue: nothing("revenue"), cost: nothing("cost"), net: nothing("net"), roi: nothing("roi") }),
    tiers: ready([]),
    sponsors: ready(kpiValue("active_sponsors", { current: 0 })),
  },
  denied: kpiOf("sponsorship_revenue"),
  longNames: {
    numbers: ready({
      ...NUMBERS,
      revenue: { ...NUMBERS.revenue, current: 1_234_567_890_123 },
      net: { ...NUMBERS.net, current: -1_234_567_890 },
      roi: { ...NUMBERS.roi, current: 0.00001 },
    }),
    tiers: ready([
      { tier: "Patrocinador institucional de las jornadas hispanoamericanas", sponsors: 12_345, revenue: 987_654_321 },
      { tier: null, sponsors: 1, revenue: null },
    ]),
  },
});

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("+4,1 %")).toHaveAttribute("data-tone", "bad");
    const tiers = within(await canvas.findByRole("table"));
    await expect(tiers.getAllByRole("row")[1]).toHaveTextContent("Platino222.000");
    await waitFor(() => expect(canvasElement.querySelectorAll(".ns-chart-drawing svg path").length).toBeGreaterThan(6));
    await expect(await canvas.findByText("Noviembre de 2026 en curso, rayado")).toBeVisible();
  },
};

export const AsATable: Story = {
  ...draw(),
  play: async ({ canvas }) => {
    await chooseInTileMenu(canvas, "Ingresos y coste por mes", "Ver como tabla");
    await expect(await canvas.findByRole("table", { name: /Ingresos y coste por mes/ })).toBeVisible();
  },
};

/** Two answers from two moments: the running month's bars are the numbers above them all the same. */
export const NumbersNewerThanBars: Story = {
  ...draw({
    numbers: ready({
      ...NUMBERS,
      revenue: { ...NUMBERS.revenue, current: 48_900 },
      cost: { ...NUMBERS.cost, current: 16_000 },
    }),
  }),
  play: async ({ canvas }) => {
    await chooseInTileMenu(canvas, "Ingresos y coste por mes", "Ver como tabla");
    const rows = within(await canvas.findByRole("table", { name: /Ingresos y coste por mes/ })).getAllByRole("row");
    const running = rows.find((row) => row.textContent?.startsWith("noviembre de 2026"));
    await expect(running).toHaveTextContent("48.900");
    await expect(running).toHaveTextContent("16.000");
  },
};

/** The numbers are there before the bars: a skeleton keeps the bars' place, and nothing moves when they come. */
export const NumbersBeforeBars: Story = {
  render: function Arriving() {
    const [hasBars, setBars] = useState(false);
    return (
      <>
        <SponsorshipPanelView
          numbers={ready(NUMBERS)}
          series={hasBars ? ready(SERIES) : LOADING}
          sponsors={ready(kpiValue("active_sponsors"))}
          tiers={ready(TIERS)}
        />
        <button type="button" onClick={() => setBars(true)}>
          Bars come
        </button>
      </>
    );
  },
  play: async ({ canvas, canvasElement }) => {
    const skeleton = canvasElement.querySelector(".ns-chart .ns-skeleton-block");
    await expect(skeleton?.getBoundingClientRect().height).toBe(176);
    const places = () =>
      [...canvasElement.querySelectorAll(".ns-card, .ns-number, .ns-chart, .ns-card-tools > .ns-freshness")].map(
        (element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return [element.className, x, y, width, height].map((part) =>
            typeof part === "number" ? Math.round(part) : part,
          );
        },
      );
    const before = places();
    await userEvent.click(canvas.getByRole("button", { name: "Bars come" }));
    await waitFor(() => expect(canvasElement.querySelector(".ns-chart-drawing svg path")).not.toBeNull());
    await expect(before.length).toBeGreaterThan(6);
    await expect(places()).toEqual(before);
  },
};

export const NumbersBeforeBarsOnAPhone: Story = { ...NumbersBeforeBars, parameters: { width: 328 } };

export const BarsOnTheirWay: Story = draw({ series: LOADING });
export const SponsorsWithoutATier: Story = {
  ...draw({ tiers: ready([...TIERS, { tier: null, sponsors: 1, revenue: 400 }]) }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sin nivel")).toBeVisible();
  },
};
/** As the data have it: a tier called `(not set)`. */
export const ConnectedWithoutATier: Story = {
  parameters: {
    fetch: createFakeFetch({
      answer: (query) =>
        answerQuery(query).map((row) => {
          const [tier = ""] = query.dimensions ?? [];
          return row[tier] === "Bronce" ? { ...row, [tier]: "(not set)" } : row;
        }),
    }),
  },
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("Sin nivel")).toBeVisible();
    await expect(canvasElement).not.toHaveTextContent("(not set)");
  },
};

/** The numbers came, tiers and bars didn't: in their places it says so, and tries again. */
export const PartsFailed: Story = {
  ...draw({ series: failed(), tiers: failed() }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("48.200")).toBeVisible();
    await expect(canvas.getAllByRole("button", { name: "Reintentar" })).toHaveLength(2);
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
