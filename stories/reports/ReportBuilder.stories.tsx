import "@northstar/react/reports.css";
import { ReportBuilder } from "@northstar/react/reports";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { REVIEW, reportFetch, SCHEDULE, UNAVAILABLE } from "./reportServer.ts";

/** Business reviews of closed weeks, months and quarters: made, read, written into, taken out. */
const meta = {
  title: "Reviews/ReportBuilder",
  component: ReportBuilder,
  parameters: { width: "full", fetch: reportFetch() },
} satisfies Meta<typeof ReportBuilder>;

export default meta;
type Story = StoryObj<typeof meta>;
type Play = NonNullable<Story["play"]>;
type Canvas = Parameters<Play>[0]["canvas"];

const LONG = { timeout: 15_000 };
const part = async (canvas: Canvas, name: string) => within(await canvas.findByRole("article", { name }, LONG));
/** Types in the place of what stands there. */
const replace = (field: HTMLElement, text: string) =>
  userEvent.type(field, text, {
    initialSelectionStart: 0,
    initialSelectionEnd: (field as HTMLTextAreaElement).value.length,
  });
const opened = { args: { pack: REVIEW.id } };

/** The list; opening one leads to it, and back. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(
      await canvas.findByRole("button", { name: "Abrir Revisión mensual (MBR), octubre de 2026" }, LONG),
    );
    await expect(
      await canvas.findByRole("heading", { name: "Revisión mensual (MBR) · octubre de 2026" }, LONG),
    ).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Todas las revisiones" }));
    await expect(await canvas.findByRole("heading", { name: "Revisiones del negocio" }, LONG)).toBeVisible();
  },
};

/** Made for the last closed month, or for another; what is made is open at once. */
export const Make: Story = {
  parameters: { fetch: reportFetch({ packs: [] }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Todavía no hay revisiones", {}, LONG)).toBeVisible();
    await expect(canvas.getByLabelText("Período")).toHaveDisplayValue("octubre de 2026");
    await userEvent.selectOptions(canvas.getByLabelText("Revisión"), "Revisión trimestral (QBR)");
    await expect(canvas.getByLabelText("Período")).toHaveDisplayValue("T3 2026");
    await userEvent.click(canvas.getByRole("button", { name: "Preparar" }));
    await expect(await canvas.findByRole("article", { name: "Resumen" }, LONG)).toBeVisible();
  },
};

/** What needs a word first; every number against its target, the period before and the year before. */
export const Open: Story = {
  ...opened,
  play: async ({ canvas }) => {
    const summary = await part(canvas, "Resumen");
    await expect(summary.getByText(/está en rojo/)).toHaveTextContent(/Retención a 60 días está en rojo: 30,5.%/);
    const exceptions = await part(canvas, "Lo que hay que ver");
    const rows = (await exceptions.findAllByRole("row", {}, LONG)).slice(1);
    await expect(rows.map((row) => row.textContent?.slice(0, 9))).toEqual(["Retención", "Registros", "Coste de "]);
    const numbers = await part(canvas, "Todos los números");
    await expect(await numbers.findByRole("row", { name: /^Registros/ }, LONG)).toHaveTextContent(
      /1\.286.*91,9.%.*1\.400.*1\.204.*\+6,8.%/,
    );
    await expect((await part(canvas, "Evolución")).getAllByRole("figure").length).toBeGreaterThanOrEqual(3);
  },
};

/** A number that is written out is refused, with the name that says the same; named, it is shown as it will read. */
export const NumbersAreNamed: Story = {
  ...opened,
  play: async ({ canvas }) => {
    const summary = await part(canvas, "Resumen");
    await userEvent.click(summary.getByRole("button", { name: "Editar el resumen" }));
    const field = summary.getByLabelText("Resumen");
    await replace(field, "Llegaron 1.286 personas.");
    await expect(await summary.findByRole("alert")).toHaveTextContent("Escribe {new_registrations}.");
    await expect(summary.getByRole("button", { name: "Guardar" })).toBeDisabled();
    await replace(field, "Llegaron {{new_registrations} personas.");
    await userEvent.click(summary.getByRole("button", { name: "Guardar" }));
    await waitFor(() => expect(summary.queryByLabelText("Resumen")).toBeNull(), LONG);
    await expect(summary.getByText("1.286")).toBeVisible();
  },
};

/** Of two who write, the second sees the first's text, keeps their own, and may save it over. */
export const ChangedMeanwhile: Story = {
  ...opened,
  parameters: { fetch: reportFetch({ isWrittenByAnother: true }) },
  play: async ({ canvas }) => {
    const summary = await part(canvas, "Resumen");
    await userEvent.click(summary.getByRole("button", { name: "Editar el resumen" }));
    const field = summary.getByLabelText("Resumen");
    await replace(field, "El mío.");
    await userEvent.click(summary.getByRole("button", { name: "Guardar" }));
    await expect(await summary.findByText(/Otra persona lo cambió/, {}, LONG)).toBeVisible();
    await expect(summary.getByText("Versión 1, de tomas.becerra")).toBeVisible();
    await expect(field).toHaveValue("El mío.");
    await userEvent.click(summary.getByRole("button", { name: "Guardar el mío sobre este" }));
    await waitFor(() => expect(summary.queryByLabelText("Resumen")).toBeNull(), LONG);
    await expect(summary.getByText("El mío.")).toBeVisible();
  },
};

/** Comments are text, whatever stands in them; actions are carried until a review closes them. */
export const CommentsAndActions: Story = {
  ...opened,
  play: async ({ canvas }) => {
    const comments = await part(canvas, "Comentarios");
    await expect(comments.getByText(/<b>ojo<\/b>/)).toBeVisible();
    await userEvent.selectOptions(comments.getByLabelText("Sobre"), "Registros");
    await userEvent.type(comments.getByLabelText("Comentario"), "<script>alert(1)</script>");
    await userEvent.click(comments.getByRole("button", { name: "Añadir comentario" }));
    await expect(await comments.findByText("<script>alert(1)</script>", {}, LONG)).toBeVisible();
    const actions = await part(canvas, "Acciones");
    await userEvent.type(actions.getByLabelText("Acción"), "Revisar la bienvenida");
    await userEvent.type(actions.getByLabelText("Responsable"), "Marketing");
    await userEvent.click(actions.getByRole("button", { name: "Añadir acción" }));
    await expect(await actions.findByText("Revisar la bienvenida", {}, LONG)).toBeVisible();
    await userEvent.click(actions.getByRole("button", { name: "Cerrar: Renegociar el nivel Oro" }));
    await expect(await actions.findByText(/Cerrada en 2026-10/, {}, LONG)).toBeVisible();
  },
};

/** Restated numbers: what is another value or another definition today. */
export const ChangedSince: Story = {
  ...opened,
  parameters: {
    fetch: reportFetch({
      changes: [
        {
          id: "new_registrations",
          title: { es: "Registros", en: "Registrations" },
          kind: "value",
          was: 1286,
          is: 1290,
          versionWas: 2,
          versionIs: 2,
        },
      ],
    }),
  },
  play: async ({ canvas }) => {
    const changes = await part(canvas, "Cambios desde esta revisión");
    await userEvent.click(changes.getByRole("button", { name: "Comparar con hoy" }));
    await expect(await changes.findByText(/Registros: entonces/, {}, LONG)).toHaveTextContent(/1\.286 → hoy 1\.290/);
  },
};

/** A file is written by the server, under the reader's token. */
export const Files: Story = {
  ...opened,
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Descargar PDF" }, LONG));
    await expect(await canvas.findByText("Descargado: mbr-2026-10.pdf", {}, LONG)).toBeVisible();
  },
};

/** Who may not export reads, and is told who makes them; what their role doesn't see is counted, not named. */
export const ReadOnly: Story = {
  args: { pack: REVIEW.id },
  parameters: {
    fetch: reportFetch({ roles: ["marketing"], can: [], packs: [{ ...REVIEW, mayWrite: false, hidden: 2 }] }),
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/Hay 2 KPI que tu rol no ve/, {}, LONG)).toBeVisible();
    for (const name of ["Editar el resumen", "Descargar PDF", "Añadir acción", "Añadir comentario"]) {
      await expect(canvas.queryByRole("button", { name })).toBeNull();
    }
  },
};

export const NoneYetForReaders: Story = {
  parameters: { fetch: reportFetch({ roles: ["marketing"], can: [], packs: [] }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Las prepara quien puede exportar reportes.", {}, LONG)).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Preparar" })).toBeNull();
  },
};

export const NotThere: Story = {
  args: { pack: "another" },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/There is no such review/, {}, LONG)).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Todas las revisiones" })).toBeVisible();
  },
};

export const Unavailable: Story = {
  parameters: { fetch: reportFetch({ problem: UNAVAILABLE }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Este servidor no guarda revisiones", {}, { timeout: 25_000 })).toBeVisible();
  },
};

/** The panel of schedules, once it is asked for. */
async function scheduling(canvas: Canvas, name = "Programar") {
  await userEvent.click(await canvas.findByRole("button", { name }, LONG));
  return await part(canvas, name);
}

/** Nothing yet: one is set up for a person, who gets what their role sees. */
export const Schedule: Story = {
  play: async ({ canvas }) => {
    const panel = await scheduling(canvas);
    await expect(await panel.findByText("Todavía no hay nada programado.", {}, LONG)).toBeVisible();
    await userEvent.click(panel.getByRole("button", { name: "Programar una" }));
    await expect(panel.getByRole("button", { name: "Guardar" })).toBeDisabled();
    await userEvent.type(panel.getByLabelText("Nombre"), "Cierre de mes");
    await userEvent.selectOptions(panel.getByLabelText("Revisión"), "Revisión mensual (MBR)");
    await userEvent.click(panel.getByRole("checkbox", { name: "Camila Duarte (email; marketing)" }));
    await userEvent.click(panel.getByRole("button", { name: "Guardar" }));
    await expect(await panel.findByText("Cierre de mes", {}, LONG)).toBeVisible();
    await waitFor(() => expect(panel.queryByLabelText("Nombre")).toBeNull(), LONG);
  },
};

/** When the next goes out, who got the last; paused, and sent at once. */
export const Scheduled: Story = {
  parameters: { fetch: reportFetch({ schedules: [SCHEDULE] }) },
  play: async ({ canvas }) => {
    const panel = await scheduling(canvas);
    await expect(await panel.findByText(/Próxima: 2026-W47/, {}, LONG)).toHaveTextContent("Camila Duarte, #direccion");
    await expect(panel.getByText(/Camila Duarte: entregada/)).toHaveTextContent("#direccion: no se pudo entregar");
    await userEvent.click(panel.getByRole("button", { name: "Pausar: Comité de los lunes" }));
    await expect(await panel.findByText(/En pausa/, {}, LONG)).toBeVisible();
    await userEvent.click(await panel.findByRole("button", { name: "Abrir 2026-W46" }));
    await expect(await canvas.findByRole("article", { name: "Resumen" }, LONG)).toBeVisible();
  },
};

/** Of two who change a schedule, the second is told, and keeps what they typed. */
export const ScheduledMeanwhile: Story = {
  parameters: { fetch: reportFetch({ schedules: [SCHEDULE], isScheduledByAnother: true }) },
  play: async ({ canvas }) => {
    const panel = await scheduling(canvas);
    await userEvent.click(await panel.findByRole("button", { name: "Editar: Comité de los lunes" }, LONG));
    const field = panel.getByLabelText("Nombre");
    await replace(field, "El mío");
    await userEvent.click(panel.getByRole("button", { name: "Guardar" }));
    await expect(await panel.findByText(/Otra persona lo cambió/, {}, LONG)).toBeVisible();
    await expect(await panel.findByText("Comité ampliado", {}, LONG)).toBeVisible();
    await expect(field).toHaveValue("El mío");
    await userEvent.click(panel.getByRole("button", { name: "Guardar" }));
    await expect(await panel.findByText("El mío", {}, LONG)).toBeVisible();
  },
};

export const ScheduledNarrowDark: Story = {
  parameters: { fetch: reportFetch({ schedules: [SCHEDULE] }) },
  globals: { theme: "dark", width: "360", locale: "en" },
  play: async ({ canvas }) => {
    const panel = await scheduling(canvas, "Schedule");
    await userEvent.click(await panel.findByRole("button", { name: "Edit: Comité de los lunes" }, LONG));
    await expect(panel.getByLabelText("Time zone")).toBeVisible();
  },
};

export const NarrowDark: Story = {
  ...opened,
  globals: { theme: "dark", width: "360" },
  play: async ({ canvas }) => void (await part(canvas, "Comentarios")),
};

export const English: Story = {
  ...opened,
  globals: { locale: "en" },
  play: async ({ canvas }) => {
    await expect(
      await canvas.findByRole("heading", { name: "Monthly review (MBR) · October 2026" }, LONG),
    ).toBeVisible();
    await part(canvas, "What to look at");
  },
};
