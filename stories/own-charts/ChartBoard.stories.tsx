import "@northstar/react/own-charts.css";
import { ChartBoard } from "@northstar/react/own-charts";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fireEvent, fn, userEvent, waitFor, type within } from "storybook/test";
import { boardOf, chartsServer, ITEMS, id } from "./chartsServer.ts";

const onSave = fn<(body: object) => void>();

const meta = {
  title: "Pages/ChartBoard",
  component: ChartBoard,
  parameters: { width: 1168, fetch: chartsServer({ onSave }) },
  beforeEach: () => {
    onSave.mockClear();
  },
} satisfies Meta<typeof ChartBoard>;

export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = ReturnType<typeof within>;

const LONG = { timeout: 15_000 };
const saved = () => onSave.mock.lastCall?.[0] as { items: typeof ITEMS } | undefined;
const placeOf = (chart: string) => saved()?.items.find((item) => item.chart === chart);
const handle = (canvas: Canvas, name: string) => canvas.findByRole("button", { name }, LONG);

/** By keyboard: arrows move, with shift they resize, and where it came to is said. One chart that can't be drawn doesn't keep the others. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    const move = await handle(canvas, "Mover Registros por mes");
    await expect(await canvas.findByRole("list", { name: "Temas más vistos" }, LONG)).toBeVisible();
    await expect(await canvas.findByRole("heading", { name: "Ingresos" }, LONG)).toBeVisible();
    move.focus();
    await userEvent.keyboard("{ArrowDown}");
    await expect(
      await canvas.findByText("Registros por mes: columna 1, fila 5; 6 de ancho y 5 de alto.", undefined, LONG),
    ).toBeInTheDocument();
    await waitFor(() => expect(placeOf(id(1))).toEqual({ chart: id(1), x: 0, y: 4, w: 6, h: 5 }), LONG);
    await expect(placeOf(id(4))).toMatchObject({ y: 0 });
    await expect(canvas.getByRole("button", { name: "Mover Registros por mes" })).toHaveFocus();
    await userEvent.keyboard("{Shift>}{ArrowRight}{ArrowUp}{/Shift}");
    await waitFor(() => expect(placeOf(id(1))).toMatchObject({ w: 7, h: 4 }), LONG);
    await userEvent.keyboard("{ArrowLeft}");
    await expect(await canvas.findByText("Registros por mes no puede ir más allá.")).toBeInTheDocument();
  },
};

/** By pointer: what is in the way gives way while it is dragged; Escape lets go. */
export const Dragged: Story = {
  play: async ({ canvas, canvasElement }) => {
    const move = await handle(canvas, "Mover Temas más vistos");
    const grid = canvasElement.querySelector(".ns-own-grid") as HTMLElement;
    const column = (grid.clientWidth + 16) / 12;
    const at = (x: number, y: number) => ({ pointerId: 1, button: 0, clientX: x, clientY: y });
    // No real pointer is down that could be held.
    move.setPointerCapture = () => {};
    fireEvent.pointerDown(move, at(800, 20));
    fireEvent.pointerMove(move, at(800 - column * 6, 20));
    await waitFor(() => expect(canvasElement.querySelector("[data-held]")).not.toBeNull());
    fireEvent.keyDown(document, { key: "Escape" });
    await waitFor(() => expect(canvasElement.querySelector("[data-held]")).toBeNull());
    fireEvent.pointerUp(move, at(800 - column * 6, 20));
    await expect(onSave).not.toHaveBeenCalled();
    fireEvent.pointerDown(move, at(800, 20));
    fireEvent.pointerMove(move, at(800 - column * 6, 20));
    fireEvent.pointerUp(move, at(800 - column * 6, 20));
    await waitFor(() => expect(placeOf(id(2))).toMatchObject({ x: 0, y: 0 }), LONG);
    await expect(placeOf(id(1))).toMatchObject({ x: 0, y: 5 });
    const corner = await handle(canvas, "Cambiar el tamaño de Temas más vistos");
    corner.setPointerCapture = () => {};
    fireEvent.pointerDown(corner, at(500, 400));
    fireEvent.pointerMove(corner, at(500 + column * 2, 400 + 96));
    fireEvent.pointerUp(corner, at(500 + column * 2, 400 + 96));
    await waitFor(() => expect(placeOf(id(2))).toMatchObject({ w: 8, h: 6 }), LONG);
  },
};

/** Charts are put on it and taken off, and that can be taken back. */
export const AddedAndRemoved: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(await handle(canvas, "Quitar Ingresos del tablero"));
    await expect(await canvas.findByText("Se quitó «Ingresos».")).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Deshacer" }));
    await expect(await handle(canvas, "Mover Ingresos")).toBeVisible();
    await userEvent.selectOptions(canvas.getByLabelText("Añadir gráfico"), "Por tema y país");
    await expect(await handle(canvas, "Mover Por tema y país")).toBeVisible();
    await waitFor(() => expect(saved()?.items).toHaveLength(4), LONG);
  },
};

/** What another window changed isn't overwritten without a word. */
export const Conflict: Story = {
  parameters: { fetch: chartsServer({ onSave, theirs: boardOf(ITEMS.slice(0, 1), 7) }) },
  play: async ({ canvas }) => {
    (await handle(canvas, "Mover Registros por mes")).focus();
    await userEvent.keyboard("{ArrowDown}");
    await expect(await canvas.findByText(/Tu tablero cambió en otra ventana/, undefined, LONG)).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Mover Ingresos" })).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Ver lo guardado" }));
    await waitFor(() => expect(canvas.queryByRole("button", { name: "Mover Ingresos" })).toBeNull(), LONG);
  },
};

export const Empty: Story = {
  parameters: { fetch: chartsServer({ items: [] }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Tu tablero está vacío", undefined, LONG)).toBeVisible();
  },
};

/** One column in the order of the board. */
export const NarrowDark: Story = {
  globals: { theme: "dark" },
  parameters: { width: 320 },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByRole("list", { name: "Temas más vistos" }, LONG);
    const tops = [...canvasElement.querySelectorAll(".ns-own-item")].map((item) => item.getBoundingClientRect());
    await expect(new Set(tops.map(({ left }) => Math.round(left))).size).toBe(1);
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};
export const InEnglish: Story = {
  globals: { locale: "en" },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("button", { name: "Move Registros por mes" }, LONG)).toBeVisible();
  },
};
