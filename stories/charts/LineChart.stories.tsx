import { LineChart } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fireEvent, fn, userEvent, waitFor } from "storybook/test";
import { MONTH_STARTS } from "../support/values.ts";
import { ChoosablePlaces } from "./ChoosablePlaces.tsx";
import { GAPS, LONG_NAMES, MANY, MANY_STARTS, months, NOTHING, SIX, THREE, WHOLE } from "./timeSeries.ts";

const meta = {
  title: "Charts/LineChart",
  component: LineChart,
  parameters: { width: 760 },
  args: { title: "Minutos de contenido", unit: "minutes", granularity: "month", series: THREE, height: 220 },
} satisfies Meta<typeof LineChart>;

export default meta;
type Story = StoryObj<typeof meta>;

const ONE = THREE.slice(0, 1);

/** Named at their ends, dashed to the month that isn't over; there with the first paint. */
export const Default: Story = {
  play: async ({ canvas, canvasElement }) => {
    await expect(canvasElement.querySelector("svg")).toHaveTextContent("Podcasts");
    await expect(canvasElement.querySelectorAll(".ns-plot-line[data-partial]")).toHaveLength(3);
    await userEvent.click(canvas.getByRole("button", { name: "Ver como tabla" }));
    await expect(canvas.getByRole("rowheader", { name: "noviembre de 2026 (en curso)" })).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Ver como gráfico" }));
  },
};

/** Arrow keys walk the places; the tooltip and the sentence say the same. */
export const Walk: Story = {
  args: { series: ONE },
  play: async ({ canvas, canvasElement }) => {
    const tooltip = () => canvasElement.querySelector("[data-ns-tooltip]");
    await userEvent.tab();
    await expect(canvas.getByRole("group", { name: /Minutos de contenido/ })).toHaveFocus();
    await expect(tooltip()).toHaveTextContent("noviembre de 2026 (en curso)");
    await userEvent.keyboard("{Home}{ArrowRight}");
    await expect(tooltip()).toHaveTextContent("diciembre de 2025");
    await expect(canvas.getByText(/^diciembre de 2025: 12\.583\smin\.$/)).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    await expect(tooltip()).toBeNull();
  },
};

export const WithoutRunningPeriod: Story = {
  args: { series: WHOLE },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelectorAll(".ns-plot-line[data-partial]")).toHaveLength(0);
  },
};

/** Two months are missing: a gap in the line and in the table, not 0. */
export const Gaps: Story = {
  args: { series: GAPS },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvasElement.querySelectorAll(".ns-plot-line")[2]?.getAttribute("d")?.match(/M/g)).toHaveLength(2);
    await userEvent.click(canvas.getByRole("button", { name: "Ver como tabla" }));
    await expect(canvas.getAllByRole("cell", { name: "–" })).toHaveLength(2);
    await userEvent.click(canvas.getByRole("button", { name: "Ver como gráfico" }));
  },
};

export const Band: Story = {
  args: { series: THREE.slice(1), bands: [{ from: 0, to: 9000, label: "Objetivo: hasta 9.000 min" }] },
};

/** Where limits are passed is shaded and named; where an alert fired is marked, and said with its place. */
export const LimitsAndFirings: Story = {
  args: {
    series: ONE,
    bands: [
      { from: 12_000, to: 15_000, level: "amber", label: "Amarillo: menos de 15.000 min" },
      { from: null, to: 12_000, level: "red", label: "Rojo: menos de 12.000 min" },
    ],
    firings: [
      { start: "2025-12-01", level: "amber", label: "Alerta amarilla: Minutos bajos, 2 ene 2026" },
      { start: "2025-11-01", level: "red", label: "Alerta roja: Minutos bajos, 1 dic 2025" },
    ],
  },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvasElement.querySelector("svg")).toHaveTextContent("Amarillo: menos de 15.000 min");
    await expect(canvasElement.querySelectorAll(".ns-plot-firing")).toHaveLength(2);
    await userEvent.tab();
    await userEvent.keyboard("{Home}{ArrowRight}");
    await expect(canvasElement.querySelector("[data-ns-tooltip]")).toHaveTextContent("Alerta amarilla: Minutos bajos");
    await expect(
      canvas.getByText(/^diciembre de 2025: 12\.583\smin\. Alerta amarilla: Minutos bajos, 2 ene 2026$/),
    ).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    await userEvent.click(canvas.getByRole("button", { name: "Ver como tabla" }));
    await expect(
      canvas.getByRole("rowheader", { name: "noviembre de 2025 · Alerta roja: Minutos bajos, 1 dic 2025" }),
    ).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Ver como gráfico" }));
  },
};

export const TargetAndDefinitionChange: Story = {
  args: {
    series: ONE,
    target: 17_000,
    marks: [
      { start: "2026-06-17", label: "v2 de la definición" },
      // Before the first month.
      { start: "2024-01-01", label: "v1 de la definición" },
    ],
  },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvasElement.querySelectorAll(".ns-plot-mark")).toHaveLength(1);
    await userEvent.tab();
    await userEvent.keyboard("{Home}{ArrowRight>7/}");
    await expect(canvas.getByText(/^junio de 2026: .* v2 de la definición$/)).toBeInTheDocument();
    await userEvent.click(canvas.getByRole("button", { name: "Ver como tabla" }));
    await expect(canvas.getByRole("rowheader", { name: "junio de 2026 · v2 de la definición" })).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Ver como gráfico" }));
  },
};

/** Chosen by the host: a frame, a notch and a bold label. */
export const Selected: Story = {
  args: { series: ONE, selected: "2026-05-01", onSelect: fn() },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelector(".ns-plot-selected")).not.toBeNull();
    await expect(canvasElement.querySelector(".ns-plot-label-selected")).toHaveTextContent("may");
  },
};

/** Enter chooses the place walked to, Enter again drills, Escape takes the choice back. A click chooses, a double click drills. */
export const SelectAndDrill: Story = {
  args: { series: ONE, view: "chart", onSelect: fn(), onDrill: fn() },
  render: (args) => <ChoosablePlaces Chart={LineChart} {...args} />,
  play: async ({ args, canvas, canvasElement }) => {
    const status = canvas.getByRole("status");
    await userEvent.tab();
    await userEvent.keyboard("{Home}{ArrowRight}{Enter}");
    await expect(args.onSelect).toHaveBeenLastCalledWith("2025-12-01");
    await expect(status).toHaveTextContent("2025-12-01");
    await expect(canvas.getByText(/^diciembre de 2025, seleccionado: /)).toBeInTheDocument();
    await expect(args.onDrill).not.toHaveBeenCalled();
    await userEvent.keyboard("{Enter}");
    await expect(args.onDrill).toHaveBeenLastCalledWith("2025-12-01");
    await userEvent.keyboard("{Escape}");
    await expect(args.onSelect).toHaveBeenLastCalledWith(null);
    await expect(canvasElement.querySelector(".ns-plot-selected")).toBeNull();

    const surface = canvas.getByRole("group");
    const box = surface.getBoundingClientRect();
    // The plot ends before the last value's label: any point left of its middle is one of the first months.
    const at = { clientX: box.left + 40, clientY: box.top + 60 };
    fireEvent.click(surface, { ...at, detail: 1 });
    await expect(status).toHaveTextContent("2025-11-01");
    // A second click of a double click leaves it chosen.
    fireEvent.click(surface, { ...at, detail: 2 });
    fireEvent.doubleClick(surface, at);
    await expect(status).toHaveTextContent("2025-11-01");
    await expect(args.onDrill).toHaveBeenLastCalledWith("2025-11-01");
    fireEvent.click(surface, { ...at, detail: 1 });
    await expect(status).toHaveTextContent("–");
  },
};

/** 100,000 hours of eleven years as a column: thinned to the pixels they cover, walked hour by hour. */
export const ManyPoints: Story = {
  args: {
    title: "Eventos",
    unit: "count",
    granularity: "hour",
    starts: MANY_STARTS,
    series: [{ id: "events", title: "Eventos", values: MANY }],
  },
  play: async ({ canvas, canvasElement }) => {
    const path = canvasElement.querySelector(".ns-plot-line")?.getAttribute("d") ?? "";
    await expect(path.match(/[ML]/g)?.length).toBeLessThan(4 * 760 * window.devicePixelRatio);
    await userEvent.tab();
    await userEvent.keyboard("{End}{ArrowLeft}");
    await expect(canvasElement.querySelector("[data-ns-tooltip]")).toHaveTextContent("22 nov 2026, 14:00");
    await userEvent.click(canvas.getByRole("button", { name: "Ver como tabla" }));
    // Of 100,000 rows, only those in sight are in the page.
    await expect(await canvas.findByText("27 jun 2015, 00:00")).toBeVisible();
    await expect(canvas.getAllByRole("row").length).toBeLessThan(100);
    await userEvent.click(canvas.getByRole("button", { name: "Ver como gráfico" }));
  },
};

export const SixCategories: Story = { args: { series: SIX, height: 280 } };

/** No room for names at the ends: they stand below, cut where they are wider than the chart. */
export const LongNames: Story = {
  args: { series: LONG_NAMES },
  play: async ({ canvasElement }) => {
    await expect(canvasElement.querySelectorAll(".ns-plot-swatch")).toHaveLength(3);
  },
};

/** A phone's width. */
export const Narrow: Story = { ...TargetAndDefinitionChange, parameters: { width: 320 } };
export const NarrowLongNames: Story = { ...LongNames, parameters: { width: 320 } };
export const InEnglish: Story = { parameters: { locale: "en" } };
export const Dark: Story = { parameters: { theme: "dark" } };
export const HighContrast: Story = { args: Band.args ?? {}, parameters: { theme: "contrast" } };
export const English: Story = { args: TargetAndDefinitionChange.args ?? {}, parameters: { locale: "en" } };

/** Time runs from left to right in every language; what is around the drawing turns. */
export const RightToLeft: Story = {
  parameters: { direction: "rtl" },
  args: Band.args ?? {},
  decorators: [
    (Story) => (
      <div dir="rtl">
        <Story />
      </div>
    ),
  ],
  play: async ({ canvasElement }) => {
    const labels = [...canvasElement.querySelectorAll<SVGTextElement>(".ns-plot-text")];
    const first = labels.find((label) => label.textContent === "nov 25")?.getBoundingClientRect().x ?? 0;
    const last = labels.find((label) => label.textContent === "nov")?.getBoundingClientRect().x ?? 0;
    await expect(first).toBeLessThan(last);
  },
};

/** The plot says that there is nothing. */
export const Empty: Story = {
  args: { series: NOTHING },
  play: async ({ canvas }) => {
    await waitFor(() => expect(canvas.getByText("Sin datos en este período")).toBeVisible());
  },
};

export const OneValue: Story = { args: { series: [{ id: "one", title: "Uno", points: months(100).slice(-1) }] } };

/** Its month is the last that is known: the two after it are missing. */
export const NewestMissing: Story = {
  args: {
    series: [
      {
        id: "late",
        title: "Retención a 30 días",
        points: MONTH_STARTS.map((start, index) => ({
          start,
          value: index > 10 ? null : 0.5 + index / 100,
          partial: index === 12,
        })),
      },
    ],
    unit: "percent",
    target: 0.55,
  },
};
