import "@northstar/react/own-charts.css";
import { SavedChart } from "@northstar/react/own-charts";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { createFakeFetch } from "../support/server.ts";
import { chartsServer, id, problem } from "./chartsServer.ts";

const meta = {
  title: "Pages/SavedChart",
  component: SavedChart,
  args: { id: id(1) },
  parameters: { width: 560, fetch: chartsServer() },
} satisfies Meta<typeof SavedChart>;

export default meta;
type Story = StoryObj<typeof meta>;

const LONG = { timeout: 15_000 };

/** Drawn as fits what was chosen: over time, a line. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("heading", { name: "Registros por mes" }, LONG)).toBeVisible();
    await expect(await canvas.findByRole("button", { name: "Opciones: Registros por mes" }, LONG)).toBeVisible();
  },
};

/** By one dimension: bars, the largest first. */
export const Bars: Story = {
  args: { id: id(2) },
  play: async ({ canvas }) => {
    const list = await canvas.findByRole("list", { name: "Temas más vistos" }, LONG);
    await expect([...list.querySelectorAll(".ns-bar-label")].map(({ textContent }) => textContent)).toEqual([
      "derecho laboral",
      "impuestos",
      "liderazgo",
      "ventas",
    ]);
  },
};

/** Two dimensions stand in a table. */
export const Rows: Story = {
  args: { id: id(5) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("row", { name: /derecho laboral Colombia 5\.000/ }, LONG)).toBeVisible();
  },
};

/** A measure that has another name now is drawn under it, and says so. */
export const Renamed: Story = {
  args: { id: id(3) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("«views» se llama ahora «Reproducciones».", undefined, LONG)).toBeVisible();
    await expect(canvas.getByText("1.840")).toBeVisible();
    await expect(canvas.getByText(/\+15,0/)).toBeVisible();
  },
};

/** What the reader's role doesn't see is named, with whom to ask. */
export const Forbidden: Story = {
  args: { id: id(4) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("heading", { name: "Ingresos" }, LONG)).toBeVisible();
    await expect(canvas.getByText(/«Ingresos por patrocinio» no está disponible para tu rol/)).toBeInTheDocument();
    await expect(canvas.getByText(/Alianzas/, { selector: ".ns-state p" })).toBeVisible();
  },
};

/** Deleted, or not shared any more. */
export const Gone: Story = {
  args: { id: id(8) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("El gráfico ya no está", undefined, LONG)).toBeVisible();
  },
};

export const Loading: Story = {
  parameters: { fetch: createNeverAnswering() },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/Cargando Gráfico/, undefined, LONG)).toBeInTheDocument();
  },
};

export const Unavailable: Story = {
  parameters: {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) =>
      String(input).includes("/charts") ? problem(503, "charts_unavailable") : createFakeFetch()(input, init),
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Este servidor no guarda gráficos", undefined, LONG)).toBeVisible();
  },
};

export const NarrowDark: Story = { globals: { theme: "dark" }, parameters: { width: 320 }, args: { id: id(2) } };
export const InEnglish: Story = {
  globals: { locale: "en" },
  args: { id: id(3) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("“views” is now called “Plays”.", undefined, LONG)).toBeVisible();
  },
};

function createNeverAnswering() {
  const rest = createFakeFetch();
  return (input: RequestInfo | URL, init?: RequestInit) =>
    String(input).includes("/charts") ? new Promise<Response>(() => {}) : rest(input, init);
}
