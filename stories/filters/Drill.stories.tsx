import { DrillButton, type Fetch, useDimensionFilter, useNorthstar } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { brokenFetch, emptyFetch, FILTER_CATALOG, filterFetch } from "./filterServer.ts";

const meta = {
  title: "Filters/Drill",
  component: DrillButton,
  args: { kpi: "new_registrations" },
  parameters: { fetch: filterFetch() },
  render: (args) => (
    <>
      <DrillButton {...args} />
      <Chosen />
    </>
  ),
} satisfies Meta<typeof DrillButton>;

export default meta;
type Story = StoryObj<typeof meta>;

function Chosen() {
  const { filters } = useNorthstar();
  return (
    <output data-testid="chosen" hidden>
      {JSON.stringify(filters.values)}
    </output>
  );
}

const LONG = { timeout: 15_000 };
const open = async (canvas: ReturnType<typeof within>, name: RegExp = /^Desglosar/) => {
  await userEvent.click(await canvas.findByRole("button", { name }, LONG));
  return within(await canvas.findByRole("dialog", {}, LONG));
};

/** A breakdown, of which a row filters everything; what isn't chosen stays to be chosen. */
export const Breakdown: Story = {
  play: async ({ canvas }) => {
    const dialog = await open(canvas);
    await userEvent.click(await dialog.findByRole("button", { name: "Fuente" }, LONG));
    const row = await dialog.findByRole("row", { name: /linkedin/ }, LONG);
    await expect(dialog.getAllByRole("row")[1]).toHaveTextContent("google");
    await userEvent.click(row);
    await waitFor(() => expect(canvas.getByTestId("chosen")).toHaveTextContent('{"source":["linkedin"]}'));
    await expect(await dialog.findByRole("button", { name: "Quitar Fuente: linkedin" })).toBeVisible();
    await expect(await dialog.findByRole("row", { name: /meta/ })).toBeVisible();
    await userEvent.click(dialog.getByRole("button", { name: "Cerrar" }));
    await waitFor(() => expect(canvas.getByRole("button", { name: /^Desglosar/ })).toHaveFocus());
  },
};

/** The rows: this role sees that there are persons, not who. */
export const MaskedRows: Story = {
  play: async ({ canvas }) => {
    const dialog = await open(canvas);
    await userEvent.click(await dialog.findByRole("button", { name: "Filas" }, LONG));
    await expect(await dialog.findByRole("columnheader", { name: /Persona/ }, LONG)).toBeVisible();
    await expect(await dialog.findByText(/21 nov 2026/)).toBeVisible();
    await expect(dialog.queryByText("***")).toBeNull();
    await expect(dialog.getByText("Los datos personales se muestran enmascarados para tu rol.")).toBeVisible();
    await expect(dialog.getByText("Tu acceso no incluye descargar filas.")).toBeVisible();
  },
};

const rowsFile = (answer: () => Response): Fetch => {
  const catalog = { ...FILTER_CATALOG, access: { roles: ["analyst"], can: ["export"], filters: {} } };
  const others = filterFetch(catalog);
  return async (input, init) =>
    new URL(String(input)).pathname.endsWith("/exports/rows") ? answer() : await others(input, init);
};
const openRows = async (canvas: ReturnType<typeof within>) => {
  const dialog = await open(canvas);
  await userEvent.click(await dialog.findByRole("button", { name: "Filas" }, LONG));
  await userEvent.click(await dialog.findByRole("button", { name: "Descargar todas las filas (CSV)" }, LONG));
  return dialog;
};

/** All rows, also those that the table leaves out, as a file that the server writes under the token. */
export const AllRows: Story = {
  parameters: {
    fetch: rowsFile(() => new Response("Persona,Registros\r\n", { headers: { "content-type": "text/csv" } })),
  },
  play: async ({ canvas }) => {
    const dialog = await openRows(canvas);
    await expect(await dialog.findByText(/^Descargado: nuevos-registros\.csv/, {}, LONG)).toBeVisible();
  },
};

/** A download that breaks off leaves no file that looks whole. */
export const AllRowsBrokenOff: Story = {
  parameters: {
    fetch: rowsFile(
      () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(new TextEncoder().encode("Persona,Registros\r\n"));
              controller.error(new Error("gone"));
            },
          }),
        ),
    ),
  },
  play: async ({ canvas }) => {
    const dialog = await openRows(canvas);
    await expect(await dialog.findByText(/no se pudo descargar entero/, {}, LONG)).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Descargar todas las filas (CSV)" })).toBeVisible();
  },
};

/** A role that may not see rows has breakdowns only. */
export const WithoutRows: Story = {
  parameters: {
    fetch: filterFetch({ ...FILTER_CATALOG, kpis: FILTER_CATALOG.kpis.map((kpi) => ({ ...kpi, drill: [] })) }),
  },
  play: async ({ canvas }) => {
    const dialog = await open(canvas);
    await expect(await dialog.findByRole("button", { name: "País", pressed: true }, LONG)).toBeVisible();
    await expect(dialog.queryByRole("button", { name: "Filas" })).toBeNull();
  },
};

/** Nothing is offered where the role sees nothing behind the number. */
export const NothingBehind: Story = {
  args: { kpi: "k_factor" },
  render: (args) => (
    <>
      <p>K-factor</p>
      <DrillButton {...args} />
    </>
  ),
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("K-factor")).toBeVisible();
    await expect(canvas.queryByRole("button")).toBeNull();
  },
};

export const Empty: Story = {
  parameters: { fetch: emptyFetch() },
  play: async ({ canvas }) => {
    const dialog = await open(canvas);
    await expect(await dialog.findByText("No hay filas con estos filtros", {}, LONG)).toBeVisible();
  },
};

export const Failed: Story = {
  parameters: { fetch: brokenFetch() },
  play: async ({ canvas }) => {
    const dialog = await open(canvas);
    await expect(await dialog.findByText(/warehouse_busy/, {}, { timeout: 15_000 })).toBeVisible();
  },
};

export const Dark: Story = {
  parameters: { theme: "dark" },
  play: async ({ canvas }) => {
    const dialog = await open(canvas);
    await expect(await dialog.findByRole("row", { name: /Colombia/ }, LONG)).toBeVisible();
  },
};

export const InEnglish: Story = {
  parameters: { locale: "en" },
  play: async ({ canvas }) => {
    const dialog = await open(canvas, /^Break down/);
    await expect(await dialog.findByRole("row", { name: /Mexico/ }, LONG)).toBeVisible();
  },
};

function Marks() {
  const { selected, isAvailable, toggle } = useDimensionFilter("source");
  return ["google", "linkedin"].map((value) => (
    <button
      key={value}
      type="button"
      disabled={!isAvailable}
      aria-pressed={selected.includes(value)}
      onClick={() => toggle(value)}
    >
      {value}
    </button>
  ));
}

/** `useDimensionFilter` from anything of a host's own. */
export const CrossFilter: Story = {
  render: () => (
    <>
      <Marks />
      <Chosen />
    </>
  ),
  play: async ({ canvas }) => {
    const mark = canvas.getByRole("button", { name: "linkedin" });
    await waitFor(() => expect(mark).toBeEnabled());
    await userEvent.click(mark);
    await waitFor(() => expect(mark).toHaveAttribute("aria-pressed", "true"));
    await expect(canvas.getByTestId("chosen")).toHaveTextContent('{"source":["linkedin"]}');
    await userEvent.click(mark);
    await waitFor(() => expect(canvas.getByTestId("chosen")).toHaveTextContent("{}"));
  },
};
