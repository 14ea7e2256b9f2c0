import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { NorthStarCardView } from "../../packages/react/src/components/NorthStarCardView.tsx";
import { denied, failed, kpiSeries, kpiValue, LOADING, ready } from "../support/states.ts";
import { chooseInTileMenu } from "../support/tileMenu.ts";

const meta = {
  title: "Cards/NorthStarCard",
  component: NorthStarCardView,
  parameters: { width: 772 },
  args: { state: ready(kpiValue("active_professionals")), series: ready(kpiSeries("active_professionals")) },
} satisfies Meta<typeof NorthStarCardView>;

export default meta;
type Story = StoryObj<typeof meta>;

const gap = kpiSeries("active_professionals");

export const Standard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByText("89 % de 9.500")).toBeVisible();
    await expect(canvas.getByText(/mismo tramo de octubre \(7\.906\)/)).toBeVisible();
    // The drawing comes later than the number: ECharts is loaded for it.
    await waitFor(() => expect(canvasElement.querySelector(".ns-chart-drawing svg path")).not.toBeNull(), {
      timeout: 8000,
    });
    await waitFor(() => expect(canvasElement).toHaveTextContent("v2 de la definición"), { timeout: 8000 });
    await expect(canvas.getByText(/mínimo 5\.330 \(diciembre de 2025\), máximo 8\.610/)).toBeInTheDocument();
  },
};

export const WalkedByKeyboard: Story = {
  play: async ({ canvas, canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector(".ns-chart-drawing svg path")).not.toBeNull(), {
      timeout: 8000,
    });
    canvas.getByRole("group", { name: /Profesionales activos/ }).focus();
    await userEvent.keyboard("{End}{ArrowLeft}");
    await waitFor(() =>
      expect(canvasElement.querySelector("[data-ns-tooltip]")).toHaveTextContent("octubre de 20268.610"),
    );
    await expect(canvas.getByText("octubre de 2026: 8.610.")).toBeInTheDocument();
  },
};

export const AsATable: Story = {
  play: async ({ canvas }) => {
    await chooseInTileMenu(canvas, "Profesionales activos", "Ver como tabla");
    await expect(within(await canvas.findByRole("table")).getAllByRole("row")).toHaveLength(14);
    await chooseInTileMenu(canvas, "Profesionales activos", "Ver como gráfico");
    await expect(canvas.queryByRole("table")).toBeNull();
  },
};

/** Two answers from two moments: the running month is the headline's number all the same. */
export const NumberNewerThanLine: Story = {
  args: { state: ready(kpiValue("active_professionals", { current: 8415 })) },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByText("8.415", { selector: ".ns-figure-value" })).toBeVisible();
    await waitFor(() => expect(canvasElement.querySelector(".ns-chart-drawing svg")).toHaveTextContent("8.415"), {
      timeout: 8000,
    });
    await expect(canvasElement).not.toHaveTextContent("8.412");
  },
};

export const MissingMonths: Story = {
  args: {
    series: ready({
      ...gap,
      points: gap.points.map((point, index) => ([4, 6].includes(index) ? { ...point, value: null } : point)),
    }),
  },
};

export const Loading: Story = { args: { state: LOADING, series: LOADING } };
export const NumberBeforeLine: Story = { args: { series: LOADING } };
export const Updating: Story = { args: { state: ready(kpiValue("active_professionals"), { updating: true }) } };
export const Offline: Story = { args: { state: ready(kpiValue("active_professionals"), { offline: true }) } };
export const Denied: Story = { args: { state: denied("active_professionals"), series: LOADING } };
export const Failed: Story = {
  args: { state: failed(), series: failed(), title: { es: "Profesionales activos", en: "Active professionals" } },
};
export const Empty: Story = {
  args: {
    state: ready(kpiValue("active_professionals", { current: null })),
    series: ready({ ...gap, points: gap.points.map((point) => ({ ...point, value: null })) }),
  },
};
export const Dark: Story = { parameters: { theme: "dark" } };
export const OnAPhone: Story = { parameters: { width: 328 } };
export const InEnglish: Story = { parameters: { locale: "en" } };
