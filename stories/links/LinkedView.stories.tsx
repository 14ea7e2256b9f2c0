import "@northstar/react/links.css";
import type { Query } from "@northstar/core";
import { FilterBar, KpiCard, NorthStarCard } from "@northstar/react";
import { LinkedView } from "@northstar/react/links";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor } from "storybook/test";
import { linkFetch, OPENED, problem } from "./linkServer.ts";

/** Around a view: it opens the link of the page's address, under the reader's own role. */
const meta = {
  title: "Links/LinkedView",
  component: LinkedView,
  args: {
    children: (
      <>
        <FilterBar dimensions={["country"]} />
        <NorthStarCard kpi="active_professionals" />
        <KpiCard kpi="new_registrations" />
      </>
    ),
  },
  parameters: { width: "full", fetch: linkFetch() },
  beforeEach: () => {
    const address = location.href;
    const linked = new URL(address);
    linked.searchParams.set("ns-link", "eyJsaW5r.c2VhbGVk");
    history.replaceState(history.state, "", linked);
    return () => history.replaceState(history.state, "", address);
  },
} satisfies Meta<typeof LinkedView>;

export default meta;
type Story = StoryObj<typeof meta>;

const asked: Query[] = [];
const dates = ({ timeDimensions = [] }: Query) => JSON.stringify(timeDimensions[0] ?? {});
const isOfOctober = (query: Query) => dates(query).includes('["2026-10-01","2026-10-30"]');
const isOfNovember = (query: Query) => dates(query).includes('"2026-11-22');

/** Filters, grain and day are those of whoever shared it; the reader may go on from there, to today and back. */
export const Standard: Story = {
  parameters: { fetch: linkFetch({ onAsked: (queries) => asked.push(...queries) }) },
  play: async ({ canvas }) => {
    asked.length = 0;
    await expect(await canvas.findByText("Enlace del 30 oct 2026, 10:00")).toBeVisible();
    await expect(canvas.getByText(/Los períodos son los del 30 oct 2026; los datos, los de ahora\./)).toHaveTextContent(
      "Tendencias: por semana.",
    );
    await expect(await canvas.findByText("País: Colombia")).toBeVisible();
    // The month so far as of that day, from Colombia: the questions are the link's.
    await waitFor(() => expect(asked.some((query) => isOfOctober(query))).toBe(true));
    await expect(asked.some(({ timeDimensions = [] }) => timeDimensions[0]?.granularity === "week")).toBe(true);
    await expect(asked.some((query) => isOfNovember(query))).toBe(false);
    await userEvent.click(canvas.getByRole("button", { name: "Ver con fecha de hoy" }));
    await expect(await canvas.findByRole("button", { name: "Ver con la fecha del enlace" })).toBeVisible();
    await waitFor(() => expect(asked.some((query) => isOfNovember(query))).toBe(true));
    await userEvent.click(canvas.getByRole("button", { name: "Quitar País: Colombia" }));
    await userEvent.click(await canvas.findByRole("button", { name: "Volver a lo que se compartió" }));
    await expect(await canvas.findByText("País: Colombia")).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Cerrar el enlace" }));
    await waitFor(() => expect(canvas.queryByText(/Enlace del/)).toBeNull());
    await expect(location.search).not.toContain("ns-link");
    await expect(await canvas.findByText("País: Colombia")).toBeVisible();
  },
};

/** What isn't as it was for whoever shared it is said: other rows, filters that the role doesn't have, other definitions. */
export const AnotherReader: Story = {
  parameters: {
    fetch: linkFetch({
      filters: { country: ["PE"] },
      opened: { ...OPENED, dropped: 2, changed: [{ kpi: "new_registrations", from: 1, to: 2 }] },
    }),
  },
  play: async ({ canvas }) => {
    await expect(
      await canvas.findByText(
        "Tu rol solo ve País: Perú: los números pueden ser menores que los de quien lo compartió.",
      ),
    ).toBeVisible();
    await expect(canvas.getByText(/lleva 2 filtros que tu rol no tiene/)).toBeVisible();
    await userEvent.click(canvas.getByText("Desde entonces cambió la definición de 1 KPI:"));
    await expect(await canvas.findByText(/de la versión 1 a la 2/)).toBeVisible();
  },
};

/** It goes with the time: nothing is kept at a day. */
export const Live: Story = {
  parameters: { fetch: linkFetch({ opened: { ...OPENED, asOf: null, grain: null } }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Enlace del 30 oct 2026, 10:00")).toBeVisible();
    await expect(canvas.queryByRole("button", { name: "Ver con fecha de hoy" })).toBeNull();
  },
};

/** Cut off, or changed on the way: the page is there without it. */
export const Invalid: Story = {
  parameters: { fetch: linkFetch({ opened: problem(400, "link_invalid", "The link is cut off.") }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Este enlace no se puede abrir")).toBeVisible();
    await expect(await canvas.findByRole("heading", { name: "Profesionales activos" })).toBeVisible();
  },
};

export const Expired: Story = {
  globals: { locale: "en" },
  parameters: { fetch: linkFetch({ opened: problem(410, "link_expired", "The link is older than 366 days.") }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("This link is over")).toBeVisible();
  },
};

/** The server can't be asked: the reader may try again. */
export const Failed: Story = {
  parameters: { fetch: linkFetch({ opened: problem(500, "internal_error", "Something failed.") }) },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole("button", { name: "Intentar de nuevo" })).toBeVisible();
  },
};

export const Dark: Story = {
  globals: { theme: "dark" },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Enlace del 30 oct 2026, 10:00")).toBeVisible();
  },
};

export const Narrow: Story = {
  globals: { width: "360" },
  parameters: { width: 360 },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Enlace del 30 oct 2026, 10:00")).toBeVisible();
  },
};
