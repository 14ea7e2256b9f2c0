import { SecurityPanel } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { SecurityPanelView } from "../../packages/react/src/components/technical/SecurityPanelView.tsx";
import { NEWEST, NEWEST_MASKED } from "../support/securityEvents.ts";
import { LOADING, ready } from "../support/states.ts";
import { technicalKpi, technicalValue } from "../support/technicalKpis.ts";
import { DELIVERY_FAILURES } from "../support/technicalRows.ts";
import { technicalServer } from "../support/technicalServer.ts";
import { tileStories } from "../support/tileStories.tsx";

const numbersWith = (change?: Parameters<typeof technicalValue>[1]) => ({
  unauthorised: technicalValue("unauthorised_attempts", change),
  signatures: technicalValue("bad_signatures", change),
  replays: technicalValue("replays", change),
  limited: technicalValue("rate_limited", change),
  failures: technicalValue("delivery_failures", change),
});

const meta = {
  title: "Tiles/Technical/SecurityPanel",
  component: SecurityPanel,
  parameters: { width: 1168, fetch: technicalServer() },
} satisfies Meta<typeof SecurityPanel>;

export default meta;
type Story = StoryObj<typeof meta>;

const { draw, ...states } = tileStories({
  View: SecurityPanelView,
  name: { es: "Seguridad", en: "Security" },
  props: (put) => ({ numbers: put(numbersWith()), newest: put(NEWEST), failures: put(DELIVERY_FAILURES) }),
  empty: {
    numbers: ready(numbersWith({ current: 0 })),
    newest: ready({ ...NEWEST, events: [], recent: 0 }),
    failures: ready({ ...DELIVERY_FAILURES, rows: [] }),
  },
  denied: technicalKpi("unauthorised_attempts"),
  longNames: {
    numbers: ready({
      ...numbersWith({ current: 98_765_432_109, previous: null }),
      replays: technicalValue("replays", { current: null }),
    }),
    newest: ready({
      ...NEWEST,
      recent: 1_284_310,
      events: NEWEST.events.map((event) => ({
        ...event,
        kind: "impossible_travel_between_two_distant_countries",
        actor: "sistema-de-gestion-academica-y-certificaciones",
        count: event.count * 91_736,
        outcome: null,
        isWhole: false,
      })),
    }),
  },
});

export const Standard: Story = {
  play: async ({ canvas }) => {
    const rows = within(await canvas.findByRole("table")).getAllByRole("row");
    await expect(rows[1]).toHaveTextContent("hoy 09:42Firma no válida en un webhookaltaWhatsApp · 5f3a9c0114rechazado");
    await expect(rows[3]).toHaveTextContent("ayer 22:15Token caducado reutilizadoportal · 3 direcciones3rechazado");
    await expect(await canvas.findByText("18 en las últimas 24 h")).toBeVisible();
    // Seven classes: five bars, and the two rarest together.
    const bars = within(await canvas.findByRole("list", { name: /Fallos de entrega/ })).getAllByRole("listitem");
    await expect(bars).toHaveLength(6);
    await expect(bars[0]).toHaveTextContent("Email · dirección o número que no existe96");
    await expect(bars[5]).toHaveTextContent("Otros5");
  },
};

/** For a role that sees a mask in place of personal data: nothing pretends to be an origin. */
export const Masked: Story = {
  ...draw({ newest: ready(NEWEST_MASKED) }),
  play: async ({ canvas, canvasElement }) => {
    await expect(canvasElement).not.toHaveTextContent("***");
    await expect(canvas.getAllByText(/oculto|enmascarad|protegid/i).length).toBeGreaterThan(0);
  },
};
export const NothingHappened: Story = {
  ...draw({
    newest: ready({ ...NEWEST, events: [], recent: 0 }),
    failures: ready({ ...DELIVERY_FAILURES, rows: [] }),
    numbers: ready({
      unauthorised: technicalValue("unauthorised_attempts", { current: 0 }),
      signatures: technicalValue("bad_signatures", { current: 0 }),
      replays: technicalValue("replays", { current: 0 }),
      limited: technicalValue("rate_limited", { current: 0 }),
      failures: technicalValue("delivery_failures", { current: 0 }),
    }),
  }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Ningún suceso de seguridad en este período")).toBeVisible();
    await expect(canvas.getByText("Ningún fallo de entrega en este período")).toBeVisible();
  },
};
export const AnAttack: Story = {
  ...draw({
    newest: ready({
      ...NEWEST,
      recent: 1_284_310,
      events: NEWEST.events.map((event) => ({
        ...event,
        count: event.count * 91_736,
        addresses: 4096,
        isWhole: false,
      })),
    }),
  }),
};
export const ListOnItsWay: Story = draw({ newest: LOADING, failures: LOADING });

export const Loading: Story = states.Loading;
export const Updating: Story = states.Updating;
export const LateSource: Story = states.LateSource;
export const Offline: Story = states.Offline;
export const Empty: Story = states.Empty;
export const NoPermission: Story = states.NoPermission;
export const Failed: Story = states.Failed;
export const FailedToUpdate: Story = states.FailedToUpdate;
export const LongNames: Story = states.LongNames;
export const Dark: Story = states.Dark;
export const Narrow: Story = states.Narrow;
export const InEnglish: Story = states.InEnglish;
