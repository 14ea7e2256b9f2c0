import "@northstar/react/adoption.css";
import { AdoptionView } from "@northstar/react/adoption";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { viewStories } from "../support/viewStories.ts";
import { ADOPTION_CATALOG, ADOPTION_DENIED, adoptionServer } from "./adoptionServer.ts";

const meta = {
  title: "Pages/Adoption",
  component: AdoptionView,
  parameters: { width: "full", fetch: adoptionServer() },
} satisfies Meta<typeof AdoptionView>;

export default meta;
type Story = StoryObj<typeof meta>;

const states = viewStories({
  server: adoptionServer,
  catalog: ADOPTION_CATALOG,
  denied: ADOPTION_DENIED,
  name: "Use of the dashboard",
});

const LONG = { timeout: 15_000 };

const VIEW_NAMES = { funnel: "Embudo" };

/** Four roles of five so far this week; fresh enough; reports in a sixth of the time; most reviews from packs. */
export const Standard: Story = {
  args: { viewNames: VIEW_NAMES },
  play: async ({ canvas, canvasElement }) => {
    const tile = async (name: string) => within(await canvas.findByRole("article", { name }, LONG));
    const criteria = await tile("Criterios de éxito");
    const items = await criteria.findAllByRole("listitem", {}, LONG);
    await expect(items.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/99,2.*%.*Meta: al menos 99\s%.*Se cumple$/),
      expect.stringMatching(/4.*Meta: al menos 5.*No se cumple todavía$/),
      expect.stringMatching(/84,2.*%.*Meta: al menos 50\s%.*Se cumple$/),
      // 14 of the 16 reviews: files of rows aren't any.
      expect.stringMatching(/87,5.*%.*Meta: más de 50\s%.*Se cumple$/),
    ]);
    await expect(criteria.getAllByRole("button", { name: /Por qué este número/ })).toHaveLength(4);

    const who = await tile("Quién lo usó esta semana");
    const rows = (await who.findAllByRole("row", {}, LONG)).slice(1);
    await expect(rows.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/dirección.*2.*88.*Vista ejecutiva \(88\)/),
      expect.stringMatching(/marketing.*4.*185.*Vista operativa \(164\), Embudo \(21\)/),
      expect.stringMatching(/DevOps.*2.*130.*Vista técnica \(130\)/),
      expect.stringMatching(
        /análisis de datos.*1.*55.*Vista ejecutiva \(40\), Uso del tablero \(12\), fuera de una vista \(3\)/,
      ),
      expect.stringMatching(/consultoría.*0.*0.*nadie todavía/),
    ]);

    // Of eight that fired six were seen: after 12, 18, 22, 30, 41 and 50 minutes.
    const alerts = await tile("Alertas reconocidas");
    await expect(await alerts.findByText("26", {}, LONG)).toBeVisible();
    await expect(alerts.getByText("75,0")).toBeVisible();
    await expect((await tile("Reportes")).getByText("Revisión semanal (WBR)")).toBeVisible();
    await expect(canvas.getByText(/semana en curso, 16–22 nov 2026/)).toBeVisible();
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};

/** The first week: nobody was counted, no report was made, no alert fired. Each tile says so, and what to do. */
export const FirstWeek: Story = {
  parameters: { fetch: adoptionServer({ answer: () => [], responses: [] }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Todavía no se ha contado ningún uso esta semana", {}, LONG)).toBeVisible();
    await expect(await canvas.findByText("No se hizo ningún reporte en el período", {}, LONG)).toBeVisible();
    await expect(await canvas.findByText("Ninguna alerta se disparó en estas semanas", {}, LONG)).toBeVisible();
    await waitFor(() => expect(canvas.getAllByText("Sin datos para juzgarlo").length).toBeGreaterThan(1));
    await expect(canvas.getByText(/falta decir cuánto llevaba antes cada reporte/)).toBeVisible();
  },
};

/** A server without alerts: the tile says that it can't be known. */
export const WithoutAlerts: Story = {
  parameters: { fetch: adoptionServer({ catalog: { ...ADOPTION_CATALOG, alerts: false } }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Este servidor no guarda alertas", {}, LONG)).toBeVisible();
  },
};

export const Loading: Story = states.Loading;
export const NoPermission: Story = states.NoPermission;
export const Failed: Story = states.Failed;
export const Dark: Story = states.Dark;
export const Narrow: Story = states.Narrow;
export const InEnglish: Story = states.InEnglish;
