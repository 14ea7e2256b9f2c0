import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { SecurityPanelView } from "../../packages/react/src/components/technical/SecurityPanelView.tsx";
import { failed, LOADING, ready } from "../support/states.ts";
import { DELIVERY_FAILURES, deniedTechnical, NEWEST, NEWEST_MASKED, technicalValue } from "../support/technical.ts";

const NUMBERS = {
  unauthorised: technicalValue("unauthorised_attempts"),
  signatures: technicalValue("bad_signatures"),
  replays: technicalValue("replays"),
  limited: technicalValue("rate_limited"),
  failures: technicalValue("delivery_failures"),
};

const meta = {
  title: "Cards/SecurityPanel",
  component: SecurityPanelView,
  parameters: { width: 1168 },
  args: { numbers: ready(NUMBERS), newest: ready(NEWEST), failures: ready(DELIVERY_FAILURES) },
} satisfies Meta<typeof SecurityPanelView>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Standard: Story = {
  play: async ({ canvas }) => {
    const rows = within(await canvas.findByRole("table")).getAllByRole("row");
    await expect(rows[1]).toHaveTextContent("hoy 09:42Firma no válida en un webhookaltaWhatsApp · 5f3a9c0114rechazado");
    await expect(rows[3]).toHaveTextContent("ayer 22:15Token caducado reutilizadoportal · 3 direcciones3rechazado");
    await expect(canvas.getByText("18 en las últimas 24 h")).toBeVisible();
    // Seven classes: five bars, and the two rarest together.
    const bars = within(canvas.getByRole("list", { name: /Fallos de entrega/ })).getAllByRole("listitem");
    await expect(bars).toHaveLength(6);
    await expect(bars[0]).toHaveTextContent("Email · dirección o número que no existe96");
    await expect(bars[5]).toHaveTextContent("Otros5");
  },
};

/** For a role that sees a mask in place of personal data: nothing pretends to be an origin. */
export const Masked: Story = {
  args: { newest: ready(NEWEST_MASKED) },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvasElement).not.toHaveTextContent("***");
    await expect(canvas.getAllByText(/oculto|enmascarad|protegid/i).length).toBeGreaterThan(0);
  },
};
export const NothingHappened: Story = {
  args: {
    newest: ready({ ...NEWEST, events: [], recent: 0 }),
    failures: ready({ ...DELIVERY_FAILURES, rows: [] }),
    numbers: ready({
      unauthorised: technicalValue("unauthorised_attempts", { current: 0 }),
      signatures: technicalValue("bad_signatures", { current: 0 }),
      replays: technicalValue("replays", { current: 0 }),
      limited: technicalValue("rate_limited", { current: 0 }),
      failures: technicalValue("delivery_failures", { current: 0 }),
    }),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Ningún suceso de seguridad en este período")).toBeVisible();
    await expect(canvas.getByText("Ningún fallo de entrega en este período")).toBeVisible();
  },
};
export const AnAttack: Story = {
  args: {
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
  },
};
export const UnknownCodes: Story = {
  args: {
    newest: ready({
      ...NEWEST,
      events: NEWEST.events.map((event) => ({
        ...event,
        kind: "impossible_travel_between_two_distant_countries",
        outcome: null,
      })),
    }),
  },
};
export const ListOnItsWay: Story = { args: { newest: LOADING, failures: LOADING } };
export const Loading: Story = { args: { numbers: LOADING, newest: LOADING, failures: LOADING } };
export const Stale: Story = {
  args: { numbers: failed(NUMBERS), newest: failed(NEWEST), failures: failed(DELIVERY_FAILURES) },
};
export const Failed: Story = { args: { numbers: failed(), newest: failed(), failures: failed() } };
export const Denied: Story = {
  args: { numbers: deniedTechnical("unauthorised_attempts"), newest: LOADING, failures: LOADING },
};
export const Dark: Story = { parameters: { theme: "dark" } };
export const OnAPhone: Story = { parameters: { width: 320 } };
export const InEnglish: Story = { parameters: { locale: "en" } };
