import "@northstar/react/suggestions.css";
import { SuggestionComposer } from "@northstar/react/suggestions";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent, within } from "storybook/test";
import { DIRECTOR, PEOPLE, suggestionsServer } from "./suggestionsServer.ts";

const onSend = fn<(path: string, body: unknown) => void>();
const [LUCIA] = PEOPLE;

const meta = {
  title: "Pages/SuggestionComposer",
  component: SuggestionComposer,
  args: { anchor: { kind: "kpi", kpi: "new_registrations" } },
  parameters: { width: 640, fetch: suggestionsServer({ onSend }) },
  beforeEach: () => {
    onSend.mockClear();
  },
} satisfies Meta<typeof SuggestionComposer>;

export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = ReturnType<typeof within>;

const LONG = { timeout: 15_000 };
const textOf = (canvas: Canvas) => canvas.findByLabelText("Texto", undefined, LONG);
const send = (canvas: Canvas) => userEvent.click(canvas.getByRole("button", { name: "Enviar" }));

/** People are offered after `@`, and chosen without leaving the keyboard. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    const field = await textOf(canvas);
    await userEvent.type(field, "Hola @");
    const list = within(await canvas.findByRole("listbox", { name: "Personas" }));
    await expect(list.getAllByRole("option")).toHaveLength(3);
    await userEvent.keyboard("{ArrowDown}");
    await expect(canvas.getByRole("option", { name: "Mateo Salas" })).toHaveAttribute("aria-selected", "true");
    await userEvent.keyboard("{Escape}");
    await expect(canvas.queryByRole("listbox", { name: "Personas" })).toBeNull();
    await userEvent.type(field, "luc");
    const found = within(canvas.getByRole("listbox", { name: "Personas" }));
    await expect(found.getAllByRole("option")).toHaveLength(1);
    await userEvent.keyboard("{Enter}");
    await expect(field).toHaveValue("Hola @Lucía Andrade ");
    await userEvent.type(field, "¿lo vemos?");
    await expect(canvas.getByText("30 de 4.000")).toBeVisible();
    await send(canvas);
    await expect(await canvas.findByText("Enviada.")).toBeVisible();
    await expect(onSend).toHaveBeenCalledWith("", {
      kind: "suggestion",
      anchor: { kind: "kpi", kpi: "new_registrations" },
      text: "Hola @Lucía Andrade ¿lo vemos?",
    });
    await expect(field).toHaveValue("");
  },
};

/** Directors comment; what it is about stands in a chip. */
export const OnATile: Story = {
  args: { anchor: { kind: "tile", kpi: "new_registrations", values: { country: ["Colombia"] } } },
  parameters: { fetch: suggestionsServer({ catalog: DIRECTOR, reader: LUCIA, onSend }) },
  play: async ({ canvas }) => {
    await textOf(canvas);
    await expect(await canvas.findByText(/^Nuevos registros · .*: Colombia$/, undefined, LONG)).toBeVisible();
    await expect(canvas.queryByLabelText("Tipo")).toBeNull();
    await send(canvas);
    await expect(await canvas.findByText("Escribe algo antes de enviar.")).toBeVisible();
    await expect(onSend).not.toHaveBeenCalled();
  },
};

/** Without an anchor the reader says what it is about; what lacks is said, and too long a text isn't sent. */
export const FreeToChoose: Story = {
  args: { anchor: undefined },
  play: async ({ canvas }) => {
    const field = await textOf(canvas);
    await userEvent.click(field);
    await userEvent.paste("a".repeat(4001));
    await send(canvas);
    await expect(await canvas.findByText(/^Pasa de 4\.000 caracteres/)).toBeVisible();
    await expect(canvas.getByText("Elige el indicador.")).toBeVisible();
    await expect(onSend).not.toHaveBeenCalled();
    await userEvent.clear(field);
    await userEvent.type(field, "Corto");
    await userEvent.selectOptions(canvas.getByLabelText("Indicador"), "Nuevos registros");
    await userEvent.type(canvas.getByLabelText("Sobre un día (opcional)"), "2026-10-12");
    await send(canvas);
    await expect(await canvas.findByText("Enviada.")).toBeVisible();
    await expect(onSend).toHaveBeenCalledWith("", {
      kind: "suggestion",
      anchor: { kind: "moment", kpi: "new_registrations", date: "2026-10-12" },
      text: "Corto",
    });
  },
};

/** An experiment says what it compares, and what lacks of it. */
export const Experiment: Story = {
  play: async ({ canvas }) => {
    await textOf(canvas);
    await userEvent.selectOptions(await canvas.findByLabelText("Tipo", undefined, LONG), "Experimento");
    await userEvent.type(canvas.getByLabelText("Hipótesis"), "El asunto corto gana");
    await send(canvas);
    await expect(await canvas.findByText("Elige por qué se compara.")).toBeVisible();
    await expect(canvas.getByText("Escribe dos variantes al menos.")).toBeVisible();
    await userEvent.type(canvas.getByLabelText("Desde"), "2026-12-01");
    await userEvent.type(canvas.getByLabelText("Hasta"), "2026-12-31");
    await userEvent.selectOptions(canvas.getByLabelText("Se compara por"), "source");
    await userEvent.type(canvas.getByLabelText("Variante de referencia"), "corto");
    await userEvent.type(canvas.getByLabelText("Variante 2"), "largo");
    await send(canvas);
    await expect(await canvas.findByText("Enviada.")).toBeVisible();
    await expect(onSend).toHaveBeenCalledWith("", {
      kind: "experiment",
      anchor: { kind: "kpi", kpi: "new_registrations" },
      text: "El asunto corto gana",
      experiment: { start: "2026-12-01", end: "2026-12-31", dimension: "source", variants: ["corto", "largo"] },
    });
  },
};

/** What couldn't be sent stays where it was typed. */
export const NotSent: Story = {
  parameters: {
    fetch: suggestionsServer({
      problem: { status: 422, code: "suggestion_invalid", detail: "The server says why not." },
    }),
  },
  play: async ({ canvas }) => {
    const field = await textOf(canvas);
    await userEvent.type(field, "No se pierde");
    await send(canvas);
    await expect(await canvas.findByText(/The server says why not\./)).toBeVisible();
    await expect(field).toHaveValue("No se pierde");
  },
};

export const Denied: Story = {
  args: { anchor: { kind: "kpi", kpi: "nothing_of_mine" } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/No ves este indicador/, undefined, LONG)).toBeVisible();
    await expect(canvas.queryByLabelText("Texto")).toBeNull();
  },
};

export const NarrowDark: Story = { parameters: { width: 328 }, globals: { theme: "dark" } };
export const InEnglish: Story = { globals: { locale: "en" } };
