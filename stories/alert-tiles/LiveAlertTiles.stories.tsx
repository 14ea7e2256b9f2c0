import type { AlertView } from "@northstar/core";
import { AlertTiles, NorthstarError } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent, waitFor, within } from "storybook/test";
import { LiveAlertTilesView } from "../../packages/react/src/alerts/LiveAlertTiles.tsx";
import type { AlertActions } from "../../packages/react/src/alerts/useLiveAlerts.ts";
import { CATALOG } from "../support/catalog.ts";
import { NOW } from "../support/clock.ts";
import { createFakeFetch } from "../support/server.ts";
import { failed, ready } from "../support/states.ts";

const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();
const later = (minutes: number) => ago(-minutes);

/** What an engine says of a threshold that is passed. */
function alertOf(own: Partial<AlertView> & { title?: AlertView["rule"]["title"] }): AlertView {
  const { title = { es: "Retención a 60 días", en: "60-day retention" }, ...rest } = own;
  const id = own.id ?? "limits-retention_60:a";
  return {
    id,
    rule: { id: id.split(":")[0] ?? "", title, severity: "warning", owner: "Dirección" },
    kpis: ["retention_60"],
    status: "firing",
    level: "red",
    value: 0.312,
    compared: 0.312,
    limit: 0.32,
    unit: "percent",
    condition: "threshold",
    period: ["2026-07-01", "2026-07-31"],
    since: ago(135),
    firingSince: ago(135),
    evaluatedAt: ago(1),
    cause: null,
    acknowledged: null,
    snoozedUntil: null,
    silencedBy: null,
    ...rest,
  };
}

const RED = alertOf({});
const AMBER = alertOf({
  id: "registrations-falling:a",
  title: { es: "Registros muy por debajo de la semana anterior", en: "Registrations far below the week before" },
  kpis: ["new_registrations"],
  level: "amber",
  value: 412,
  compared: -0.31,
  limit: -0.25,
  condition: "change",
  period: ["2026-11-09", "2026-11-15"],
  firingSince: ago(26 * 60),
});
const PENDING = alertOf({
  id: "latency:a",
  title: { es: "Factor K", en: "K-factor" },
  kpis: ["k_factor"],
  status: "pending",
  level: null,
  value: 0.055,
  compared: 0.055,
  limit: 0.06,
  unit: "ratio",
  firingSince: null,
  since: ago(4),
});
const RECOVERING = alertOf({ ...AMBER, id: "recovering:a", status: "recovering", value: 560, compared: -0.06 });
const UNSEEN = alertOf({
  id: "unusual:a",
  title: { es: "Registros fuera de lo habitual", en: "Unusual number of registrations" },
  kpis: ["new_registrations"],
  status: "no_data",
  level: null,
  value: null,
  compared: null,
  limit: null,
  unit: "deviations",
  condition: "anomaly",
  period: null,
  firingSince: null,
  cause: { kind: "late_source", sources: ["crm"] },
  silencedBy: { kind: "late_source", sources: ["crm"] },
});
const BROKEN = alertOf({
  ...UNSEEN,
  id: "broken:a",
  status: "error",
  cause: { kind: "failed", code: "query_timeout" },
  silencedBy: null,
});
const ALL = [RED, AMBER, RECOVERING, UNSEEN, BROKEN, PENDING];

const actions = (own: Partial<AlertActions> = {}): AlertActions => ({
  busy: null,
  failure: null,
  acknowledge: fn(async () => true),
  snooze: fn(async () => true),
  ...own,
});

const meta = {
  title: "Tiles/Executive/AlertTiles/Live",
  component: AlertTiles,
  parameters: { width: 380 },
} satisfies Meta<typeof AlertTiles>;

export default meta;
type Story = StoryObj<typeof meta>;

function draw(alerts: readonly AlertView[], own: Partial<AlertActions> = {}, globals: Story["globals"] = {}): Story {
  return { render: () => <LiveAlertTilesView state={ready(alerts)} actions={actions(own)} />, globals };
}

/** As a host writes it, with a server that keeps alerts: marked as seen here, it is so for everybody who sees the same rows. */
export const Standard: Story = {
  render: () => <AlertTiles />,
  parameters: { fetch: withAlerts([RED, AMBER]) },
  play: async ({ canvas }) => {
    const seen = await canvas.findByRole("button", { name: "Marcar como vista: Retención a 60 días" });
    const [item] = canvas.getAllByRole("listitem");
    await expect(item).toHaveTextContent("31,2 %");
    await expect(item).toHaveTextContent("Límite 32,0 % · julio de 2026 · desde hace 2 h 15 min");
    await userEvent.click(seen);
    await expect(await canvas.findByText(/Vista por lucia hace 0 s/)).toBeVisible();
    await expect(canvas.queryByRole("button", { name: /^Marcar como vista: Retención/ })).toBeNull();
    await userEvent.click(canvas.getByRole("button", { name: "Posponer los avisos de: Retención a 60 días" }));
    await userEvent.click(
      within(await canvas.findByRole("dialog", { name: "Sin avisos durante" })).getByRole("button", {
        name: "8 horas",
      }),
    );
    await expect(await canvas.findByText(/En silencio hasta/)).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: /^Volver a avisar de: Retención/ }));
    await waitFor(() => expect(canvas.queryByText(/En silencio hasta/)).toBeNull());
  },
};

/** A server that keeps alerts, and what is done about them. */
function withAlerts(alerts: readonly AlertView[]) {
  const other = createFakeFetch({ catalog: { ...CATALOG, alerts: true } });
  let list = alerts;
  return async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = decodeURIComponent(new URL(String(input)).pathname);
    const found = /\/alerts\/(?<id>[^/]+)\/(?<what>acknowledge|snooze)$/.exec(path)?.groups;
    if (found) {
      const body = JSON.parse(String(init?.body)) as { note?: string | null; until?: string | null };
      const change: Partial<AlertView> =
        found.what === "acknowledge"
          ? { acknowledged: { by: "lucia", at: ago(0), note: body.note ?? null } }
          : { snoozedUntil: body.until ?? null };
      list = list.map((alert) => (alert.id === found.id ? { ...alert, ...change } : alert));
      return Response.json(list.find(({ id }) => id === found.id));
    }
    return path.endsWith("/alerts") ? Response.json({ alerts: list }) : other(input, init);
  };
}

export const EveryState: Story = {
  ...draw([...ALL.slice(0, 3), UNSEEN, PENDING]),
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: "2 más" }));
    const items = canvas.getAllByRole("listitem");
    await expect(items.map((item) => item.dataset.status)).toEqual([
      "firing",
      "firing",
      "recovering",
      "no_data",
      "pending",
    ]);
    await expect(items[1]).toHaveTextContent("−31,0 % frente al período anterior · Límite −25,0 %");
    await expect(items[3]).toHaveTextContent("Llega tarde: CRM");
    await expect(canvas.getByText("1 sin ver")).toBeVisible();
  },
};

export const CouldNotBeEvaluated: Story = draw([BROKEN]);
export const Pending: Story = draw([PENDING]);
export const Recovering: Story = draw([RECOVERING]);
export const LateSource: Story = draw([UNSEEN]);

export const Acknowledged: Story = draw([
  { ...RED, acknowledged: { by: "Lucía Andrade", at: ago(20), note: "Lo revisa el equipo de contenido" } },
  AMBER,
]);
export const Snoozed: Story = draw([{ ...RED, snoozedUntil: later(480) }]);
export const Muted: Story = draw([{ ...RED, silencedBy: { kind: "mute", id: "m" } }]);
export const Saving: Story = draw([RED, AMBER], { busy: RED.id });
export const SavingFailed: Story = draw([RED], {
  failure: { id: RED.id, error: new NorthstarError("network", "The server can't be reached.") },
});

/** A hundred: the first three, which are the worst, and the rest on demand. */
export const AHundred: Story = {
  ...draw(Array.from({ length: 100 }, (_, index) => ({ ...(index < 40 ? RED : AMBER), id: `rule-${index}:a` }))),
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole("listitem")).toHaveLength(3);
    await userEvent.click(canvas.getByRole("button", { name: "97 más" }));
    await expect(canvas.getAllByRole("listitem")).toHaveLength(100);
  },
};

export const Composite: Story = draw([
  alertOf({
    id: "together:a",
    title: { es: "Caen a la vez el contenido y la actividad", en: "Content and activity fall together" },
    kpis: ["active_professionals", "content_minutes"],
    level: "amber",
    value: null,
    compared: 2,
    limit: 2,
    unit: "count",
    condition: "composite",
  }),
]);

export const LongNames: Story = draw([
  {
    ...RED,
    value: 1_234_567_890_123,
    rule: {
      ...RED.rule,
      title: {
        es: "Profesionales de la salud registrados por invitación de colegas en congresos hispanoamericanos",
        en: "Health professionals registered on the invitation of colleagues at Latin American congresses",
      },
      note: {
        es: "Mira primero si la fuente está al día; después, qué país y qué canal caen, y habla con quien lleva la campaña.",
        en: "See first whether the source is up to date; then which country and which channel fall, and talk to whoever runs the campaign.",
      },
    },
  },
]);

export const Empty: Story = draw([]);
export const Failed: Story = {
  render: () => <LiveAlertTilesView state={failed<readonly AlertView[]>()} actions={actions()} />,
};
export const FailedToUpdate: Story = {
  render: () => <LiveAlertTilesView state={failed([RED, AMBER])} actions={actions()} />,
};
export const Loading: Story = {
  render: () => <LiveAlertTilesView state={{ status: "loading" }} actions={actions()} />,
};
export const Dark: Story = draw(ALL, {}, { theme: "dark" });
export const Narrow: Story = { ...draw(ALL), parameters: { width: 320 } };
export const InEnglish: Story = draw(ALL, {}, { locale: "en" });
export const RightToLeft: Story = { ...draw(ALL), parameters: { direction: "rtl" } };
