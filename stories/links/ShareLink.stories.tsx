import "@northstar/react/links.css";
import type { LinkState } from "@northstar/core/links";
import { useNorthstar } from "@northstar/react";
import { ShareLink } from "@northstar/react/links";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { useEffect } from "react";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { linkFetch, problem } from "./linkServer.ts";

/** A button for the page's head: it makes a signed link to what the reader looks at. */
const meta = {
  title: "Links/ShareLink",
  component: ShareLink,
  args: { address: "https://intranet.example/tablero/ejecutiva?tema=oscuro&ns.period=last_month" },
  parameters: { width: 480, fetch: linkFetch() },
} satisfies Meta<typeof ShareLink>;

export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = Parameters<NonNullable<Story["play"]>>[0]["canvas"];

async function opened(canvas: Canvas) {
  await userEvent.click(await canvas.findByRole("button", { name: "Compartir" }));
  return within(await canvas.findByRole("dialog", { name: "Compartir lo que ves" }));
}

const made: LinkState[] = [];

/** What it carries, as of today unless the reader says otherwise; the host's own parameters stay in the address. */
export const Standard: Story = {
  parameters: { fetch: linkFetch({ onMade: (state) => made.push(state) }) },
  play: async ({ canvas }) => {
    made.length = 0;
    const dialog = await opened(canvas);
    await waitFor(() =>
      expect(dialog.getByRole("textbox", { name: "Enlace" })).toHaveValue(
        "https://intranet.example/tablero/ejecutiva?tema=oscuro&ns-link=eyJsaW5r.c2VhbGVk",
      ),
    );
    await expect(made).toEqual([{ search: "", grain: null, asOf: "2026-11-22T15:00:00.000Z" }]);
    await expect(dialog.getByText("el período de la vista · sin filtros", { exact: false })).toBeVisible();
    await expect(dialog.getByText("Sirve hasta el 23 nov 2027.")).toBeVisible();
    await userEvent.selectOptions(dialog.getByLabelText("Detalle de las tendencias"), "Por semana");
    await userEvent.click(dialog.getByRole("checkbox", { name: /Fijar a hoy \(22 nov 2026\)/ }));
    await waitFor(() => expect(made.at(-1)).toEqual({ search: "", grain: "week", asOf: null }));
    await waitFor(() => expect(dialog.getByRole("button", { name: "Copiar enlace" })).toBeEnabled());
  },
};

/** Dates that stand still need no day to be kept at; what is filtered by is said. */
export const WithFilters: Story = {
  decorators: [
    (Story) => {
      const { setFilters } = useNorthstar();
      useEffect(() => {
        setFilters({ period: { start: "2026-10-01", end: "2026-10-31" }, values: { country: ["CO", "PE"] } });
      }, [setFilters]);
      return <Story />;
    },
  ],
  play: async ({ canvas }) => {
    const dialog = await opened(canvas);
    await expect(await dialog.findByText(/Octubre de 2026 · País: Colombia · País: Perú/)).toBeVisible();
    await expect(dialog.queryByRole("checkbox")).toBeNull();
  },
};

/** More than an address takes. */
export const TooMuch: Story = {
  parameters: {
    fetch: linkFetch({ refused: problem(413, "link_too_long", "So many filters don't fit into a link.") }),
  },
  play: async ({ canvas }) => {
    const dialog = await opened(canvas);
    await expect(await dialog.findByText(/No se pudo firmar el enlace/)).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Copiar enlace" })).toBeDisabled();
  },
};

export const English: Story = {
  globals: { locale: "en" },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Share" }));
    await expect(await canvas.findByText(/Keep at today \(Nov 22, 2026\)/)).toBeVisible();
  },
};

export const Dark: Story = {
  globals: { theme: "dark" },
  play: async ({ canvas }) => {
    await opened(canvas);
  },
};
