import type { AlertRuleInput } from "@northstar/core";
import "@northstar/react/alerts.css";
import { AlertRuleEditor } from "@northstar/react/alerts";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent, waitFor, within } from "storybook/test";
import { createFakeFetch } from "../support/server.ts";
import { READER_CATALOG, RETENTION_RULE, rulesServer } from "./rulesServer.ts";

const onSave = fn<(rule: AlertRuleInput, basedOn: number | null) => void>();

const meta = {
  title: "Pages/AlertRuleEditor",
  component: AlertRuleEditor,
  parameters: { width: 1168, fetch: rulesServer({ onSave }) },
  beforeEach: () => {
    onSave.mockClear();
  },
} satisfies Meta<typeof AlertRuleEditor>;

export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = ReturnType<typeof within>;

const LONG = { timeout: 15_000 };
const saved = () => onSave.mock.lastCall;

/** Types as a person does, over what the field may hold. */
async function type(canvas: Canvas, label: string | RegExp, text: string): Promise<void> {
  const field: HTMLInputElement = canvas.getByLabelText(label);
  await userEvent.type(field, text, { initialSelectionStart: 0, initialSelectionEnd: field.value.length });
}

const open = async (canvas: Canvas, name: string) => userEvent.click(await canvas.findByRole("button", { name }, LONG));
const press = (canvas: Canvas, name: string) => userEvent.click(canvas.getByRole("button", { name }));

/** All rules, with when they fire in words. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    const table = within(await canvas.findByRole("table", { name: "Reglas" }, LONG));
    await expect(table.getAllByRole("row").slice(1)).toHaveLength(3);
    await expect(table.getByText("baja de 35 % (amarillo) o 32 % (rojo)")).toBeVisible();
    await expect(table.getByText(/^se cumplen a la vez: .* cae más de 10 % frente al período anterior/)).toBeVisible();
    await expect(table.getByText("En pausa")).toBeVisible();
    await userEvent.type(canvas.getByRole("searchbox"), "retencion");
    await expect(table.getAllByRole("row").slice(1)).toHaveLength(1);
    await userEvent.type(canvas.getByRole("searchbox"), "xyz");
    await expect(await canvas.findByText("Ninguna regla se llama así")).toBeVisible();
  },
};

/** What is missing is said at its field; most follows from the KPI; numbers are typed as the reader writes them. */
export const NewRule: Story = {
  play: async ({ canvas }) => {
    await open(canvas, "Nueva regla");
    await press(canvas, "Guardar");
    await expect(await canvas.findByText("Falta el indicador que se vigila.")).toBeVisible();
    await waitFor(() => expect(canvas.getByLabelText("Indicador")).toHaveFocus());
    await expect(canvas.getByText("Completa la regla para probarla con la historia.")).toBeVisible();
    await userEvent.selectOptions(canvas.getByLabelText("Indicador"), "Retención a 60 días");
    await expect(canvas.getByLabelText("Título en inglés")).toHaveValue("60-day retention");
    await expect(canvas.getByLabelText("Identificador")).toHaveValue("retencion-a-60-dias");
    await type(canvas, "Rojo por debajo de", "32,5x");
    await expect(canvas.getByText("Escribe un número.")).toBeVisible();
    await type(canvas, "Rojo por debajo de", "32,5");
    await type(canvas, "Sale de rojo", "30");
    await expect(await canvas.findByText(/La salida está del lado malo/)).toBeVisible();
    await type(canvas, "Sale de rojo", "34");
    await type(canvas, "Título en español", "Retención muy baja");
    await expect(canvas.getByLabelText("Identificador")).toHaveValue("retencion-muy-baja");
    await press(canvas, "Guardar");
    await expect(await canvas.findByText("Guardada: versión 1.", undefined, LONG)).toBeVisible();
    await expect(saved()).toEqual([
      expect.objectContaining({
        id: "retencion-muy-baja",
        title: { es: "Retención muy baja", en: "60-day retention" },
        watch: { kpi: "retention_60" },
        condition: { kind: "threshold", direction: "below", red: { enter: 0.325, exit: 0.34 } },
      }),
      null,
    ]);
    await expect(canvas.getByRole("button", { name: "Guardar" })).toBeDisabled();
    await press(canvas, "← Todas las reglas");
    await expect(await canvas.findByRole("button", { name: "Retención muy baja" })).toBeVisible();
  },
};

/** Before it is saved: how many messages, how many of them in vain, when, and what would send fewer. */
export const Preview: Story = {
  play: async ({ canvas }) => {
    await open(canvas, "Retención baja");
    await expect(
      await canvas.findByText(/Habría enviado 14 mensajes en 184 días\. 6 de ellos/, undefined, LONG),
    ).toBeVisible();
    await expect(canvas.getByText(/^Con salida al 105 % del umbral: 3 mensajes\./)).toBeVisible();
    const firings = within(canvas.getByRole("table", { name: "Últimas veces que habría saltado" }));
    await expect(firings.getByRole("row", { name: /^septiembre de 2026 octubre de 2026 Rojo 31,0/ })).toBeVisible();
    await press(canvas, "Usar esta propuesta");
    await expect(canvas.getByLabelText("Sale de rojo")).toHaveValue("33,6");
    await expect(await canvas.findByText("Habría enviado 2 mensajes en 184 días.", undefined, LONG)).toBeVisible();
    await press(canvas, "Deshacer cambios");
    await expect(canvas.getByLabelText("Sale de rojo")).toHaveValue("");
  },
};

/** Who saves second is told, and loses nothing. */
export const ChangedMeanwhile: Story = {
  parameters: {
    fetch: rulesServer({
      onSave,
      theirs: { ...RETENTION_RULE, version: 2, owner: "Otra persona", updatedBy: "tomas.becerra" },
    }),
  },
  play: async ({ canvas }) => {
    await open(canvas, "Retención baja");
    await type(canvas, "Responde de ella", "Mi equipo");
    await press(canvas, "Guardar");
    await expect(await canvas.findByText(/Alguien la cambió mientras la editabas/, undefined, LONG)).toBeVisible();
    await expect(canvas.getByLabelText("Responde de ella")).toHaveValue("Mi equipo");
    await userEvent.click(await canvas.findByRole("button", { name: "Ver la suya" }, LONG));
    await expect(canvas.getByLabelText("Responde de ella")).toHaveValue("Otra persona");
    await type(canvas, "Responde de ella", "Mi equipo");
    await press(canvas, "Guardar");
    await expect(await canvas.findByText("Guardada: versión 3.", undefined, LONG)).toBeVisible();
    await expect(saved()).toEqual([expect.objectContaining({ owner: "Mi equipo" }), 2]);
  },
};

/** What a colleague deleted meanwhile can be saved anew. */
export const DeletedMeanwhile: Story = {
  parameters: { fetch: rulesServer({ onSave, theirs: "deleted" }) },
  play: async ({ canvas }) => {
    await open(canvas, "Retención baja");
    await type(canvas, "Responde de ella", "Mi equipo");
    await press(canvas, "Guardar");
    await expect(await canvas.findByText(/Alguien la cambió mientras la editabas/, undefined, LONG)).toBeVisible();
    await waitFor(() => expect(canvas.getByLabelText("Responde de ella")).toHaveValue("Mi equipo"));
    await press(canvas, "Guardar la mía encima");
    await expect(await canvas.findByText("Guardada: versión 1.", undefined, LONG)).toBeVisible();
    await expect(saved()).toEqual([expect.objectContaining({ owner: "Mi equipo" }), null]);
  },
};

/** Deleting asks, and can be taken back; so does leaving what isn't saved. */
export const DeletedAndBack: Story = {
  play: async ({ canvas }) => {
    await open(canvas, "Retención baja");
    await type(canvas, "Responde de ella", "Nadie");
    await press(canvas, "← Todas las reglas");
    const question = within(await canvas.findByRole("group", { name: /Hay cambios sin guardar/ }));
    await userEvent.click(question.getByRole("button", { name: "Cancelar" }));
    await expect(canvas.getByLabelText("Responde de ella")).toHaveValue("Nadie");
    await press(canvas, "Eliminar");
    const sure = within(await canvas.findByRole("group", { name: /¿Eliminar «Retención baja»\?/ }));
    await userEvent.click(sure.getByRole("button", { name: "Eliminar" }));
    await expect(await canvas.findByText("Se eliminó «Retención baja».", undefined, LONG)).toBeVisible();
    await waitFor(() => expect(canvas.queryByRole("button", { name: "Retención baja" })).toBeNull());
    await press(canvas, "Deshacer");
    await expect(await canvas.findByRole("button", { name: "Retención baja" }, LONG)).toBeVisible();
    await expect(saved()).toEqual([expect.objectContaining({ id: "retention-low", owner: "Contenido" }), null]);
  },
};

/** A rule of code is read and tried here, and copied; it is changed where it is. */
export const FromCode: Story = {
  play: async ({ canvas }) => {
    await open(canvas, "Nuevos registros");
    await expect(await canvas.findByText(/viene del código y se cambia allí/)).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Guardar" })).toBeNull();
    await press(canvas, "Duplicar");
    await expect(await canvas.findByLabelText("Título en español")).toHaveValue("Nuevos registros (copia)");
    await expect(canvas.getByLabelText("Identificador")).toHaveValue("limits-new_registrations-2");
  },
};

/** Of several KPIs; of two parts one taken away is a rule of one. */
export const Composite: Story = {
  args: { rule: "together" },
  play: async ({ canvas }) => {
    const parts = await canvas.findAllByRole("group", { name: /^Parte/ }, LONG);
    await expect(parts).toHaveLength(2);
    await expect(within(parts[0] as HTMLElement).getByLabelText("Amarillo por debajo de")).toHaveValue("-10");
    await press(canvas, "+ Añadir parte");
    await expect(await canvas.findByText("Falta arreglar 2 cosas antes de guardar.")).toBeVisible();
    await userEvent.selectOptions(canvas.getByLabelText("Salta si se cumplen"), "Al menos 2");
    await press(canvas, "Quitar la parte 3");
    await press(canvas, "Quitar la parte 2");
    await expect(canvas.getByLabelText("Indicador")).toHaveDisplayValue("Profesionales activos");
    await expect(canvas.queryByRole("group", { name: /^Parte/ })).toBeNull();
  },
};

/** What only some have: quiet hours, times of the day, channels and their people. */
export const WhoAndWhen: Story = {
  args: { rule: "retention-low" },
  play: async ({ canvas }) => {
    const ways = await canvas.findByLabelText("Canales", undefined, LONG);
    await waitFor(() => expect(within(ways).getByRole("option", { name: "Estos canales" })).toBeEnabled(), LONG);
    await userEvent.selectOptions(ways, "Estos canales");
    await userEvent.click(await canvas.findByRole("checkbox", { name: "#direccion" }));
    await expect(canvas.getByText("No funciona: SMTP_URL isn't set.")).toBeVisible();
    await press(canvas, "+ Añadir horas de silencio");
    await userEvent.selectOptions(canvas.getByLabelText("Se revisa"), "A unas horas");
    await type(canvas, /^Horas \(HH:MM/, "08:00, 9");
    await expect(canvas.getByText('"9" no es una hora. Escríbela como HH:MM.')).toBeVisible();
    await type(canvas, /^Horas \(HH:MM/, "08:00, 18:30");
    await type(canvas, "Recordar mientras siga, cada", "0,5");
    await expect(canvas.getByText(/Recordar más de una vez por hora/)).toBeVisible();
    await type(canvas, "Recordar mientras siga, cada", "12");
    await press(canvas, "Guardar");
    await expect(await canvas.findByText("Guardada: versión 2.", undefined, LONG)).toBeVisible();
    await expect(saved()?.[0]).toMatchObject({
      routes: [{ channel: "ops-slack", recipients: ["ops"] }],
      quietHours: [{ from: "22:00", to: "07:00" }],
      schedule: { at: ["08:00", "18:30"] },
      remindSeconds: 43_200,
    });
    await press(canvas, "Enviar prueba");
    await expect(await canvas.findByText("Prueba enviada por ops-slack.", undefined, LONG)).toBeVisible();
  },
};

/** What nobody is told of for now, and what couldn't be delivered. */
export const MutesAndDeliveries: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/Nada está en silencio/, undefined, LONG)).toBeVisible();
    await press(canvas, "Silenciar");
    await expect(canvas.getByText("Escríbelas como equipo=marketing, zona=andina.")).toBeVisible();
    await type(canvas, /^Etiquetas \(clave=valor\)/, "team=contenido");
    await press(canvas, "Silenciar");
    await expect(await canvas.findByText(/^team=contenido · hasta .* · irene\.quiroga/, undefined, LONG)).toBeVisible();
    await press(canvas, "Quitar el silencio: team=contenido");
    await expect(await canvas.findByText(/Nada está en silencio/, undefined, LONG)).toBeVisible();
    await expect(canvas.getByText("The mail server refused the recipient.")).toBeVisible();
    await press(canvas, "Reintentar: ana");
    await expect(await canvas.findByText("Todos los mensajes han llegado.", undefined, LONG)).toBeVisible();
  },
};

/** Others read. */
export const ForReaders: Story = {
  parameters: { fetch: rulesServer({ catalog: READER_CATALOG }) },
  play: async ({ canvas }) => {
    await open(canvas, "Retención baja");
    await expect(await canvas.findByText("Avisa al equipo de contenido.")).toBeVisible();
    await expect(canvas.queryByText("Qué habría pasado")).toBeNull();
    await expect(canvas.queryByRole("button", { name: "Eliminar" })).toBeNull();
    await press(canvas, "← Todas las reglas");
    await expect(await canvas.findByText(/Las cambia quien tiene el rol de operaciones/)).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Nueva regla" })).toBeNull();
  },
};

export const Empty: Story = {
  parameters: { fetch: rulesServer({ rules: [] }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Ninguna regla todavía", undefined, LONG)).toBeVisible();
  },
};

export const Unavailable: Story = {
  parameters: {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) =>
      String(input).includes("/alerts/")
        ? Response.json(
            {
              type: "urn:northstar:problem:alerts_unavailable",
              title: "No alerts here",
              status: 503,
              code: "alerts_unavailable",
              detail: "No alerts.",
            },
            { status: 503, headers: { "content-type": "application/problem+json" } },
          )
        : createFakeFetch()(input, init),
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Este servidor no guarda alertas", undefined, LONG)).toBeVisible();
  },
};

export const Dark: Story = { globals: { theme: "dark" }, args: { rule: "retention-low" } };
export const Narrow: Story = { parameters: { width: 320 }, args: { rule: "retention-low" } };
export const InEnglish: Story = { globals: { locale: "en" }, args: { rule: "together" } };
