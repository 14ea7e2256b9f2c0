import { SponsorshipPanel } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState } from "react";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { SponsorshipPanelView } from "../../packages/react/src/components/SponsorshipPanelView.tsx";
import { answerQuery, createFakeFetch } from "../support/server.ts";
import { denied, failed, kpiSeries, kpiValue, LOADING, ready } from "../support/states.ts";
import { chooseInTileMenu } from "../support/tileMenu.ts";
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
  title: "Cards/SponsorshipPanel",
  component: SponsorshipPanelView,
  parameters: { width: 1168 },
  args: {
    numbers: ready(NUMBERS),
    series: ready(SERIES),
    sponsors: ready(kpiValue("active_sponsors")),
    tiers: ready(TIERS),
  },
} satisfies Meta<typeof SponsorshipPanelView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByText("+4,1 %")).toHaveAttribute("data-tone", "bad");
    const tiers = within(canvas.getByRole("table"));
    await expect(tiers.getAllByRole("row")[1]).toHaveTextContent("Platino222.000");
    await waitFor(
      () => expect(canvasElement.querySelectorAll(".ns-chart-drawing svg path").length).toBeGreaterThan(20),
      {
        timeout: 8000,
      },
    );
    await expect(canvas.getByText("Noviembre de 2026 en curso, rayado")).toBeVisible();
  },
};

export const AsATable: Story = {
  play: async ({ canvas }) => {
    await chooseInTileMenu(canvas, "Ingresos y coste por mes", "Ver como tabla");
    await expect(await canvas.findByRole("table", { name: /Ingresos y coste por mes/ })).toBeVisible();
  },
};

/** Two answers from two moments: the running month's bars are the numbers above them all the same. */
export const NumbersNewerThanBars: Story = {
  args: {
    numbers: ready({
      ...NUMBERS,
      revenue: { ...NUMBERS.revenue, current: 48_900 },
      cost: { ...NUMBERS.cost, current: 16_000 },
    }),
  },
  play: async ({ canvas }) => {
    await chooseInTileMenu(canvas, "Ingresos y coste por mes", "Ver como tabla");
    const rows = within(await canvas.findByRole("table", { name: /Ingresos y coste por mes/ })).getAllByRole("row");
    const running = rows.find((row) => row.textContent?.startsWith("noviembre de 2026"));
    await expect(running).toHaveTextContent("48.900");
    await expect(running).toHaveTextContent("16.000");
  },
};

export const Loading: Story = { args: { numbers: LOADING, series: LOADING, sponsors: LOADING, tiers: LOADING } };

/** The numbers are there before the bars: a skeleton keeps the bars' place, and nothing moves when they come. */
export const NumbersBeforeBars: Story = {
  args: { series: LOADING },
  render: function Arriving(args) {
    const [hasBars, setBars] = useState(false);
    return (
      <>
        <SponsorshipPanelView {...args} series={hasBars ? ready(SERIES) : LOADING} />
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
    await waitFor(() => expect(canvasElement.querySelector(".ns-chart-drawing svg path")).not.toBeNull(), {
      timeout: 8000,
    });
    await expect(before.length).toBeGreaterThan(6);
    await expect(places()).toEqual(before);
  },
};

export const NumbersBeforeBarsOnAPhone: Story = { ...NumbersBeforeBars, parameters: { width: 328 } };

export const BarsOnTheirWay: Story = { args: { series: LOADING } };
export const Empty: Story = {
  args: {
    numbers: ready({ revenue: nothing("revenue"), cost: nothing("cost"), net: nothing("net"), roi: nothing("roi") }),
    tiers: ready([]),
    sponsors: ready(kpiValue("active_sponsors", { current: 0 })),
  },
};
export const Denied: Story = {
  args: {
    numbers: denied("sponsorship_revenue"),
    series: denied("sponsorship_revenue"),
    sponsors: denied("active_sponsors"),
    tiers: LOADING,
  },
};
export const Failed: Story = { args: { numbers: failed(), series: failed(), sponsors: failed(), tiers: failed() } };
export const SponsorsWithoutATier: Story = {
  args: { tiers: ready([...TIERS, { tier: null, sponsors: 1, revenue: 400 }]) },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Sin nivel")).toBeVisible();
  },
};
/** As the data have it: a tier called `(not set)`. */
export const ConnectedWithoutATier: Story = {
  render: () => <SponsorshipPanel />,
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
export const Dark: Story = { parameters: { theme: "dark" } };
export const OnAPhone: Story = { parameters: { width: 328 } };
export const InEnglish: Story = { parameters: { locale: "en" } };
