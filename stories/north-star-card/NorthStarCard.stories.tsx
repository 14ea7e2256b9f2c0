import { NorthStarCard } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { NorthStarCardView } from "../../packages/react/src/components/NorthStarCardView.tsx";
import { kpiOf } from "../support/catalog.ts";
import { kpiSeries, kpiValue, LOADING, ready } from "../support/states.ts";
import { chooseInTileMenu } from "../support/tileMenu.ts";
import { tileStories } from "../support/tileStories.tsx";

const meta = {
  title: "Tiles/Executive/NorthStarCard",
  component: NorthStarCard,
  args: { kpi: "active_professionals" },
  parameters: { width: 772 },
} satisfies Meta<typeof NorthStarCard>;

export default meta;
type Story = StoryObj<typeof meta>;

const NAME = kpiOf("active_professionals").title;
const gap = kpiSeries("active_professionals");

const { draw, ...states } = tileStories({
  View: NorthStarCardView,
  name: NAME,
  props: (put) => ({ state: put(kpiValue("active_professionals")), series: put(gap), title: NAME }),
  empty: {
    state: ready(kpiValue("active_professionals", { current: null })),
    series: ready({ ...gap, points: gap.points.map((point) => ({ ...point, value: null })) }),
  },
  denied: kpiOf("active_professionals"),
  longNames: {
    state: ready(
      kpiValue("active_professionals", {
        current: 1_234_567_890_123,
        kpi: {
          ...kpiOf("active_professionals"),
          title: {
            es: "Profesionales de la salud activos por invitación de colegas en congresos hispanoamericanos de neumología",
            en: "Health professionals active on the invitation of colleagues at Latin American pulmonology congresses",
          },
        },
      }),
    ),
  },
});

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("89 % de 9.500")).toBeVisible();
    await expect(await canvas.findByText(/mismo tramo de octubre \(7\.906\)/)).toBeVisible();
    await waitFor(() => expect(canvasElement.querySelector(".ns-chart-drawing svg path")).not.toBeNull());
    await waitFor(() => expect(canvasElement).toHaveTextContent("v2 de la definición"));
    await expect(await canvas.findByText(/mínimo 5\.330 \(diciembre de 2025\), máximo 8\.610/)).toBeInTheDocument();
  },
};

export const WalkedByKeyboard: Story = {
  ...draw(),
  play: async ({ canvas, canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector(".ns-chart-drawing svg path")).not.toBeNull());
    canvas.getByRole("group", { name: /Profesionales activos/ }).focus();
    await userEvent.keyboard("{End}{ArrowLeft}");
    await waitFor(() =>
      expect(canvasElement.querySelector("[data-ns-tooltip]")).toHaveTextContent("octubre de 20268.610"),
    );
    await expect(canvas.getByText("octubre de 2026: 8.610.")).toBeInTheDocument();
  },
};

export const AsATable: Story = {
  ...draw(),
  play: async ({ canvas }) => {
    await chooseInTileMenu(canvas, "Profesionales activos", "Ver como tabla");
    await expect(within(await canvas.findByRole("table")).getAllByRole("row")).toHaveLength(14);
    await chooseInTileMenu(canvas, "Profesionales activos", "Ver como gráfico");
    await expect(canvas.queryByRole("table")).toBeNull();
  },
};

/** Two answers from two moments: the running month is the headline's number all the same. */
export const NumberNewerThanLine: Story = {
  ...draw({ state: ready(kpiValue("active_professionals", { current: 8415 })) }),
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByText("8.415", { selector: ".ns-figure-value" })).toBeVisible();
    await waitFor(() => expect(canvasElement.querySelector(".ns-chart-drawing svg")).toHaveTextContent("8.415"));
    await expect(canvasElement).not.toHaveTextContent("8.412");
  },
};

export const MissingMonths: Story = {
  ...draw({
    series: ready({
      ...gap,
      points: gap.points.map((point, index) => ([4, 6].includes(index) ? { ...point, value: null } : point)),
    }),
  }),
};

export const NumberBeforeLine: Story = draw({ series: LOADING });

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
