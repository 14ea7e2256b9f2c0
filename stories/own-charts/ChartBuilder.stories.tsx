import { writeChartFile } from "@northstar/core/own-charts";
import "@northstar/react/own-charts.css";
import { ChartBuilder } from "@northstar/react/own-charts";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent, waitFor, within } from "storybook/test";
import { CHARTS, chartsServer, id } from "./chartsServer.ts";

const onSave = fn<(body: object) => void>();

const meta = {
  title: "Pages/ChartBuilder",
  component: ChartBuilder,
  parameters: { width: 1168, fetch: chartsServer({ onSave }) },
  beforeEach: () => {
    onSave.mockClear();
  },
} satisfies Meta<typeof ChartBuilder>;

export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = ReturnType<typeof within>;

const LONG = { timeout: 15_000 };
const saved = () => onSave.mock.lastCall?.[0];
const open = async (canvas: Canvas, name: string) => userEvent.click(await canvas.findByRole("button", { name }, LONG));
const press = (canvas: Canvas, name: string | RegExp) => userEvent.click(canvas.getByRole("button", { name }));
const choose = async (canvas: Canvas, label: string, option: string) =>
  userEvent.selectOptions(await canvas.findByLabelText(label, undefined, LONG), option);

async function type(canvas: Canvas, label: string, text: string): Promise<void> {
  const field: HTMLInputElement = await canvas.findByLabelText(label, undefined, LONG);
  await userEvent.type(field, text, { initialSelectionStart: 0, initialSelectionEnd: field.value.length });
}

/** One's own charts and those shared, and a new one: what is missing is said, what doesn't go together isn't offered. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    const table = within(await canvas.findByRole("table", { name: "Gráficos" }, LONG));
    await expect(table.getAllByRole("row").slice(1)).toHaveLength(5);
    await expect(table.getByText("Este gráfico no se puede dibujar")).toBeVisible();
    await press(canvas, "Nuevo gráfico");
    await expect(await canvas.findByText("Aquí se verá el gráfico", undefined, LONG)).toBeVisible();
    await choose(canvas, "Medidas", "Minutos de contenido");
    await waitFor(() => expect(canvas.getByLabelText("Evolución")).toHaveDisplayValue("Por meses"), LONG);
    // Messages go by another date.
    await expect(
      within(canvas.getByLabelText("Medidas")).queryByRole("option", { name: "Mensajes enviados" }),
    ).toBeNull();
    await expect(canvas.getByLabelText("Tipo de gráfico")).toHaveDisplayValue("Automático: líneas");
    await choose(canvas, "Desglosar por", "Tema");
    await choose(canvas, "Evolución", "Un solo valor del período");
    await waitFor(() => expect(canvas.getByLabelText("Tipo de gráfico")).toHaveDisplayValue("Automático: barras"));
    await expect(await canvas.findByRole("list", { name: "Gráfico nuevo" }, LONG)).toBeVisible();
    await press(canvas, "Guardar");
    await expect(await canvas.findByText("Ponle un nombre.")).toBeVisible();
    await type(canvas, "Nombre", "Minutos por tema");
    await press(canvas, "+ Añadir filtro");
    await type(canvas, "Valores (separados por comas)", "derecho laboral, impuestos");
    await userEvent.click(canvas.getByRole("checkbox", { name: "dirección" }));
    await press(canvas, "Guardar");
    await expect(await canvas.findByText("Guardado: versión 1.", undefined, LONG)).toBeVisible();
    await expect(saved()).toEqual({
      id: null,
      chart: {
        title: "Minutos por tema",
        measures: ["content_minutes"],
        dimensions: ["topic"],
        filters: { topic: ["derecho laboral", "impuestos"] },
        period: { preset: "year_to_date" },
        comparison: "none",
        grain: null,
        kind: null,
      },
      sharedWith: ["director"],
      basedOn: null,
    });
    await press(canvas, "← Todos los gráficos");
    await userEvent.click(await canvas.findByRole("button", { name: "Minutos por tema" }));
    await expect(await canvas.findByLabelText("Nombre", undefined, LONG)).toHaveValue("Minutos por tema");
    await expect(canvas.queryByText("Guardado: versión 1.")).toBeNull();
  },
};

/** What is chosen can be taken away again, by keyboard too; the kind gives way where it can't say it any more. */
export const Changed: Story = {
  args: { chart: id(1) },
  play: async ({ canvas }) => {
    await choose(canvas, "Tipo de gráfico", "áreas");
    await choose(canvas, "Medidas", "Reproducciones");
    await waitFor(() => expect(canvas.getByLabelText("Tipo de gráfico")).toHaveDisplayValue("Automático: tabla"), LONG);
    canvas.getByRole("button", { name: "Quitar Reproducciones" }).focus();
    await userEvent.keyboard("{Enter}");
    await waitFor(
      () => expect(canvas.getByLabelText("Tipo de gráfico")).toHaveDisplayValue("Automático: líneas"),
      LONG,
    );
    await choose(canvas, "Período", "Entre dos fechas");
    await press(canvas, "Guardar");
    await expect(await canvas.findByText("Elige dos fechas, la primera antes que la segunda.")).toBeVisible();
    await press(canvas, "Deshacer cambios");
    await waitFor(() => expect(canvas.getByRole("button", { name: "Guardar" })).toBeDisabled());
    await userEvent.click(canvas.getByText("Versiones"));
    await userEvent.click(await canvas.findByRole("button", { name: "Recuperar 0" }, LONG));
    await expect(canvas.getByLabelText("Nombre")).toHaveValue("Como era");
  },
};

/** A filter's values are chosen among those that the server has, by keyboard too, and may be typed all the same. */
export const ChosenValues: Story = {
  args: { chart: id(2) },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "+ Añadir filtro" }, LONG));
    (await canvas.findByRole("button", { name: "Elegir valores de Tema" })).focus();
    await userEvent.keyboard("{Enter}");
    const search = await canvas.findByRole("combobox", { name: /Tema/ }, LONG);
    await expect(await canvas.findByRole("option", { name: /liderazgo/ }, LONG)).toBeVisible();
    await userEvent.type(search, "impu");
    await waitFor(() => expect(canvas.queryByRole("option", { name: /liderazgo/ })).toBeNull(), LONG);
    await userEvent.keyboard("{ArrowDown}{Enter}");
    const values = canvas.getByLabelText("Valores (separados por comas)");
    await waitFor(() => expect(values).toHaveValue("impuestos"), LONG);
    await userEvent.keyboard("{Escape}");
    await userEvent.type(values, ", ventas", { initialSelectionStart: 9, initialSelectionEnd: 9 });
    await press(canvas, "Guardar");
    await waitFor(
      () => expect(saved()).toMatchObject({ chart: { filters: { topic: ["impuestos", "ventas"] } } }),
      LONG,
    );
  },
};

/** Deleting asks, and can be taken back. */
export const DeletedAndBack: Story = {
  play: async ({ canvas }) => {
    await open(canvas, "Temas más vistos");
    await press(canvas, "Eliminar");
    const sure = within(await canvas.findByRole("group", { name: /¿Eliminar «Temas más vistos»\?/ }));
    await userEvent.click(sure.getByRole("button", { name: "Eliminar" }));
    await expect(await canvas.findByText("Se eliminó «Temas más vistos».", undefined, LONG)).toBeVisible();
    await waitFor(() => expect(canvas.queryByRole("button", { name: "Temas más vistos" })).toBeNull());
    await press(canvas, "Deshacer");
    await expect(await canvas.findByRole("button", { name: "Temas más vistos" }, LONG)).toBeVisible();
    await expect(saved()).toMatchObject({ id: id(2), basedOn: null });
  },
};

/** A chart as a file comes back as a new one; what is no chart is refused with what is wrong. */
export const Imported: Story = {
  play: async ({ canvas }) => {
    const field: HTMLInputElement = await canvas.findByLabelText("Importar JSON", undefined, LONG);
    await userEvent.upload(field, new File(['{"format": "other"}'], "chart.json", { type: "application/json" }));
    await expect(await canvas.findByText(/El archivo no vale: format/)).toBeVisible();
    const spec = { ...CHARTS[1]?.spec, title: "<img src=x onerror=alert(1)>" } as (typeof CHARTS)[number]["spec"];
    await userEvent.upload(field, new File([writeChartFile(spec)], "chart.json", { type: "application/json" }));
    await expect(await canvas.findByLabelText("Nombre", undefined, LONG)).toHaveValue(spec.title);
    await press(canvas, "Guardar");
  },
};

/** Who saves second is told, and loses nothing. */
export const Conflict: Story = {
  args: { chart: id(1) },
  parameters: {
    fetch: chartsServer({
      onSave,
      theirs: {
        ...(CHARTS[0] as (typeof CHARTS)[number]),
        version: 2,
        spec: { ...(CHARTS[0] as (typeof CHARTS)[number]).spec, title: "La otra" },
      },
    }),
  },
  play: async ({ canvas }) => {
    await type(canvas, "Nombre", "El mío");
    await press(canvas, "Guardar");
    await expect(await canvas.findByText(/Cambió mientras lo editabas/, undefined, LONG)).toBeVisible();
    await expect(canvas.getByLabelText("Nombre")).toHaveValue("El mío");
    await userEvent.click(await canvas.findByRole("button", { name: "Ver lo guardado" }, LONG));
    await expect(canvas.getByLabelText("Nombre")).toHaveValue("La otra");
    await type(canvas, "Nombre", "El mío");
    await press(canvas, "Guardar");
    await expect(await canvas.findByText("Guardado: versión 3.", undefined, LONG)).toBeVisible();
    await expect(saved()).toMatchObject({ id: id(1), basedOn: 2, chart: { title: "El mío" } });
  },
};

/** A measure with another name now can be taken over by it. */
export const Renamed: Story = {
  args: { chart: id(3) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("«views» se llama ahora «Reproducciones».", undefined, LONG)).toBeVisible();
    await press(canvas, "Usar el nombre nuevo");
    await waitFor(() => expect(canvas.queryByText(/se llama ahora/)).toBeNull(), LONG);
    await press(canvas, "Guardar");
    await expect(await canvas.findByText("Guardado: versión 2.", undefined, LONG)).toBeVisible();
    await expect(saved()).toMatchObject({ chart: { measures: ["plays"] } });
  },
};

/** Readers look, and make none. */
export const Forbidden: Story = {
  parameters: { fetch: chartsServer({ mayWrite: false, charts: CHARTS.slice(3) }) },
  play: async ({ canvas }) => {
    await open(canvas, "Ingresos");
    await expect(
      await canvas.findByText(/«Ingresos por patrocinio» no está disponible/, undefined, LONG),
    ).toBeInTheDocument();
    await expect(canvas.queryByRole("button", { name: "Guardar" })).toBeNull();
    await press(canvas, "← Todos los gráficos");
    await expect(await canvas.findByText(/Los crean marketing y análisis de datos/)).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Nuevo gráfico" })).toBeNull();
  },
};

export const Empty: Story = {
  parameters: { fetch: chartsServer({ charts: [] }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Ningún gráfico todavía", undefined, LONG)).toBeVisible();
  },
};

export const NarrowDark: Story = {
  globals: { theme: "dark" },
  parameters: { width: 320 },
  args: { chart: id(2) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByLabelText("Tipo de gráfico", undefined, LONG)).toBeVisible();
  },
};
export const InEnglish: Story = {
  globals: { locale: "en" },
  args: { chart: id(1) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByLabelText("Kind of chart", undefined, LONG)).toHaveDisplayValue("Automatic: line");
  },
};
