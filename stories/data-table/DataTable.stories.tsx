import { type DataColumn, DataTable } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState } from "react";
import { expect, fireEvent, userEvent, waitFor, within } from "storybook/test";
import { CAMPAIGNS, type Campaign, manyCampaigns } from "./campaigns.ts";

const COLUMNS: readonly DataColumn<Campaign>[] = [
  {
    id: "name",
    title: "Campaña",
    value: (row) => row.name,
    cell: (row) => (
      <>
        <span className="ns-badge">{row.channel === "email" ? "@" : "WA"}</span> {row.name}
      </>
    ),
  },
  { id: "delivered", title: "Entregados", unit: "people", value: (row) => row.delivered },
  { id: "open", title: "Apertura", unit: "percent", value: (row) => row.openRate },
  { id: "click", title: "Clic", unit: "percent", value: (row) => row.clickRate },
  {
    id: "conversion",
    title: "Conversión",
    unit: "percent",
    value: (row) => row.conversionRate,
    bar: { category: (row) => (row.channel === "email" ? 1 : 2) },
  },
  {
    id: "cost",
    title: "Coste por conversión",
    unit: "money",
    polarity: "down",
    isHidden: true,
    value: (row) => row.cost,
  },
];

const meta = {
  title: "Tables/DataTable",
  component: DataTable<Campaign>,
  parameters: { width: 640 },
  args: { title: "Campañas", rows: CAMPAIGNS, columns: COLUMNS, rowKey: (row) => row.name },
  decorators: [
    (Story) => (
      <article className="ns-card">
        <Story />
      </article>
    ),
  ],
} satisfies Meta<typeof DataTable<Campaign>>;

export default meta;
type Story = StoryObj<typeof meta>;

const column = (root: HTMLElement, place: number) =>
  [...root.querySelectorAll(`tbody tr.ns-data-row > :nth-child(${place})`)].map((cell) =>
    cell.textContent?.replaceAll("\u00a0", " ").trim(),
  );

export const Standard: Story = {
  args: {
    defaultSort: { id: "conversion", direction: "desc" },
    hasColumnChoice: true,
    caption: "Apertura sin máquinas · conversión en 7 días tras el clic · 6 de 23",
  },
};

/** Numbers begin with the best, texts with the first letter, a second click turns round, and what has no value stays last. */
export const Sorting: Story = {
  play: async ({ canvas, canvasElement }) => {
    await canvas.findAllByRole("columnheader");
    await userEvent.click(canvas.getByRole("button", { name: "Conversión" }));
    await expect(canvas.getByRole("columnheader", { name: "Conversión" })).toHaveAttribute("aria-sort", "descending");
    await expect(column(canvasElement, 5)).toEqual(["6,4 %", "4,9 %", "3,3 %", "1,2 %", "1,0 %", "–"]);
    await userEvent.click(canvas.getByRole("button", { name: "Conversión" }));
    await expect(canvas.getByRole("columnheader", { name: "Conversión" })).toHaveAttribute("aria-sort", "ascending");
    await expect(column(canvasElement, 5)).toEqual(["1,0 %", "1,2 %", "3,3 %", "4,9 %", "6,4 %", "–"]);
    await userEvent.click(canvas.getByRole("button", { name: "Campaña" }));
    // As the language orders: the accent doesn't send "Ámbito" behind "Z", and 3 comes before 12.
    await expect(column(canvasElement, 1)).toEqual([
      "WA Ámbito clínico",
      "@ Bienvenida 3",
      "@ Bienvenida 12",
      "@ Boletín 46",
      "@ Invita a un colega",
      "WA Webinar noviembre",
    ]);
  },
};

export const ChoosingColumns: Story = {
  args: { hasColumnChoice: true },
  play: async ({ canvas }) => {
    await canvas.findAllByRole("columnheader");
    await userEvent.click(canvas.getByRole("button", { name: "Columnas: 5 de 6" }));
    const dialog = within(await canvas.findByRole("dialog", { name: "Columnas de la tabla" }));
    await userEvent.click(dialog.getByRole("checkbox", { name: "Coste por conversión" }));
    await expect(canvas.getByRole("columnheader", { name: "Coste por conversión" })).toBeVisible();
    for (const name of ["Campaña", "Entregados", "Apertura", "Clic", "Conversión"]) {
      await userEvent.click(dialog.getByRole("checkbox", { name }));
    }
    await expect(canvas.getAllByRole("columnheader")).toHaveLength(1);
    await expect(dialog.getByRole("checkbox", { name: "Coste por conversión" })).toBeDisabled();
  },
};

function Choosing(args: Story["args"] & Parameters<typeof DataTable<Campaign>>[0]) {
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <>
      <DataTable {...args} onSelect={(row) => setChosen(row.name)} isSelected={(row) => row.name === chosen} />
      <output data-testid="chosen">{chosen}</output>
    </>
  );
}

const press = async (keys: string) => userEvent.keyboard(keys);
const focusedRow = () => document.activeElement?.querySelector("th")?.textContent ?? "";

export const ChoosingRows: Story = {
  render: (args) => <Choosing {...args} />,
  play: async ({ canvas }) => {
    await canvas.findAllByRole("columnheader");
    const [first] = canvas.getAllByRole("row").slice(1);
    first?.focus();
    await press("{ArrowDown}{ArrowDown}{Enter}");
    await expect(canvas.getByTestId("chosen")).toHaveTextContent(CAMPAIGNS[2]?.name ?? "");
    await expect(document.activeElement).toHaveAttribute("aria-selected", "true");
    await press("{End} ");
    await expect(canvas.getByTestId("chosen")).toHaveTextContent(CAMPAIGNS.at(-1)?.name ?? "");
    await press("{Home}");
    await expect(focusedRow()).toContain(CAMPAIGNS[0]?.name ?? "");
    await userEvent.click(canvas.getByText("Boletín 46"));
    await expect(canvas.getByTestId("chosen")).toHaveTextContent("Boletín 46");
  },
};

const MANY = manyCampaigns(100_000);
const EARLIER = COLUMNS.slice(1, 5).map((column) => ({
  ...column,
  id: `${column.id}_before`,
  title: `${column.title}, mes anterior`,
}));
const LONG = CAMPAIGNS.map((row) => ({
  ...row,
  name: `${row.name} — invitación a la jornada de actualización en pediatría`,
}));

/** Only the rows in sight are in the page; keyboard and scroll bar reach them all. */
export const HundredThousandRows: Story = {
  args: { rows: MANY, hasColumnChoice: true, caption: "100.000 filas" },
  render: (args) => <Choosing {...args} />,
  play: async ({ canvas, canvasElement }) => {
    await canvas.findAllByRole("columnheader");
    const grid = canvas.getByRole("grid");
    await expect(grid).toHaveAttribute("aria-rowcount", "100001");
    const box = canvasElement.querySelector<HTMLElement>(".ns-data-scroll");
    if (!box) throw new Error("no box");
    await expect(canvasElement.querySelectorAll("tbody tr").length).toBeLessThan(60);
    // As many pixels as all rows have.
    const height = canvasElement.querySelector(".ns-data-row")?.getBoundingClientRect().height ?? 0;
    await expect(Math.abs(box.scrollHeight - height * 100_000)).toBeLessThan(100);
    box.scrollTop = height * 50_000;
    fireEvent.scroll(box);
    await waitFor(() => expect(canvasElement.querySelector('[aria-rowindex="50005"]')).not.toBeNull());
    const row = canvasElement.querySelector<HTMLElement>('[aria-rowindex="50008"]');
    row?.focus();
    await press("{End}");
    await waitFor(() => expect(focusedRow()).toContain(MANY.at(-1)?.name ?? ""));
    const last = document.activeElement?.getBoundingClientRect();
    await expect((last?.bottom ?? 0) - box.getBoundingClientRect().bottom).toBeLessThanOrEqual(1);
    await press("{Home}");
    await waitFor(() => expect(focusedRow()).toContain(MANY[0]?.name ?? ""));
    await press("{PageDown}");
    const page = Number(document.activeElement?.getAttribute("aria-rowindex")) - 2;
    await expect(page).toBeGreaterThan(5);
    await press("{PageUp}");
    await expect(document.activeElement).toHaveAttribute("aria-rowindex", "2");
    // Scrolled away, the focused row keeps its focus.
    box.scrollTop = height * 70_000;
    fireEvent.scroll(box);
    await waitFor(() => expect(canvasElement.querySelector('[aria-rowindex="70005"]')).not.toBeNull());
    await expect(document.activeElement).toHaveAttribute("aria-rowindex", "2");
    box.scrollTop = 0;
    await userEvent.click(canvas.getByRole("button", { name: "Conversión" }));
    await waitFor(() => expect(canvas.getByRole("columnheader", { name: "Conversión" })).toHaveAttribute("aria-sort"));
  },
};

/** Too narrow for all columns, too wide for cards: the first column stays while the others pass under it, and a line says that there is more. */
export const Sideways: Story = {
  parameters: { width: 522 },
  args: { columns: [...COLUMNS, ...EARLIER], defaultSort: { id: "conversion", direction: "desc" } },
  play: async ({ canvas, canvasElement }) => {
    await canvas.findAllByRole("columnheader");
    const box = canvasElement.querySelector<HTMLElement>(".ns-data-scroll");
    if (!box) throw new Error("no box");
    await expect(box.scrollWidth).toBeGreaterThan(box.clientWidth);
    await expect(canvas.getByText("Desliza a los lados para ver todas las columnas.")).toBeVisible();
    const name = canvas.getByRole("rowheader", { name: /Boletín 46/ });
    const left = name.getBoundingClientRect().left;
    box.scrollLeft = 10_000;
    fireEvent.scroll(box);
    await waitFor(() => expect(canvasElement.querySelector(".ns-data")).toHaveAttribute("data-overflow", "start"));
    await expect(name.getBoundingClientRect().left).toBe(left);
    box.scrollLeft = 0;
  },
};

/** On a phone a row is a card: its name, and under it each number with its title. It stays a table for screen readers, and is sorted and walked as one. */
export const Narrow: Story = {
  parameters: { width: 320 },
  args: { ...Standard.args },
  render: (args) => <Choosing {...args} />,
  play: async ({ canvas, canvasElement }) => {
    await canvas.findAllByRole("columnheader");
    const box = canvasElement.querySelector<HTMLElement>(".ns-data-scroll");
    await expect(box?.scrollWidth).toBe(box?.clientWidth);
    const names = canvas.getAllByRole("rowheader");
    await expect(names).toHaveLength(CAMPAIGNS.length);
    await expect(canvas.getAllByRole("gridcell")).toHaveLength(CAMPAIGNS.length * 4);
    // The name first, over all of the card; then two numbers side by side.
    const [name, delivered, opened, clicked] = [...(canvas.getAllByRole("row")[1]?.children ?? [])].map((cell) =>
      cell.getBoundingClientRect(),
    );
    await expect(name?.bottom ?? 0).toBeLessThanOrEqual(delivered?.top ?? 0);
    await expect(name?.right ?? 0).toBeCloseTo(opened?.right ?? -1, 0);
    await expect(delivered?.top).toBe(opened?.top);
    await expect(delivered?.bottom ?? 0).toBeLessThanOrEqual(clicked?.top ?? 0);
    await userEvent.click(canvas.getByRole("button", { name: "Entregados" }));
    await expect(canvas.getByRole("columnheader", { name: "Entregados" })).toHaveAttribute("aria-sort", "descending");
    await expect(canvas.getAllByRole("rowheader")[0]).toHaveTextContent("Boletín 46");
    canvas.getAllByRole<HTMLElement>("row")[1]?.focus();
    await press("{ArrowDown}{ArrowDown}{Enter}");
    await expect(document.activeElement).toBe(canvas.getAllByRole("row")[3]);
    await expect(document.activeElement).toHaveAttribute("aria-selected", "true");
  },
};

/** Cards of a long table are equally high, so that one tells the height of all. */
export const HundredThousandOnAPhone: Story = {
  parameters: { width: 320 },
  args: { rows: MANY },
  render: (args) => <Choosing {...args} />,
  play: async ({ canvas, canvasElement }) => {
    await canvas.findAllByRole("columnheader");
    const box = canvasElement.querySelector<HTMLElement>(".ns-data-scroll");
    const heights = () =>
      [...canvasElement.querySelectorAll(".ns-data-row")].map((row) => row.getBoundingClientRect().height);
    await waitFor(() => expect(new Set(heights()).size).toBe(1));
    const [height = 0] = heights();
    await expect(height).toBeGreaterThan(80);
    await waitFor(() => expect(Math.abs((box?.scrollHeight ?? 0) - height * 100_000)).toBeLessThan(100));
    canvas.getAllByRole<HTMLElement>("row")[1]?.focus();
    await press("{End}");
    await waitFor(() => expect(focusedRow()).toContain(MANY.at(-1)?.name ?? ""));
    const last = document.activeElement?.getBoundingClientRect();
    await expect((last?.bottom ?? 0) - (box?.getBoundingClientRect().bottom ?? 0)).toBeLessThanOrEqual(1);
  },
};

export const Empty: Story = { args: { rows: [] } };
export const LongNames: Story = { args: { rows: LONG } };
export const Compact: Story = { args: { density: "compact", defaultSort: { id: "conversion", direction: "desc" } } };
export const Dark: Story = {
  parameters: { theme: "dark" },
  args: { ...Standard.args },
  render: (args) => <Choosing {...args} />,
};
export const InEnglish: Story = { parameters: { locale: "en" }, args: { ...Standard.args } };
