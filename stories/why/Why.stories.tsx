import { KpiCard, RetentionCard, type WhySubject } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { WhyPanel } from "../../packages/react/src/components/why/WhyPanel.tsx";
import { CATALOG, FUNNEL, kpiOf } from "../support/catalog.ts";
import { createFakeFetch } from "../support/server.ts";
import { kpiValue } from "../support/states.ts";

/** What the panel holds, without its button: how a KPI of the model is told, in every case. */
const meta = {
  title: "Tiles/Shared/Why this number",
  component: WhyPanel,
  parameters: { width: 400 },
  decorators: [
    (Story) => (
      <div className="ns-card">
        <Story />
      </div>
    ),
  ],
  args: { subjects: [] as readonly WhySubject[] },
} satisfies Meta<typeof WhyPanel>;

export default meta;
type Story = StoryObj<typeof meta>;

const origin = {
  query: {
    measures: ["executive.active_professionals"],
    timeDimensions: [{ dimension: "executive.date", dateRange: ["2026-11-01", "2026-11-22"] as const }],
    filters: [
      {
        or: [
          { member: "executive.country", operator: "equals", values: ["CO", "MX"] },
          { member: "executive.country", operator: "notSet" },
        ],
      },
    ],
    timezone: "America/Bogota",
  },
  used: { rollups: ["activity_facts"], milliseconds: 12, cached: false },
};

/** Filters in force, those that don't cut it, locked ones, rollup, time, and every change of the definition. */
export const Everything: Story = {
  args: { subjects: [{ ...kpiValue("active_professionals"), origin, ignoredFilters: ["campaign"] }] },
  parameters: {
    fetch: createFakeFetch({
      catalog: { ...CATALOG, access: { roles: ["consultant", "analyst"], can: [], filters: { source: ["google"] } } },
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/^v2, en vigor desde el 1 jun 2026/)).toBeVisible();
    await expect(canvas.getByText("9.500 por mes")).toBeVisible();
    await expect(canvas.getByText(/Colombia, México, sin valor/)).toBeVisible();
    await expect(canvas.getByText(/^Campaign: este número no se puede cortar así/)).toBeVisible();
    await expect(await canvas.findByText(/: google$/)).toBeVisible();
    await expect(canvas.getByText("como consultoría y análisis de datos")).toBeVisible();
    await expect(canvas.getByText("el resumen precalculado activity_facts")).toBeVisible();
    await expect(canvas.getByText("12 ms en el servidor")).toBeVisible();
    await userEvent.click(canvas.getByText("Cambios de la definición"));
    await expect(canvas.getByText(/Cuentan las respuestas de WhatsApp/)).toBeVisible();
  },
};

const { play: _play, ...quiet } = Everything;

export const InEnglish: Story = {
  ...quiet,
  parameters: { ...Everything.parameters, locale: "en" },
};
export const Dark: Story = { ...quiet, parameters: { ...Everything.parameters, theme: "dark" } };
export const At320: Story = { ...quiet, parameters: { ...Everything.parameters, width: 320 } };

/** Answered before: the server says that it had the answer. Without a rollup it says so too. */
export const FromTheTablesAndKnown: Story = {
  args: {
    subjects: [
      { ...kpiValue("k_factor"), origin: { ...origin, used: { rollups: [], milliseconds: 1, cached: true } } },
    ],
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("las tablas, sin resumen precalculado")).toBeVisible();
    await expect(canvas.getByText("1 ms; el servidor ya tenía la respuesta")).toBeVisible();
    await expect(
      canvas.getByText("ámbar por debajo de 0,25, rojo por debajo de 0,18; se mira el período en curso"),
    ).toBeVisible();
  },
};

/** An older server doesn't say what it used; a provisional definition says whose word is missing. */
export const OlderServer: Story = {
  args: { subjects: [{ ...kpiValue("ilt"), origin: { ...origin, used: null } }] },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("el servidor no lo dice")).toBeVisible();
    await expect(canvas.getByText(/^Definición provisional/)).toBeVisible();
  },
};

/** A late source stands out in the list. */
export const LateSource: Story = {
  args: {
    subjects: [
      kpiValue("new_registrations", {
        freshness: { status: "late", lagSeconds: 6000, sloSeconds: 300, lateSources: ["crm"], watermark: null },
      }),
    ],
  },
};

export const Funnel: Story = {
  args: { subjects: [{ ...kpiValue("new_registrations"), kpi: FUNNEL, comparisonRange: undefined, origin }] },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("De la primera visita a la primera actividad otro día.")).toBeVisible();
    await expect(canvas.queryByText("Comparación")).toBeNull();
  },
};

/** The query is copied as Cube's playground reads it; where there is no clipboard it is selected. */
export const CopiedByHand: Story = {
  args: { subjects: [{ ...kpiValue("new_registrations"), origin }] },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByText("La consulta"));
    // After the click: the library that clicks has put a clipboard of its own in place.
    const clipboard = Object.getOwnPropertyDescriptor(navigator, "clipboard");
    const written: string[] = [];
    const set = (writeText: (text: string) => Promise<void>) =>
      Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
    set(async (text) => void written.push(text));
    await userEvent.click(canvas.getByRole("button", { name: "Copiar la consulta" }));
    await expect(await canvas.findByText("Copiada")).toBeVisible();
    await expect(JSON.parse(written[0] ?? "")).toEqual(origin.query);
    set(() => Promise.reject(new Error("not allowed")));
    await userEvent.click(canvas.getByRole("button", { name: "Copiar la consulta" }));
    await expect(await canvas.findByText(/selecciónala y cópiala a mano/)).toBeVisible();
    await expect(getSelection()?.toString()).toContain('"executive.active_professionals"');
    if (clipboard) Object.defineProperty(navigator, "clipboard", clipboard);
    else Reflect.deleteProperty(navigator, "clipboard");
  },
};

/** From a card, with a server that says what it used. */
export const FromACard: Story = {
  render: () => <KpiCard kpi="new_registrations" />,
  parameters: { width: 280 },
  play: async ({ canvas }) => {
    await canvas.findByText("1.286");
    await userEvent.click(canvas.getByRole("button", { name: /¿Por qué este número\? Nuevos registros/ }));
    const dialog = await canvas.findByRole("dialog", { name: "Nuevos registros" });
    await expect(await within(dialog).findByText(kpiOf("new_registrations").definition.es)).toBeVisible();
    await expect(within(dialog).getByText("Respondido desde")).toBeVisible();
    // What came in after it opened has not pushed it out of the window.
    await waitFor(() => expect(dialog.getBoundingClientRect().bottom).toBeLessThanOrEqual(innerHeight));
  },
};

/** A tile of several KPIs tells each, folded, the first open. */
export const FromATileOfSeveral: Story = {
  render: () => <RetentionCard />,
  parameters: { width: 320 },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "¿Por qué este número? Retención" }));
    const dialog = await canvas.findByRole("dialog", { name: "Retención" });
    const folded = await waitFor(() => {
      const found = dialog.querySelectorAll<HTMLDetailsElement>(".ns-why-subject");
      expect(found).toHaveLength(3);
      return [...found];
    });
    await expect(folded.map(({ open }) => open)).toEqual([true, false, false]);
    await userEvent.click(within(dialog).getByText("Retención a 90 días"));
    await expect(folded[2]?.open).toBe(true);
  },
};
