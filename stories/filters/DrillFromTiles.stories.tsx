import type { Role } from "@northstar/core";
import { ExecutiveView, OperationalView, TechnicalView } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import type { ReactElement } from "react";
import { expect, screen, userEvent, waitFor, within } from "storybook/test";
import { openTileMenu } from "../support/tileMenu.ts";
import { drillFetch } from "./drillServer.ts";

/**
 * From every tile to what is behind its numbers: by its menu, by the names of its numbers, by its rows, by a double click or Enter on
 * its drawing; to breakdowns and rows as far as the role may.
 */
const meta = {
  title: "Filters/Drill from tiles",
  parameters: { width: "full", controls: { disable: true } },
} satisfies Meta;

export default meta;
type Story = StoryObj<typeof meta>;
type Play = NonNullable<Story["play"]>;

const LONG = { timeout: 15_000 };
const dialogOf = async (name?: string) => within(await screen.findByRole("dialog", name ? { name } : {}, LONG));

/** A section of a view for a role, and the way down from its tile. */
const from = (view: ReactElement, role: Role, play: Play): Story => ({
  render: () => view,
  parameters: { fetch: drillFetch(role) },
  play,
});

/** The menu's entry, the first breakdown, the rows of one of its values; closing gives the focus back. */
const byMenu = (tile: string, kpi: string): Play => {
  return async ({ canvas }) => {
    await canvas.findByRole("button", { name: `Opciones: ${tile}` }, LONG);
    const menu = await openTileMenu(canvas, tile);
    await userEvent.click(menu.getByRole("menuitem", { name: "Desglosar" }));
    const dialog = await dialogOf(kpi);
    const places = within(await dialog.findByRole("group", { name: "Desglose" }, LONG)).getAllByRole("button");
    if (places[0]?.textContent !== "Filas") {
      await userEvent.click(await dialog.findByRole("button", { name: "Ver las filas de uno" }, LONG));
    }
    await expect(dialog.getByRole("button", { name: "Filas", pressed: true })).toBeVisible();
    await expect(
      within(await dialog.findByRole("table", { name: `${kpi}: Filas` }, LONG)).getAllByRole("row"),
    ).toHaveLength(3);
    // Escape does the same: `e2e/drill.spec.ts`, with real keys.
    await userEvent.click(dialog.getByRole("button", { name: "Cerrar" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await expect(canvas.getByRole("button", { name: `Opciones: ${tile}` })).toHaveFocus();
  };
};

/** Number's name → its drill. */
const byName = (name: string, kpi: string): Play => {
  return async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: `Desglosar ${name}` }, LONG));
    await dialogOf(kpi);
  };
};

export const Retention = from(
  <ExecutiveView sections={["retention"]} />,
  "director",
  byMenu("Retención", "Retención a 30 días"),
);

export const RetentionByName = from(
  <ExecutiveView sections={["retention"]} />,
  "director",
  byName("60 d: Retención a 60 días", "Retención a 60 días"),
);

export const Sponsorship = from(
  <ExecutiveView sections={["sponsorship"]} />,
  "director",
  byMenu("Ingresos y coste por mes", "Ingresos por patrocinio"),
);

export const SponsorTiers = from(
  <ExecutiveView sections={["sponsorship"]} />,
  "director",
  byMenu("Patrocinadores activos", "Patrocinadores activos"),
);

/** An alert is about one whole period: its drill is about that one too. */
export const AnAlert = from(<ExecutiveView sections={["alerts"]} />, "director", async ({ canvas }) => {
  const [first] = await canvas.findAllByRole("button", { name: /^Desglosar / }, LONG);
  if (!first) throw new Error("There is no alert.");
  const detail = first.closest("li")?.querySelector(".ns-alert-detail")?.textContent ?? "";
  await userEvent.click(first);
  const dialog = await dialogOf(first.textContent ?? "");
  const period = detail.split("· ")[1] ?? "";
  await expect(period).not.toBe("");
  await waitFor(() => expect(dialog.getAllByText(new RegExp(`^${period}`, "i"))[0]).toBeVisible(), LONG);
});

/** A step of the funnel: its people by source and country. The model names no rows behind steps. */
export const AFunnelsStep = from(<OperationalView sections={["funnel"]} />, "marketing", async ({ canvas }) => {
  await canvas.findByRole("button", { name: "Opciones: Embudo de adquisición" }, LONG);
  const menu = await openTileMenu(canvas, "Embudo de adquisición");
  await userEvent.click(menu.getByRole("menuitem", { name: "Desglosar" }));
  const dialog = await dialogOf("Embudo de adquisición");
  await userEvent.selectOptions(await dialog.findByLabelText("Paso"), "Embudo de adquisición: Asistentes");
  await expect(await dialog.findByRole("grid", { name: "Asistentes, Fuente del primer contacto" }, LONG)).toBeVisible();
  await userEvent.click(dialog.getByRole("button", { name: "País" }));
  await expect(await dialog.findByRole("grid", { name: "Asistentes, País" }, LONG)).toBeVisible();
  await expect(dialog.queryByRole("button", { name: "Filas" })).toBeNull();
});

/** By a double click on a step's column, and by Enter on it. */
export const AFunnelsColumn = from(<OperationalView sections={["funnel"]} />, "marketing", async ({ canvas }) => {
  const step = await canvas.findByRole("button", { name: /del anterior.*Asistentes/ }, LONG);
  await userEvent.dblClick(step);
  const dialog = await dialogOf("Embudo de adquisición");
  await expect(await dialog.findByLabelText("Paso")).toHaveDisplayValue("Embudo de adquisición: Asistentes");
  await userEvent.click(dialog.getByRole("button", { name: "Cerrar" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  step.focus();
  await userEvent.keyboard("{Enter}");
  await dialogOf("Embudo de adquisición");
});

/** A row of the funnel's breakdown: its last step, narrowed to that source. */
export const AFunnelsSource = from(<OperationalView sections={["funnel"]} />, "marketing", async ({ canvas }) => {
  await userEvent.click(await canvas.findByRole("button", { name: "Desglosar linkedin" }, LONG));
  const dialog = await dialogOf("Embudo de adquisición");
  await expect(dialog.getByLabelText("Paso")).toHaveDisplayValue("Embudo de adquisición: Activos");
  await expect(await dialog.findByRole("button", { name: /^Quitar .*: linkedin/ }, LONG)).toBeVisible();
});

export const Campaigns = from(
  <OperationalView sections={["campaigns"]} />,
  "marketing",
  byMenu("Campañas", "Tasa de conversión de campañas"),
);

/** A row by the pointer, and by Enter: the drill begins narrowed to its campaign, which is a chip of the drill alone. */
export const ACampaign = from(<OperationalView sections={["campaigns"]} />, "marketing", async ({ canvas }) => {
  // The rows, not what stands there while they are loaded.
  const table = within(await canvas.findByRole("grid", { name: "Campañas" }, LONG));
  const [row] = await table.findAllByRole("button", { name: /^Desglosar .*/ }, LONG);
  const campaign = row?.getAttribute("aria-label")?.replace("Desglosar ", "") ?? "";
  if (row) await userEvent.click(row);
  const dialog = await dialogOf("Tasa de conversión de campañas");
  const own = within(await dialog.findByRole("list", { name: "Solo en este desglose" }, LONG));
  await expect(own.getByRole("button", { name: `Quitar Campaña: ${campaign}` })).toBeVisible();
  await userEvent.click(own.getByRole("button"));
  await waitFor(() => expect(dialog.queryByRole("list", { name: "Solo en este desglose" })).toBeNull());
  await expect(dialog.getByRole("button", { name: "País", pressed: true })).toHaveFocus();
  await userEvent.click(dialog.getByRole("button", { name: "Cerrar" }));
  // Only then: the focus goes back to where the drill began.
  await waitFor(() => expect(row).toHaveFocus());
  const grid = within(canvas.getByRole("grid", { name: "Campañas" }));
  const line = grid.getAllByRole("row", { selected: false })[0];
  line?.focus();
  await userEvent.keyboard("{Enter}");
  const again = await dialogOf("Tasa de conversión de campañas");
  await expect(await again.findByRole("button", { name: `Quitar Campaña: ${campaign}` }, LONG)).toBeVisible();
  // The view behind it isn't filtered: that is Space, and a click on the row.
  await expect(line).toHaveAttribute("aria-selected", "false");
});

export const Channels = from(
  <OperationalView sections={["channels"]} />,
  "marketing",
  byMenu("Email y WhatsApp", "Mensajes entregados"),
);

/** The name of a measure leads to its breakdown by channel. */
export const AChannelsMeasure = from(<OperationalView sections={["channels"]} />, "marketing", async (context) => {
  await byName("Apertura", "Tasa de apertura")(context);
  await expect(await screen.findByRole("button", { name: "Canal", pressed: true }, LONG)).toBeVisible();
});

export const Content = from(
  <OperationalView sections={["content"]} />,
  "marketing",
  byMenu("Consumo de contenidos", "Minutos de contenido"),
);

/** A place of a chart leads to what is behind its stretch alone. */
export const AChartsPlace = from(<OperationalView sections={["content"]} />, "marketing", async ({ canvas }) => {
  const chart = await canvas.findByRole("group", { name: /^Consumo de contenidos\. / }, LONG);
  chart.focus();
  await userEvent.keyboard("{Home}{ArrowRight}{Enter}");
  const dialog = await dialogOf("Minutos de contenido");
  // The second week of the last 90 days.
  await expect(await dialog.findByText(/^31 ago – 6 sept 2026/, {}, LONG)).toBeVisible();
});

export const Topics = from(
  <OperationalView sections={["topics"]} />,
  "marketing",
  byMenu("Temas principales", "Minutos de contenido"),
);

export const Segments = from(
  <OperationalView sections={["segments"]} />,
  "marketing",
  byMenu("Segmentos por puntuación", "Personas por segmento"),
);

export const Referrals = from(
  <OperationalView sections={["referrals"]} />,
  "marketing",
  byMenu("Referidos", "Invitaciones"),
);

/** Between the numbers of a tile without leaving. */
export const BetweenNumbers = from(<OperationalView sections={["referrals"]} />, "marketing", async ({ canvas }) => {
  const menu = await openTileMenu(canvas, "Referidos");
  await userEvent.click(menu.getByRole("menuitem", { name: "Desglosar" }));
  const dialog = await dialogOf("Invitaciones");
  await userEvent.selectOptions(await dialog.findByLabelText("Número"), "Factor K");
  const other = await dialogOf("Factor K");
  await expect(await other.findByRole("button", { name: "Filas" }, LONG)).toBeVisible();
});

/** The card of those who brought most says why its numbers are what they are, as all do. */
export const ReferrersWhy = from(<OperationalView sections={["referrals"]} />, "marketing", async ({ canvas }) => {
  const name = "¿Por qué este número? Principales referidores";
  await userEvent.click(await canvas.findByRole("button", { name }, LONG));
  const why = await dialogOf();
  await expect(await why.findByText(/Registros por invitación/, {}, LONG)).toBeVisible();
  await expect(why.getAllByText(/Invitaciones/)[0]).toBeVisible();
});

/** Who invited is a mask for a consultant: rows say so, and no row of a person leads anywhere. */
export const ReferralsMasked = from(<OperationalView sections={["referrals"]} />, "consultant", async ({ canvas }) => {
  const menu = await openTileMenu(canvas, "Principales referidores");
  await userEvent.click(menu.getByRole("menuitem", { name: "Desglosar" }));
  const dialog = await dialogOf("Registros por invitación");
  await expect(dialog.queryByRole("button", { name: /Quién invitó/ })).toBeNull();
  await userEvent.click(await dialog.findByRole("button", { name: "Filas" }, LONG));
  await expect(
    await dialog.findByText("Los datos personales se muestran enmascarados para tu rol.", {}, LONG),
  ).toBeVisible();
});

export const Uptime = from(
  <TechnicalView sections={["reliability"]} />,
  "devops",
  byMenu("Disponibilidad de los flujos", "Disponibilidad de los flujos"),
);

export const Recovery = from(
  <TechnicalView sections={["reliability"]} />,
  "devops",
  byMenu("Fallos y recuperación", "Tasa de fallo de los flujos"),
);

export const Events = from(
  <TechnicalView sections={["events"]} />,
  "devops",
  byMenu("Eventos por hora", "Eventos ingeridos"),
);

/** Percentiles have no breakdowns: their rows come at once. */
export const Latency = from(
  <TechnicalView sections={["latency"]} />,
  "devops",
  byMenu("Latencia evento → CRM", "Latencia hasta el CRM, p50"),
);

export const Security = from(
  <TechnicalView sections={["security"]} />,
  "devops",
  byMenu("Seguridad", "Intentos no autorizados"),
);

export const Ingest = from(
  <TechnicalView sections={["ingest"]} />,
  "devops",
  byMenu("Ingesta por conector", "Filas recibidas"),
);

/** 320 pixels, where nothing hovers: the sheet comes from below. */
export const Narrow: Story = {
  ...from(<OperationalView sections={["campaigns"]} />, "marketing", async (context) => {
    const [row] = await context.canvas.findAllByRole("button", { name: /^Desglosar .*/ }, LONG);
    if (row) await userEvent.click(row);
    const dialog = await screen.findByRole("dialog", {}, LONG);
    await expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth);
  }),
  parameters: { width: 320, fetch: drillFetch("marketing") },
};

export const Dark: Story = {
  ...from(<OperationalView sections={["referrals"]} />, "marketing", byName("Invitaciones", "Invitaciones")),
  parameters: { theme: "dark", fetch: drillFetch("marketing") },
};
