import type { IntegrationAction } from "@northstar/core";
import "@northstar/react/integrations.css";
import { IntegrationsAdmin } from "@northstar/react/integrations";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent, waitFor, within } from "storybook/test";
import { appears } from "../support/appears.ts";
import {
  FAILING,
  FILES,
  integration,
  LATE,
  OK,
  PAUSED,
  REFUSED,
  RUNNING,
  UNCONFIGURED,
  UNUSED,
  WAITING,
} from "./integrations.ts";
import { integrationsServer, problemOf } from "./integrationsServer.ts";

const meta = {
  title: "Pages/Integrations",
  component: IntegrationsAdmin,
  parameters: { width: 1168 },
  beforeEach: () => {
    acted.mockClear();
  },
} satisfies Meta<typeof IntegrationsAdmin>;

export default meta;
type Story = StoryObj<typeof meta>;

const acted = fn<(name: string, action: IntegrationAction) => void>();
const serverOf = (options: Parameters<typeof integrationsServer>[0] = {}) => ({
  fetch: integrationsServer({ onAction: acted, ...options }),
});

/** The table's rows, once they are there. */
async function rowsOf(canvas: HTMLElement): Promise<HTMLElement[]> {
  const table = await within(canvas).findByRole("table", { name: /Fuentes de datos|Data sources/ });
  return within(table).getAllByRole("row").slice(1);
}

/** Opens the panel of an integration. */
async function open(canvas: HTMLElement, name: string): Promise<HTMLElement> {
  await userEvent.click(await within(canvas).findByRole("button", { name: new RegExp(`^(Ver|See) ${name}$`) }));
  const panel = await within(canvas).findByRole("dialog");
  await appears(panel);
  return panel;
}

const seen = async (canvas: HTMLElement) => {
  await rowsOf(canvas);
  await appears(canvas);
};

/** Ten sources, in each status: what asks for a person stands first, what nobody uses last. */
export const Standard: Story = {
  parameters: serverOf(),
  play: async ({ canvas, canvasElement }) => {
    const rows = await rowsOf(canvasElement);
    await expect(rows).toHaveLength(10);
    await expect(rows[0]).toHaveTextContent(
      /SendGrid.*falla.*14 min.*objetivo 5 min.*12.*210.*42\.118.*41\.960.*146.*12/,
    );
    await expect(rows[8]).toHaveTextContent(/al día/);
    await expect(rows[9]).toHaveTextContent(/^GA4, recuentos.*sin configurar/);
    await expect(
      canvas.getByText("10 integraciones · 2 fallan · 1 con retraso · 1 en pausa · 2 sin configurar"),
    ).toBeVisible();
    await expect(canvas.getByText(/en curso, 42/)).toBeVisible();
  },
};

const one = (...integrations: (typeof OK)[]): Story => ({
  parameters: serverOf({ integrations }),
  play: async ({ canvasElement }) => seen(canvasElement),
});

export const AllWell: Story = {
  parameters: serverOf({ integrations: [OK, FILES, UNUSED] }),
  play: async ({ canvas, canvasElement }) => {
    await seen(canvasElement);
    await expect(canvas.getByText("3 integraciones · al día las que se usan · 1 sin configurar")).toBeVisible();
  },
};
export const Late: Story = one(LATE);
export const Failing: Story = one(FAILING, REFUSED);
export const Paused: Story = one(PAUSED);
export const Waiting: Story = one(WAITING);
export const Unconfigured: Story = one(UNCONFIGURED, UNUSED);
export const Running: Story = one(RUNNING);

export const Loading: Story = { parameters: serverOf({ answers: false }) };

export const Empty: Story = {
  parameters: serverOf({ integrations: [] }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Ninguna integración declarada")).toBeVisible();
  },
};

/** For every other role: what it is, who sees it, and whom to ask. */
export const NoPermission: Story = {
  parameters: serverOf({ problem: problemOf(403, "role_missing", "Integrations are for the role devops.") }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("region", { name: /no están disponibles para tu rol/ })).toBeVisible();
    await expect(canvas.getByText("Lo ven: DevOps.")).toBeVisible();
    await expect(canvas.queryByRole("table")).toBeNull();
  },
};

/** A server that only reads what another process loads. */
export const NoIngestionHere: Story = {
  parameters: serverOf({ problem: problemOf(503, "integrations_unavailable", "This server runs no ingestion.") }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Este servidor no tiene ingesta")).toBeVisible();
    await expect(canvas.queryByRole("alert")).toBeNull();
  },
};

export const Failed: Story = {
  parameters: serverOf({ problem: problemOf(500, "internal_error", "The server could not answer.") }),
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("alert")).toHaveTextContent("Código: internal_error");
    await expect(canvas.getByRole("button", { name: "Reintentar" })).toBeVisible();
  },
};

const LONG = "sistema-de-gestion-academica-y-certificaciones-de-los-congresos-hispanoamericanos";
export const LongNames: Story = {
  parameters: serverOf({
    integrations: [
      integration(LONG, {
        lastDay: { in: 98_765_432_109, upserted: 98_765_432_109, duplicate: 12_345_678, bad: 1_234_567 },
        deadLetterCount: 1_234_567,
        driftCount: 500,
        waiting: 987_654,
      }),
      FAILING,
    ],
  }),
  play: async ({ canvasElement }) => seen(canvasElement),
};

export const Dark: Story = {
  globals: { theme: "dark" },
  parameters: serverOf(),
  play: async ({ canvasElement }) => seen(canvasElement),
};

export const Narrow: Story = {
  parameters: { ...serverOf(), width: 328 },
  play: async ({ canvasElement }) => {
    await seen(canvasElement);
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};

export const InEnglish: Story = {
  globals: { locale: "en" },
  parameters: serverOf(),
  play: async ({ canvas, canvasElement }) => {
    await seen(canvasElement);
    await expect(canvas.getByText("10 integrations · 2 failing · 1 late · 1 paused · 2 not configured")).toBeVisible();
  },
};

/** What wasn't understood: looked at, and replayed; what still isn't stays. */
export const DeadLettersReplayed: Story = {
  parameters: serverOf(),
  play: async ({ canvasElement }) => {
    const panel = within(await open(canvasElement, "SendGrid"));
    await expect(panel.getByText(/^La última carga falló\. The warehouse has no space left/)).toBeVisible();
    const items = () => panel.getAllByRole("listitem");
    await waitFor(() => expect(items()).toHaveLength(5));
    await userEvent.click(panel.getByRole("button", { name: "Ver más" }));
    await waitFor(() => expect(items()).toHaveLength(10));
    await userEvent.click(within(items()[0] as HTMLElement).getByRole("button", { name: "Ver el registro" }));
    await waitFor(() => expect(panel.getByRole("region", { name: /^Registro de hoy/ })).toHaveTextContent("nov-46"));
    await userEvent.click(within(items()[0] as HTMLElement).getByRole("checkbox"));
    await userEvent.click(within(items()[2] as HTMLElement).getByRole("checkbox"));
    await expect(panel.getByText("2 elegidos")).toBeVisible();
    await userEvent.click(panel.getByRole("button", { name: "Reprocesar elegidos" }));
    await waitFor(() =>
      expect(panel.getByRole("status")).toHaveTextContent("1 registro entendido ahora. 1 sigue apartado."),
    );
    await expect(acted).toHaveBeenCalledWith("sendgrid", { action: "replay", ids: ["sendgrid:0", "sendgrid:2"] });
    await waitFor(() => expect(panel.getByText("11 registros")).toBeVisible());
  },
};

/** Discarding is asked for once more, from the safe side; Escape leaves the question, not the panel. */
export const DeadLettersDiscarded: Story = {
  parameters: serverOf(),
  play: async ({ canvasElement }) => {
    const panel = within(await open(canvasElement, "SendGrid"));
    const discard = await panel.findByRole("button", { name: "Descartar todos…" });
    await userEvent.click(discard);
    await expect(panel.getByRole("button", { name: "Cancelar" })).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await expect(panel.queryByText(/No se puede deshacer/)).toBeNull();
    await expect(discard).toHaveFocus();
    await expect(acted).not.toHaveBeenCalled();
    await userEvent.click(discard);
    await expect(panel.getByText("¿Descartar 12 registros? No se puede deshacer.")).toBeVisible();
    await userEvent.click(panel.getByRole("button", { name: "Descartar" }));
    await waitFor(() => expect(panel.getByRole("status")).toHaveTextContent("12 registros descartados."));
    await expect(panel.getByRole("status")).toHaveFocus();
    await expect(acted).toHaveBeenCalledWith("sendgrid", { action: "discard" });
    await expect(await panel.findByText("Ningún registro apartado")).toBeVisible();
  },
};

export const PausedAndResumed: Story = {
  parameters: serverOf(),
  play: async ({ canvasElement }) => {
    const panel = within(await open(canvasElement, "WhatsApp"));
    await userEvent.click(panel.getByRole("button", { name: "Pausar" }));
    await expect(panel.getByRole("group", { name: /¿Pausar WhatsApp\?/ })).toBeVisible();
    await userEvent.click(panel.getAllByRole("button", { name: "Pausar" })[1] as HTMLElement);
    await waitFor(() => expect(panel.getByRole("status")).toHaveTextContent("WhatsApp está en pausa."));
    await userEvent.click(panel.getByRole("button", { name: "Reanudar" }));
    await waitFor(() => expect(panel.getByRole("status")).toHaveTextContent("WhatsApp vuelve a cargar."));
    await expect(acted.mock.calls).toEqual([
      ["whatsapp", { action: "pause" }],
      ["whatsapp", { action: "resume" }],
    ]);
  },
};

/** Days are loaded again, with their progress, until they are there. */
export const DatesLoadedAgain: Story = {
  parameters: serverOf(),
  play: async ({ canvasElement }) => {
    const panel = within(await open(canvasElement, "HubSpot"));
    await userEvent.click(panel.getByRole("button", { name: "Cargar fechas…" }));
    const from = panel.getByLabelText("Desde");
    await expect(from).toHaveFocus();
    await expect(from).toHaveValue("2026-11-15");
    await userEvent.clear(from);
    await userEvent.type(from, "2026-11-30");
    await expect(await panel.findByText("El último día es anterior al primero.")).toBeVisible();
    await expect(panel.getByRole("button", { name: "Cargar" })).toBeDisabled();
    await userEvent.clear(from);
    await userEvent.type(from, "2026-11-01");
    await userEvent.click(panel.getByRole("button", { name: "Cargar" }));
    await expect(await panel.findByText(/Se están cargando de nuevo las fechas 1[–-]21 nov 2026/)).toBeVisible();
    await expect(acted).toHaveBeenCalledWith("hubspot", { action: "backfill", from: "2026-11-01", to: "2026-11-21" });
    await expect((await panel.findAllByRole("progressbar"))[0]).toBeVisible();
    // The page asks again by itself while something runs.
    await waitFor(() => expect(panel.queryByRole("progressbar")).toBeNull(), { timeout: 15_000 });
  },
};

/** Where a new value comes from is explained; none is typed. */
export const SecretRotated: Story = {
  parameters: serverOf(),
  play: async ({ canvasElement }) => {
    const panel = within(await open(canvasElement, "HubSpot"));
    await userEvent.click(panel.getByRole("button", { name: "Secretos" }));
    await userEvent.click(panel.getByRole("button", { name: /Terminar el anterior/ }));
    await userEvent.click(panel.getByRole("button", { name: "Terminar el anterior" }));
    await waitFor(() => expect(panel.getByRole("status")).toHaveTextContent("NORTHSTAR_HUBSPOT_CLIENT_SECRET"));
    await userEvent.click(panel.getByRole("button", { name: "Rotar… NORTHSTAR_HUBSPOT_TOKEN" }));
    await expect(panel.getByRole("form", { name: "Rotar NORTHSTAR_HUBSPOT_TOKEN" })).toBeVisible();
    await expect(panel.getByText(/NORTHSTAR_SECRETS_FILE/)).toBeVisible();
    await expect(panel.queryByRole("textbox")).toBeNull();
    await userEvent.selectOptions(panel.getByRole("combobox"), "72");
    await userEvent.click(panel.getByRole("button", { name: "Leer el nuevo" }));
    await waitFor(() => expect(panel.getByText(/se acepta también el anterior hasta/)).toBeVisible());
    await expect(acted.mock.calls).toEqual([
      ["hubspot", { action: "rotate", secret: "NORTHSTAR_HUBSPOT_CLIENT_SECRET", graceHours: 0 }],
      ["hubspot", { action: "rotate", secret: "NORTHSTAR_HUBSPOT_TOKEN", graceHours: 72 }],
    ]);
  },
};

/** A table that has stopped shows beside those that go on. */
export const Tables: Story = {
  parameters: serverOf(),
  play: async ({ canvasElement }) => {
    const panel = within(await open(canvasElement, "HubSpot"));
    await userEvent.click(panel.getByRole("button", { name: "Tablas" }));
    const table = await panel.findByRole("table", { name: "Tablas" });
    await expect(within(table).getByRole("row", { name: /score_history/ })).toHaveTextContent("19 nov");
  },
};

export const Drift: Story = {
  parameters: serverOf(),
  play: async ({ canvasElement }) => {
    const panel = within(await open(canvasElement, "HubSpot"));
    await userEvent.click(panel.getByRole("button", { name: /Sin asignar/ }));
    const table = await panel.findByRole("table", { name: "Sin asignar" });
    await expect(within(table).getAllByRole("row")[1]).toHaveTextContent("properties.lead_score_v2string");
  },
};

/** Why it wasn't done, with its code; the panel stays as it was. */
export const ActionRefused: Story = {
  parameters: serverOf({
    actionProblem: problemOf(409, "action_busy", "hubspot is running already. Wait until it is done."),
  }),
  play: async ({ canvasElement }) => {
    const panel = within(await open(canvasElement, "HubSpot"));
    await userEvent.click(panel.getByRole("button", { name: "Cargar ahora" }));
    await waitFor(() => expect(panel.getByRole("status")).toHaveTextContent(/No se pudo hacer.*Código: action_busy/));
  },
};

export const PanelNarrowDark: Story = {
  globals: { theme: "dark", locale: "en" },
  parameters: { ...serverOf(), width: 328 },
  play: async ({ canvasElement }) => {
    const panel = await open(canvasElement, "SendGrid");
    await waitFor(() => expect(within(panel).getAllByRole("listitem")).toHaveLength(5));
    await expect(panel.scrollWidth).toBeLessThanOrEqual(panel.clientWidth);
    await userEvent.click(within(panel).getByRole("button", { name: "Close" }));
    await waitFor(() => expect(within(canvasElement).queryByRole("dialog")).toBeNull());
    await expect(within(canvasElement).getByRole("button", { name: "See SendGrid" })).toHaveFocus();
  },
};
