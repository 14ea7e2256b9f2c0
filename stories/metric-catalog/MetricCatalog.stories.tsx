import type { MetricDetail, Problem } from "@northstar/core";
import "@northstar/react/metrics.css";
import { MetricCatalog } from "@northstar/react/metrics";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent, waitFor, within } from "storybook/test";
import { appears } from "../support/appears.ts";
import { inventKpi } from "../support/inventKpi.ts";
import { METRICS } from "./metrics.ts";
import { metricsServer } from "./metricsServer.ts";

const meta = {
  title: "Pages/Metric catalogue",
  component: MetricCatalog,
  parameters: { width: 1168 },
} satisfies Meta<typeof MetricCatalog>;

export default meta;
type Story = StoryObj<typeof meta>;

const serverOf = (options: Parameters<typeof metricsServer>[0] = {}) => ({ fetch: metricsServer(options) });
const SEARCH = "Buscar por nombre, definición, responsable o fuente";
const names = (canvas: HTMLElement) =>
  within(canvas)
    .getAllByRole("listitem")
    .map((item) => within(item).getByRole("button").textContent);

/** Every metric that the role sees, by name. */
export const Standard: Story = {
  parameters: serverOf(),
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("15 indicadores, los que ve tu rol")).toBeVisible();
    await expect(names(canvasElement).slice(0, 3)).toEqual(["Beneficio de patrocinio", "Coste del patrocinio", "ILT"]);
    const line = canvas.getByRole("button", { name: "Profesionales activos" }).closest("li");
    await expect(line).toHaveTextContent(/Personas distintas con al menos una actividad.*v2, desde el 1 jun 2026/);
    await appears(canvasElement);
  },
};

/** Words are found wherever they stand, without their accents; filters cut further. */
export const Search: Story = {
  parameters: serverOf(),
  play: async ({ canvas, canvasElement }) => {
    const box = await canvas.findByRole("searchbox", { name: SEARCH });
    await userEvent.type(box, "retencion 60");
    await expect(names(canvasElement)).toEqual(["Retención a 60 días"]);
    await expect(canvas.getByRole("status")).toHaveTextContent("1 indicador");
    await userEvent.clear(box);
    await userEvent.type(box, "invitacion ÷");
    await expect(names(canvasElement)).toEqual(["K-factor"]);
    await userEvent.clear(box);
    await userEvent.selectOptions(canvas.getByRole("combobox", { name: "Responsable" }), "Alianzas");
    await expect(names(canvasElement)).toHaveLength(5);
    await userEvent.selectOptions(canvas.getByRole("combobox", { name: "Área" }), "operational");
    await expect(canvas.getByText("Ningún indicador coincide")).toBeVisible();
  },
};

export const NoResult: Story = {
  parameters: serverOf(),
  play: async ({ canvas, canvasElement }) => {
    await userEvent.type(await canvas.findByRole("searchbox", { name: SEARCH }), "<script>");
    await expect(canvas.getByText("Ningún indicador coincide")).toBeVisible();
    await expect(canvas.getByRole("status")).toHaveTextContent("0 indicadores");
    await userEvent.click(canvas.getByRole("button", { name: "Quitar búsqueda y filtros" }));
    await expect(names(canvasElement)).toHaveLength(15);
  },
};

const opened = fn<(metric: string | null) => void>();

/** One metric and back, by keyboard: the reader is where they were, with what they sought. */
export const OpenedAndLeft: Story = {
  parameters: serverOf(),
  args: { onMetricChange: opened },
  play: async ({ canvas }) => {
    opened.mockClear();
    await userEvent.type(await canvas.findByRole("searchbox", { name: SEARCH }), "activos");
    canvas.getByRole("button", { name: "Profesionales activos" }).focus();
    await userEvent.keyboard("{Enter}");
    const heading = await canvas.findByRole("heading", { level: 2, name: /Profesionales activos/ });
    await waitFor(() => expect(heading).toHaveFocus());
    await userEvent.click(canvas.getByRole("button", { name: "Todos los indicadores" }));
    await waitFor(() => expect(canvas.getByRole("button", { name: "Profesionales activos" })).toHaveFocus());
    await expect(canvas.getByRole("searchbox", { name: SEARCH })).toHaveValue("activos");
    await expect(opened.mock.calls).toEqual([["active_professionals"], [null]]);
  },
};

const ofActive = (change?: (metric: MetricDetail) => MetricDetail, width = 1168): Story => ({
  parameters: { ...serverOf(change ? { change } : {}), width },
  args: { metric: "active_professionals" },
});

/** What it means, its versions, its record, its sources and where it is used. */
export const Detail: Story = {
  ...ofActive(),
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByRole("heading", { level: 2, name: /Profesionales activos/ });
    const part = (name: string) => within(canvas.getByRole("region", { name }));
    await expect(part("Qué significa").getByText(/personas distintas con ≥ 1 actividad/)).toBeVisible();
    await expect(part("Objetivo y responsables").getByText(/9\.500.* por mes/)).toBeVisible();
    await expect(part("Objetivo y responsables").getByText("menos de 5 min")).toBeVisible();
    await expect(part("Historia de la definición").getAllByRole("listitem")[0]).toHaveTextContent(
      /^v3.*1 jun 2026.*en vigor.*Cuentan las respuestas de WhatsApp/,
    );
    await expect(part("De dónde viene").getAllByText(/hace 3 min/)).toHaveLength(6);
    await expect(part("Dónde se usa").getByText("Vista ejecutiva: métrica norte")).toBeVisible();
    await expect(part("Dónde se usa").getByText("Caen los profesionales activos")).toBeVisible();
    await expect(canvas.queryByRole("region", { name: "Quién lo miró" })).toBeNull();
    await expect(part("La consulta").getByText(/"executive.active_professionals"/)).toBeVisible();
    await appears(canvasElement);
  },
};

/** What a change of the definition changed, said by words and signs too. */
export const Diff: Story = {
  ...ofActive(),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("heading", { name: "Cambios de v2 a v3" })).toBeVisible();
    const cube = within(canvas.getByRole("region", { name: "cube activity" }));
    await expect(cube.getByText(/^WHERE m\.kind = 'clicked'$/).closest("li")).toHaveTextContent(/^quitada:/);
    await expect(cube.getByText(/IN \('clicked', 'answered'\)/).closest("li")).toHaveTextContent(/^añadida:/);
    await expect(cube.getByText("8 líneas iguales")).toBeVisible();
    await expect(canvas.getByRole("region", { name: /join community to activity/ })).toHaveTextContent("nueva en v3");
    await expect(canvas.queryByRole("region", { name: "measure community.active_professionals" })).toBeNull();

    await userEvent.selectOptions(canvas.getByRole("combobox", { name: "Comparada con" }), "none");
    await expect(canvas.getByRole("heading", { name: "Definición de la v3" })).toBeVisible();
    await expect(canvas.getByRole("region", { name: "measure community.active_professionals" })).toBeVisible();

    await userEvent.selectOptions(canvas.getByRole("combobox", { name: "Comparada con" }), "1");
    await expect(canvas.getByText(/La definición de la v1 no se conserva/)).toBeVisible();
  },
};

/** Other roles read words and formula; the model's text isn't sent to them. */
export const OtherRole: Story = {
  ...ofActive((metric) => ({
    ...metric,
    versions: metric.versions.map(({ version, since, note }) => ({ version, since, note, definition: "role" })),
  })),
  play: async ({ canvas }) => {
    const part = within(await canvas.findByRole("region", { name: "La definición en el modelo" }));
    await expect(part.getByText(/La ve el rol de análisis/)).toBeVisible();
    await expect(part.queryByRole("combobox")).toBeNull();
  },
};

/** Where usage is kept, how many of each role looked; nobody is named. */
export const WithReaders: Story = {
  ...ofActive((metric) => ({
    ...metric,
    uses: { ...metric.uses, made: [{ kind: "chart", id: "c1", title: "Activos <b>por país</b>" }] },
    readers: {
      days: 7,
      roles: [
        { role: "director", readers: 2 },
        { role: "marketing", readers: 5 },
      ],
      lastAt: "2026-11-21T16:00:00Z",
    },
  })),
  play: async ({ canvas }) => {
    const part = await canvas.findByRole("region", { name: "Quién lo miró" });
    await expect(part).toHaveTextContent(/En los últimos 7 días: .*: 2 · .*: 5/);
    await expect(canvas.getByText("Activos <b>por país</b> (gráfico)")).toBeVisible();
  },
};

const HIDDEN = inventKpi(
  "technical",
  "flow_uptime",
  { es: "Disponibilidad", en: "Uptime" },
  { owner: "Plataforma", roles: ["devops", "analyst"] },
);

/** A link to what another role sees: whom to ask. */
export const Denied: Story = {
  parameters: serverOf({ denied: [HIDDEN] }),
  args: { metric: "flow_uptime" },
  play: async ({ canvas }) => {
    const place = await canvas.findByRole("region", { name: "Disponibilidad no está disponible para tu rol" });
    await expect(place).toHaveTextContent(/Lo ven: .*DevOps.*Plataforma/);
    await expect(canvas.queryByRole("alert")).toBeNull();
  },
};

export const Unknown: Story = {
  parameters: serverOf(),
  args: { metric: "nothing_such" },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("No hay ningún indicador «nothing_such»")).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Todos los indicadores" })).toBeVisible();
  },
};

export const Loading: Story = { parameters: serverOf({ answers: false }) };

export const Empty: Story = {
  parameters: serverOf({ kpis: [] }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Tu rol no ve ningún indicador")).toBeVisible();
    await expect(canvas.queryByRole("searchbox")).toBeNull();
  },
};

const BROKEN: Problem = {
  type: "urn:northstar:problem:internal_error",
  title: "Internal error",
  status: 500,
  code: "internal_error",
  detail: "The server could not answer.",
};

export const Failed: Story = {
  parameters: serverOf({ problem: BROKEN }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("alert")).toHaveTextContent("Código: internal_error");
    await expect(canvas.getByRole("button", { name: "Reintentar" })).toBeVisible();
  },
};

export const FailedDetail: Story = { ...Failed, args: { metric: "active_professionals" } };

const LONG = "Profesionales_de_la_comunidad_hispanoamericana_con_actividad_en_certificaciones_y_congresos";
export const LongNames: Story = {
  parameters: {
    ...serverOf({
      kpis: METRICS.map((kpi) => ({ ...kpi, title: { es: LONG, en: LONG }, owner: `Responsable de ${LONG}` })),
    }),
    width: 328,
  },
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByText("15 indicadores, los que ve tu rol")).toBeVisible();
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};

export const Dark: Story = {
  ...ofActive(),
  globals: { theme: "dark" },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByRole("heading", { name: "Cambios de v2 a v3" });
    await appears(canvasElement);
  },
};

/** On a phone, and dark: long lines of a definition go on in the next. */
export const Narrow: Story = {
  ...ofActive(undefined, 328),
  globals: { theme: "dark" },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByRole("heading", { name: "Cambios de v2 a v3" });
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
    await appears(canvasElement);
  },
};

export const NarrowList: Story = {
  parameters: { ...serverOf(), width: 328 },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findByText("15 indicadores, los que ve tu rol");
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
    await appears(canvasElement);
  },
};

export const InEnglish: Story = {
  ...ofActive(),
  globals: { locale: "en" },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("heading", { name: "Changes from v2 to v3" })).toBeVisible();
    await expect(canvas.getByText("WhatsApp answers count.")).toBeVisible();
  },
};
