import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, screen, userEvent, waitFor, within } from "storybook/test";
import { NorthStarCardView } from "../../packages/react/src/components/NorthStarCardView.tsx";
import { Tile } from "../../packages/react/src/components/Tile.tsx";
import type { TileTable } from "../../packages/react/src/components/tileTable.ts";
import { tilePng } from "../../packages/react/src/export/tilePng.ts";
import { CATALOG } from "../support/catalog.ts";
import { createFakeFetch } from "../support/server.ts";
import { kpiSeries, kpiValue, ready } from "../support/states.ts";
import { openTileMenu } from "../support/tileMenu.ts";
import { readPicture } from "./readPicture.ts";

const TABLE: TileTable = {
  title: "Profesionales activos",
  columns: [
    { id: "period", title: "Período", granularity: "month" },
    { id: "value", title: "Valor", unit: "people" },
    { id: "rate", title: "Tasa; anual", unit: "percent" },
    { id: "note", title: "Nota" },
  ],
  rows: [
    ["2026-11-01", 8412, 0.064, '=HYPERLINK("http://x.test")'],
    ["2026-10-01", 8610, -0.5, null],
  ],
  partial: [0],
};

const meta = {
  title: "Tiles/Shared/Menu",
  component: Tile<TileTable>,
  parameters: { width: 420 },
  args: {
    title: "Profesionales activos",
    className: "ns-kpi",
    state: ready(TABLE),
    skeleton: null,
    table: (value: TileTable): TileTable | null => value,
    children: () => <p>Un dibujo</p>,
  },
} satisfies Meta<typeof Tile<TileTable>>;

export default meta;
type Story = StoryObj<typeof meta>;

const NAME = "Opciones: Profesionales activos";
const focusedText = () => document.activeElement?.firstChild?.textContent;

/** By keyboard, as the ARIA Authoring Practices have a menu button. */
export const ByKeyboard: Story = {
  play: async ({ canvas }) => {
    const button = canvas.getByRole("button", { name: NAME });
    await expect(button).toHaveAttribute("aria-haspopup", "menu");
    await expect(button).toHaveAttribute("aria-expanded", "false");
    button.focus();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(focusedText()).toBe("Ver como tabla"));
    await expect(button).toHaveAttribute("aria-expanded", "true");
    await userEvent.keyboard("{ArrowDown}");
    await expect(focusedText()).toBe("Copiar");
    await userEvent.keyboard("{ArrowUp}{ArrowUp}");
    await expect(focusedText()).toBe("Descargar PNG");
    await userEvent.keyboard("{ArrowDown}");
    await expect(focusedText()).toBe("Ver como tabla");
    await userEvent.keyboard("{End}{Home}d");
    await expect(focusedText()).toBe("Descargar CSV");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    await expect(button).toHaveFocus();
    await expect(button).toHaveAttribute("aria-expanded", "false");
    await userEvent.keyboard("{ArrowUp}");
    await waitFor(() => expect(focusedText()).toBe("Descargar PNG"));
    await userEvent.keyboard("{Escape}");
  },
};

export const Open: Story = {
  play: async ({ canvas }) => {
    const menu = await openTileMenu(canvas, "Profesionales activos");
    await expect(menu.getAllByRole("menuitem").map((entry: HTMLElement) => entry.firstChild?.textContent)).toEqual([
      "Ver como tabla",
      "Copiar",
      "Descargar CSV",
      "Descargar CSV para Excel",
      "Descargar PNG",
    ]);
  },
};
export const OpenInTheDark: Story = { ...Open, parameters: { theme: "dark" } };
/** English writes decimals with a point: one CSV is enough. */
export const OpenInEnglish: Story = {
  parameters: { locale: "en" },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Options: Profesionales activos" }));
    const menu = within(await screen.findByRole("menu"));
    await expect(menu.getAllByRole("menuitem")).toHaveLength(4);
  },
};

export const AsATable: Story = {
  play: async ({ canvas, canvasElement }) => {
    const menu = await openTileMenu(canvas, "Profesionales activos");
    await userEvent.click(menu.getByRole("menuitem", { name: "Ver como tabla" }));
    const table = within(await canvas.findByRole("table", { name: "Profesionales activos" }));
    await expect(table.getByRole("rowheader", { name: "noviembre de 2026 (en curso)" })).toBeVisible();
    await expect(canvasElement).not.toHaveTextContent("Un dibujo");
  },
};

/** What would have been downloaded. */
async function download(canvas: ReturnType<typeof within>, entry: string) {
  const made: Blob[] = [];
  const names: string[] = [];
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  URL.createObjectURL = (blob: Blob) => {
    made.push(blob);
    return "blob:none";
  };
  HTMLAnchorElement.prototype.click = function keep() {
    names.push(this.download);
  };
  try {
    const menu = await openTileMenu(canvas, "Profesionales activos");
    await userEvent.click(menu.getByRole("menuitem", { name: entry }));
    await waitFor(() => expect(names).toHaveLength(1), { timeout: 15_000 });
  } finally {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  }
  const [blob] = made;
  if (!blob) throw new Error("nothing was made");
  return { blob, name: names[0] };
}

/** Numbers raw, periods as dates, running ones named, formulas disarmed, and before the header what it is. */
export const DownloadCsv: Story = {
  play: async ({ canvas }) => {
    const { blob, name } = await download(canvas, "Descargar CSV");
    await expect(name).toBe("profesionales-activos_2026-11-01_2026-11-30.csv");
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blob.arrayBuffer());
    await expect(text.split("\r\n")).toEqual([
      "\uFEFF# Profesionales activos",
      "# Noviembre de 2026 · en curso (22 de 30 días)",
      "# Sin filtros",
      "# Exportado el 22 nov 2026 · 10:00",
      "Período,Valor,Tasa; anual (fracción),Nota,Estado",
      `2026-11-01,8412,0.064,"'=HYPERLINK(""http://x.test"")",en curso`,
      "2026-10-01,8610,-0.5,,",
      "",
    ]);
    await expect(await canvas.findByText(/^Descargado: profesionales-activos_/)).toBeVisible();
  },
};

export const DownloadCsvForExcel: Story = {
  play: async ({ canvas }) => {
    const { blob } = await download(canvas, "Descargar CSV para Excel coma decimal y punto y coma");
    await expect(await blob.text()).toContain(
      'Período;Valor;"Tasa; anual (fracción)";Nota;Estado\r\n2026-11-01;8412;0,064;',
    );
  },
};

/** Text with tabs for spreadsheets, and a table for mails. */
export const Copy: Story = {
  play: async ({ canvas }) => {
    const written: ClipboardItem[] = [];
    const { write } = navigator.clipboard;
    navigator.clipboard.write = async (items) => void written.push(...items);
    try {
      const menu = await openTileMenu(canvas, "Profesionales activos");
      await userEvent.click(menu.getByRole("menuitem", { name: "Copiar" }));
      await expect(await canvas.findByText("Copiado")).toBeVisible();
    } finally {
      navigator.clipboard.write = write;
    }
    const read = async (type: string) => (await written[0]?.getType(type))?.text();
    await expect(await read("text/plain")).toBe(
      [
        "Período\tValor\tTasa; anual (fracción)\tNota\tEstado",
        `2026-11-01\t8412\t0,064\t'=HYPERLINK("http://x.test")\ten curso`,
        "2026-10-01\t8610\t-0,5\t\t",
      ].join("\n"),
    );
    const html = await read("text/html");
    await expect(html).toContain("<td>noviembre de 2026 (en curso)</td><td>8.412</td><td>6,4\u00a0%</td>");
    await expect(html).toContain("&#39;=HYPERLINK(&quot;http://x.test&quot;)".replace("&#39;", "'"));
  },
};

const withAccess = (roles: readonly string[], can: readonly string[]) =>
  createFakeFetch({ catalog: { ...CATALOG, access: { roles, can, filters: {} } } });

/** Rows of people: who may not take them along is told so, and may still read them. */
export const RowsAConsultantMayNotTake: Story = {
  args: { rowsOfPeople: true },
  parameters: { fetch: withAccess(["consultant"], ["comment", "export"]) },
  play: async ({ canvas }) => {
    const menu = await openTileMenu(canvas, "Profesionales activos");
    await expect(screen.getByText("Son filas de personas: tu rol no puede sacarlas del tablero.")).toBeVisible();
    for (const entry of [/^Copiar/, /^Descargar CSV$/, /^Descargar PNG/]) {
      await expect(menu.getByRole("menuitem", { name: entry })).toHaveAttribute("aria-disabled", "true");
    }
    await expect(menu.getByRole("menuitem", { name: "Ver como tabla" })).not.toHaveAttribute("aria-disabled");
  },
};

export const RowsThatADirectorMayTake: Story = {
  args: { rowsOfPeople: true },
  parameters: { fetch: withAccess(["director"], ["export"]) },
  play: async ({ canvas }) => {
    const menu = await openTileMenu(canvas, "Profesionales activos");
    await waitFor(() =>
      expect(menu.getByRole("menuitem", { name: "Descargar CSV" })).not.toHaveAttribute("aria-disabled"),
    );
  },
};

export const NothingToTake: Story = {
  args: { table: () => null },
  play: async ({ canvas }) => {
    await openTileMenu(canvas, "Profesionales activos");
    await expect(screen.getByText("No hay nada que sacar todavía.")).toBeVisible();
  },
};

export const WithAnEntryOfItsOwn: Story = {
  args: { menu: () => [{ id: "detail", label: "Ver detalle", onSelect: () => document.body.append("drilled") }] },
  play: async ({ canvas }) => {
    const menu = await openTileMenu(canvas, "Profesionales activos");
    await userEvent.click(menu.getByRole("menuitem", { name: "Ver detalle" }));
    await waitFor(() => expect(document.body).toHaveTextContent("drilled"));
    document.body.lastChild?.remove();
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
  },
};

const LINES = ["Noviembre de 2026, en curso (22 de 30 días)", "Sin filtros", "Datos hasta 22 nov 2026, 09:57"];

/** The picture has the tile's size twice over, its surface, its text, its line; light and dark. */
export const Picture: Story = {
  parameters: { width: 760 },
  render: () => (
    <NorthStarCardView
      state={ready(kpiValue("active_professionals"))}
      series={ready(kpiSeries("active_professionals"))}
    />
  ),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector(".ns-chart-drawing svg path")).not.toBeNull(), {
      timeout: 15_000,
    });
    const tile = canvasElement.querySelector<HTMLElement>(".ns-card");
    if (!tile) throw new Error("no tile");
    const picture = await readPicture(await tilePng(tile, { lines: LINES }));
    const box = tile.getBoundingClientRect();
    await expect(picture.width).toBe((Math.ceil(box.width) + 40) * 2);
    await expect(picture.height).toBeGreaterThan((box.height + 40) * 2);
    const style = getComputedStyle(tile);
    // The tile's surface lies where it should, its number is written in the text's colour, its line drawn in the accent's.
    await expect(picture.at(20 + 10, 20 + box.height - 10)).toEqual(picture.colour(style.backgroundColor));
    const figure = canvasElement.querySelector(".ns-figure-value")?.getBoundingClientRect();
    if (!figure) throw new Error("no figure");
    const place = { x: 20 + figure.x - box.x, y: 20 + figure.y - box.y, width: figure.width, height: figure.height };
    await expect(picture.share(place, style.color)).toBeGreaterThan(0.1);
    const accent = getComputedStyle(tile).getPropertyValue("--ns-accent").trim();
    await expect(picture.share({ x: 20, y: 120, width: box.width, height: box.height - 120 }, accent)).toBeGreaterThan(
      0.0005,
    );
    // Under the tile, the lines: something is written there.
    await expect(picture.colours({ x: 20, y: 20 + box.height + 6, width: box.width, height: 24 })).toBeGreaterThan(4);
  },
};
export const PictureInTheDark: Story = { ...Picture, parameters: { width: 760, theme: "dark" } };
