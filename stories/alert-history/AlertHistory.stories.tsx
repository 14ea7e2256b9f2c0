import type { AlertHistoryEntry, AlertRule } from "@northstar/core";
import "@northstar/react/alerts.css";
import { AlertHistory } from "@northstar/react/alerts";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { NOW } from "../support/clock.ts";
import { createFakeFetch } from "../support/server.ts";

const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

const RETENTION = { es: "Retención a 60 días", en: "60-day retention" };
const FALLING = { es: "Registros muy por debajo de la semana anterior", en: "Registrations far below the week before" };

function entryOf(id: number, own: Partial<AlertHistoryEntry>): AlertHistoryEntry {
  return {
    id: String(id),
    at: ago(id * 47),
    ruleId: "limits-retention_60",
    ruleTitle: RETENTION,
    ruleVersion: 1,
    event: "fired",
    level: "red",
    value: 0.312,
    compared: 0.312,
    limit: 0.32,
    period: ["2026-10-01", "2026-10-31"],
    unit: "percent",
    cause: null,
    by: null,
    note: null,
    deliveries: [],
    ...own,
  };
}

const sent = (
  recipient: string,
  channel: string,
  status: AlertHistoryEntry["deliveries"][number]["status"] = "sent",
) => ({
  recipient,
  channel,
  status,
  at: ago(1),
});

const falling = { ruleId: "registrations-falling", ruleTitle: FALLING, value: 412, compared: -0.31, limit: -0.25 };
const ENTRIES: readonly AlertHistoryEntry[] = [
  entryOf(1, { event: "acknowledged", by: "Lucía Andrade", note: "Lo revisa el equipo de contenido" }),
  entryOf(2, {
    deliveries: [sent("ops", "ops-slack"), sent("ana", "mail", "retrying"), sent("leo", "wa", "withheld")],
  }),
  entryOf(3, { ...falling, event: "escalated", deliveries: [sent("ana", "mail", "dead")] }),
  entryOf(4, { ...falling, event: "fired", level: "amber", deliveries: [sent("ana", "mail", "held_back")] }),
  entryOf(5, {
    event: "lost_sight",
    level: null,
    value: null,
    compared: null,
    limit: null,
    cause: { kind: "late_source", sources: ["crm"] },
  }),
  entryOf(6, { event: "recovered", level: null, value: 0.36, compared: 0.36, deliveries: [sent("ops", "ops-slack")] }),
  entryOf(7, { event: "snoozed", by: "Camila Duarte" }),
];

const rule = (id: string, title: AlertRule["title"], condition: AlertRule["condition"]): AlertRule => ({
  id,
  title,
  condition,
  owner: "Dirección",
  version: 1,
  origin: "code",
  updatedAt: ago(9999),
  updatedBy: "cube/alerts",
});
const RULES = [
  rule("limits-retention_60", RETENTION, { kind: "threshold", direction: "below", red: { enter: 0.32 } }),
  rule("registrations-falling", FALLING, {
    kind: "change",
    against: "previous_period",
    as: "relative",
    direction: "below",
    amber: { enter: -0.25 },
  }),
];

/** A server with a history, in pages of so many. */
function withHistory(entries: readonly AlertHistoryEntry[], pageRows = 100) {
  const other = createFakeFetch();
  return async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(String(input));
    if (pathname.endsWith("/alerts/rules")) return Response.json({ rules: RULES });
    if (!pathname.endsWith("/alerts/history")) return other(input, init);
    const asked = entries.filter(({ ruleId }) => ruleId === (searchParams.get("rule") ?? ruleId));
    const from = Number(searchParams.get("before") ?? 0);
    const next = from + pageRows < asked.length ? String(from + pageRows) : null;
    return Response.json({ entries: asked.slice(from, from + pageRows), next });
  };
}

const meta = {
  title: "Pages/AlertHistory",
  component: AlertHistory,
  parameters: { width: 1168, fetch: withHistory(ENTRIES) },
} satisfies Meta<typeof AlertHistory>;

export default meta;
type Story = StoryObj<typeof meta>;

const rowsOf = async (canvas: HTMLElement) =>
  within(await within(canvas).findByRole("table", { name: /Historial|History/ }))
    .getAllByRole("row")
    .slice(1);

export const Standard: Story = {
  play: async ({ canvasElement, canvas }) => {
    const rows = await rowsOf(canvasElement);
    await expect(rows).toHaveLength(7);
    await expect(rows[1]).toHaveTextContent(
      "Se puso en rojo31,2 %32,0 %ops (ops-slack)ana (mail): se reintentaleo (wa): su rol no ve el dato",
    );
    await expect(rows[2]).toHaveTextContent("−31,0 %−25,0 %");
    await expect(rows[4]).toHaveTextContent("Llega tarde: CRM");
    await userEvent.selectOptions(canvas.getByLabelText("Regla"), FALLING.es);
    await expect(await rowsOf(canvasElement)).toHaveLength(2);
  },
};

/** Older ones on demand; the list only grows. */
export const InPages: Story = {
  parameters: { fetch: withHistory(ENTRIES, 3) },
  play: async ({ canvasElement, canvas }) => {
    await expect(await rowsOf(canvasElement)).toHaveLength(3);
    await userEvent.click(canvas.getByRole("button", { name: "Ver anteriores" }));
    await waitFor(async () => expect(await rowsOf(canvasElement)).toHaveLength(6));
    await userEvent.click(await canvas.findByRole("button", { name: "Ver anteriores" }));
    await waitFor(async () => expect(await rowsOf(canvasElement)).toHaveLength(7));
    await expect(canvas.queryByRole("button", { name: "Ver anteriores" })).toBeNull();
  },
};

export const Empty: Story = {
  parameters: { fetch: withHistory([]) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Todavía no ha pasado nada")).toBeVisible();
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
    await expect(
      await canvas.findByText("Este servidor no guarda alertas", undefined, { timeout: 15_000 }),
    ).toBeVisible();
  },
};

export const Dark: Story = { globals: { theme: "dark" } };
export const Narrow: Story = { parameters: { width: 320 } };
export const InEnglish: Story = { globals: { locale: "en" } };
