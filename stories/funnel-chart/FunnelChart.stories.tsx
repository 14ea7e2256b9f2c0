import { FunnelChart } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, within } from "storybook/test";
import { FunnelChartView } from "../../packages/react/src/components/FunnelChartView.tsx";
import { CATALOG } from "../support/catalog.ts";
import { EMPTY_FUNNEL, FUNNEL_VALUE, LONG_FUNNEL, OF_FUNNEL } from "../support/funnelValue.ts";
import { createFakeFetch } from "../support/server.ts";
import { ready } from "../support/states.ts";
import { tileStories } from "../support/tileStories.tsx";

const meta = {
  title: "Tiles/Executive/FunnelChart",
  component: FunnelChart,
  args: { funnel: "acquisition", breakdown: "source" },
  parameters: { width: 1168 },
} satisfies Meta<typeof FunnelChart>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: FunnelChartView,
  name: FUNNEL_VALUE.funnel.title,
  props: (put) => ({ state: put(FUNNEL_VALUE), title: FUNNEL_VALUE.funnel.title, dimensionTitle: "Fuente" }),
  empty: { state: ready(EMPTY_FUNNEL) },
  denied: OF_FUNNEL,
  longNames: { state: ready(LONG_FUNNEL) },
});

export const Standard: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("42.540")).toBeVisible();
  },
};

export const BySource: Story = {
  ...draw(),
  play: async ({ canvas, canvasElement }) => {
    const steps = within(canvas.getByRole("list", { name: "Embudo de adquisición" })).getAllByRole("listitem");
    await expect(steps[1]).toHaveTextContent("8,7 %del anterioren 2 dRegistros3.702");
    // Linear: the fill is the share that went on, 49.0 % of the column.
    const columns = canvasElement.querySelectorAll<HTMLElement>(".ns-funnel-column");
    const fill = Number.parseFloat(getComputedStyle(columns[2] as Element, "::before").height);
    await expect(fill / (columns[2]?.clientHeight ?? 1)).toBeCloseTo(0.49, 2);
    await expect(canvas.getByRole("row", { name: /referidos/ })).toHaveTextContent("21,8 %61,0 %69,9 %9,3 %");
  },
};

export const WithoutBreakdown: Story = draw({ state: ready({ ...FUNNEL_VALUE, breakdown: null }) });
/** What the data call `(not set)` and `(direct)` has words of its own. */
export const ValuesWithoutANameOfTheirOwn: Story = {
  ...draw({
    state: ready({
      ...FUNNEL_VALUE,
      breakdown: [
        { key: "google", counts: [18_240, 1441, 663, 404] },
        { key: "(direct)", counts: [9310, 950, 522, 345] },
        { key: "(not set)", counts: [3120, 680, 415, 290] },
      ],
    }),
  }),
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByRole("row", { name: /^Directo/ })).toHaveTextContent("9.310");
    await expect(canvas.getByRole("row", { name: /^Sin dato/ })).toHaveTextContent("3.120");
    await expect(canvasElement).not.toHaveTextContent(/\((not set|direct)\)/);
  },
};
export const AsATable: Story = {
  ...draw({ state: ready({ ...FUNNEL_VALUE, breakdown: null }) }),
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Ver como tabla" }));
    await expect(within(await canvas.findByRole("table")).getAllByRole("row")).toHaveLength(5);
  },
};
export const NobodyWentOn: Story = {
  ...draw({
    state: ready({
      ...FUNNEL_VALUE,
      breakdown: null,
      steps: FUNNEL_VALUE.steps.map((step, index) => ({
        ...step,
        count: index === 0 ? 40 : 0,
        stepRate: index === 1 ? 0 : null,
        overallRate: index === 0 ? 1 : 0,
        medianSeconds: null,
      })),
    }),
  }),
};
/** A funnel of other roles: what is missing and whom to ask, as with any number. */
export const ConnectedAndDenied: Story = {
  parameters: {
    fetch: createFakeFetch({
      catalog: {
        ...CATALOG,
        funnels: [],
        deniedFunnels: [{ id: "acquisition", ...OF_FUNNEL }],
      },
    }),
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("No disponible para tu rol")).toBeVisible();
    await expect(canvas.getByRole("heading", { name: "Embudo de adquisición" })).toBeVisible();
    await expect(canvas.getByText("Lo ven: marketing y análisis de datos.")).toBeVisible();
    await expect(canvas.getByText("Pide acceso a Marketing.")).toBeVisible();
  },
};
/** A model that doesn't say who sees it. */
export const DeniedWithoutAnOwner: Story = {
  ...draw({ state: { status: "denied", title: OF_FUNNEL.title, owner: null, roles: [], detail: "" } }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Pide acceso a quien administra el tablero.")).toBeVisible();
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
