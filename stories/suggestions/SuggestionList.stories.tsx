import "@northstar/react/suggestions.css";
import { SuggestionList } from "@northstar/react/suggestions";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent, waitFor, within } from "storybook/test";
import {
  DIRECTOR,
  DONE,
  EXPERIMENT,
  FORM,
  NOTICE,
  PEOPLE,
  RUNNING,
  SCRIPT,
  suggestionsServer,
} from "./suggestionsServer.ts";

const onSend = fn<(path: string, body: unknown) => void>();
const [LUCIA] = PEOPLE;

const meta = {
  title: "Pages/SuggestionList",
  component: SuggestionList,
  parameters: { width: 960, fetch: suggestionsServer({ onSend }) },
  beforeEach: () => {
    onSend.mockClear();
  },
} satisfies Meta<typeof SuggestionList>;

export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = ReturnType<typeof within>;

const LONG = { timeout: 15_000 };
const itemsOf = async (canvas: Canvas) => {
  await canvas.findAllByText(/Sobre un|Sugerencia|Suggestion|Comentario|Comment|Experimento/, undefined, LONG);
  return canvas.findAllByRole(
    "article",
    { name: /^(Sugerencia|Comentario|Experimento|Suggestion|Comment|Experiment) / },
    LONG,
  );
};

/** What was written, with threads and statuses; cut by status, KPI and who wrote. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    const items = await itemsOf(canvas);
    await expect(items).toHaveLength(3);
    await expect(items[0]).toHaveTextContent("Sugerencia Nuevos registros · 12 oct 2026");
    await expect(items[0]).toHaveTextContent("Mateo Salas · hoy 08:25");
    await expect(within(items[0] as HTMLElement).getByText("@Mateo Salas")).toHaveClass("ns-sug-mention");
    await expect(items[1]).toHaveTextContent(/Minutos de contenido · .*: Colombia, México · 1 oct 2026 – 31 oct 2026/);
    await userEvent.selectOptions(canvas.getByLabelText("Estado"), "Hecha");
    await waitFor(async () => expect(await itemsOf(canvas)).toHaveLength(1));
    await userEvent.click(canvas.getByLabelText("Solo las mías"));
    await expect(await canvas.findByText("Nada con estos filtros")).toBeVisible();
    await userEvent.selectOptions(canvas.getByLabelText("Estado"), "Todos los estados");
    await waitFor(async () => expect(await itemsOf(canvas)).toHaveLength(2));
  },
};

/** The owner is told, answers, and accepts. */
export const Answered: Story = {
  parameters: { fetch: suggestionsServer({ catalog: DIRECTOR, reader: LUCIA, notices: [NOTICE], onSend }) },
  play: async ({ canvas }) => {
    await itemsOf(canvas);
    await expect(await canvas.findByText("1 aviso sin leer", undefined, LONG)).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Mateo Salas te menciona en Nuevos registros" }));
    await waitFor(() =>
      expect(
        canvas.getByRole("button", { name: "Responder a Camila Duarte: Nuevos registros · 12 oct 2026" }),
      ).toHaveFocus(),
    );
    await userEvent.click(
      canvas.getByRole("button", { name: "Responder a Camila Duarte: Nuevos registros · 12 oct 2026" }),
    );
    await userEvent.type(canvas.getByLabelText("Respuesta"), "Adelante");
    await userEvent.click(canvas.getByRole("button", { name: "Enviar" }));
    await expect(await canvas.findByText("Adelante")).toBeVisible();
    await expect(canvas.queryByLabelText("Respuesta")).toBeNull();
    await userEvent.click(canvas.getByRole("button", { name: "Aceptar: Nuevos registros · 12 oct 2026" }));
    await expect(await canvas.findByText("Aceptada por Lucía Andrade, hoy 10:00")).toBeVisible();
    await expect(onSend).toHaveBeenCalledWith("/s1/status", { status: "accepted", basedOn: 1 });
    await userEvent.click(canvas.getByRole("button", { name: "Marcar como leídos" }));
    await waitFor(() => expect(canvas.queryByText("1 aviso sin leer")).toBeNull());
  },
};

/** A message leads to one: it is brought into view, and the keyboard is there. */
export const LedTo: Story = {
  args: { suggestion: EXPERIMENT.id },
  play: async ({ canvas }) => {
    await waitFor(() => expect(document.activeElement?.closest("li")?.id).toBe(`suggestion-${EXPERIMENT.id}`), LONG);
    await expect(canvas.queryByText(/ya no está aquí/)).toBeNull();
  },
};

/** What was taken back, or isn't for the reader, is said to be so. */
export const LedToNothing: Story = {
  args: { suggestion: "gone" },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/ya no está aquí/, undefined, LONG)).toBeVisible();
    await userEvent.selectOptions(canvas.getByLabelText("Estado"), "Hecha");
    await waitFor(() => expect(canvas.queryByText(/ya no está aquí/)).toBeNull());
  },
};

/** Who is second is told what is there now; what was typed stays. */
export const Conflict: Story = {
  parameters: {
    fetch: suggestionsServer({
      onSend,
      theirs: { ...FORM, status: "accepted", version: 2, decided: { by: LUCIA ?? FORM.author, at: FORM.at } },
    }),
  },
  play: async ({ canvas }) => {
    const [item] = await itemsOf(canvas);
    await userEvent.click(canvas.getByRole("button", { name: "Editar" }));
    const field: HTMLTextAreaElement = canvas.getByLabelText("Texto");
    await userEvent.clear(field);
    await userEvent.type(field, "Mi versión");
    await userEvent.click(canvas.getByRole("button", { name: "Guardar" }));
    await expect(await canvas.findByText(/Alguien la cambió mientras tanto/)).toBeVisible();
    await expect(canvas.getByLabelText("Texto")).toHaveValue("Mi versión");
    await expect(await canvas.findByText(/Ya no está abierta/)).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Guardar" })).toBeDisabled();
    await expect(item).toHaveTextContent("Aceptada por Lucía Andrade");
  },
};

/** Its author changes it and takes it back while it is open. */
export const OwnWords: Story = {
  play: async ({ canvas }) => {
    await itemsOf(canvas);
    await userEvent.click(canvas.getByRole("button", { name: "Editar" }));
    await userEvent.type(canvas.getByLabelText("Texto"), " ¿Y sin teléfono?");
    await userEvent.click(canvas.getByRole("button", { name: "Guardar" }));
    await expect(await canvas.findByText(/editada hoy 10:00/)).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Retirar" }));
    const sure = within(canvas.getByRole("group", { name: "¿Retirarla? Nadie la verá más." }));
    await userEvent.click(sure.getByRole("button", { name: "Retirar" }));
    await waitFor(async () => expect(await itemsOf(canvas)).toHaveLength(2));
    await expect(onSend).toHaveBeenLastCalledWith("/s1/take-back", { basedOn: 2 });
  },
};

/** Markup is text. */
export const ScriptAsText: Story = {
  parameters: { fetch: suggestionsServer({ suggestions: [SCRIPT] }) },
  play: async ({ canvas, canvasElement }) => {
    const [item] = await itemsOf(canvas);
    await expect(item).toHaveTextContent(SCRIPT.text);
    await expect(canvasElement.querySelectorAll(".ns-sug-text :is(script, img, b)")).toHaveLength(0);
    await expect(document.title).not.toBe("roto");
  },
};

/** A difference with its interval, in words and numbers. */
export const Experiment: Story = {
  parameters: { fetch: suggestionsServer({ suggestions: [EXPERIMENT], result: DONE }) },
  play: async ({ canvas }) => {
    await expect(
      await canvas.findByText(
        /Asunto corto va por encima de Asunto largo: \+20,0.pp \(intervalo del 95 %: de \+5,2.pp a \+33,4.pp\)\./,
        undefined,
        LONG,
      ),
    ).toBeVisible();
    await expect(canvas.getByRole("row", { name: /^Asunto corto .* 56 70$/ })).toBeVisible();
  },
};

/** Before its end nothing is concluded. */
export const ExperimentRunning: Story = {
  parameters: { fetch: suggestionsServer({ suggestions: [EXPERIMENT], result: RUNNING }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/^Aún no ha terminado/, undefined, LONG)).toBeVisible();
    await expect(canvas.queryByText(/va por encima/)).toBeNull();
  },
};

export const Empty: Story = {
  parameters: { fetch: suggestionsServer({ suggestions: [] }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Todavía no hay nada", undefined, LONG)).toBeVisible();
  },
};

export const Denied: Story = {
  parameters: {
    fetch: suggestionsServer({ problem: { status: 403, code: "role_missing", detail: "Not for this role." } }),
  },
  play: async ({ canvas, canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('.ns-state[data-state="denied"]')).toBeVisible(), LONG);
    await expect(canvas.queryByText(FORM.text)).toBeNull();
  },
};

export const Unavailable: Story = {
  parameters: {
    fetch: suggestionsServer({ problem: { status: 503, code: "suggestions_unavailable", detail: "None here." } }),
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Este servidor no guarda sugerencias", undefined, LONG)).toBeVisible();
  },
};

export const NarrowDark: Story = { parameters: { width: 328 }, globals: { theme: "dark" } };
export const InEnglish: Story = {
  globals: { locale: "en" },
  play: async ({ canvas }) => {
    const items = await itemsOf(canvas);
    await expect(items[0]).toHaveTextContent("Suggestion New registrations");
    await expect(items[0]).toHaveTextContent("Open");
  },
};
