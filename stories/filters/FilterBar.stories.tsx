import { FilterBar, useNorthstar } from "@northstar/react";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { useEffect } from "react";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { brokenFetch, emptyFetch, filterFetch, LOCKED_CATALOG } from "./filterServer.ts";

const DIMENSIONS = ["source", "channel", "campaign_name", "segment", "content_type", "country"];

/** A machine that does much else. */
const LONG = { timeout: 15_000 };

const meta = {
  title: "Filters/Filter bar",
  component: FilterBar,
  args: { dimensions: DIMENSIONS },
  parameters: { width: 1168, fetch: filterFetch() },
} satisfies Meta<typeof FilterBar>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The filters as they are, for the tests to read. */
function Chosen() {
  const { filters } = useNorthstar();
  return (
    <output data-testid="chosen" hidden>
      {JSON.stringify(filters)}
    </output>
  );
}

/** Filters that are there from the start. */
function Choose({ values }: { values: Readonly<Record<string, readonly string[]>> }) {
  const { setFilters } = useNorthstar();
  // Once: what happens afterwards is the reader's.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => setFilters({ values }), []);
  return null;
}

const render: NonNullable<Story["render"]> = (args) => (
  <>
    <FilterBar {...args} />
    <Chosen />
  </>
);

const chosenValues = (canvas: { getByTestId(id: string): HTMLElement }) =>
  (JSON.parse(canvas.getByTestId("chosen").textContent ?? "{}") as { values: unknown }).values;

/** By its button: the browser closes a popover with Escape for a real key only, and a story has none. */
const closeFacet = (dialog: ReturnType<typeof within>) =>
  userEvent.click(dialog.getByRole("button", { name: "Cerrar" }));

const facet = async (canvas: ReturnType<typeof within>, name: RegExp) => {
  await userEvent.click(await canvas.findByRole("button", { name }, LONG));
  return within(await canvas.findByRole("dialog", {}, LONG));
};

/** A facet by the keyboard: arrows walk, Enter and Space choose, Escape closes; a chip says it, and Escape in the view undoes it. */
export const Standard: Story = {
  render,
  play: async ({ canvas }) => {
    const dialog = await facet(canvas, /^Fuente/);
    await dialog.findByRole("option", { name: /linkedin/ }, LONG);
    await waitFor(() => expect(dialog.getByRole("combobox")).toHaveFocus());
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await waitFor(() => expect(chosenValues(canvas)).toEqual({ source: ["linkedin"] }));
    await userEvent.keyboard("{ArrowDown} ");
    await waitFor(() => expect(chosenValues(canvas)).toEqual({ source: ["linkedin", "meta"] }));
    await expect(dialog.getAllByRole("option", { selected: true })).toHaveLength(2);
    await expect(dialog.getByRole("option", { name: /^Sin dato/ })).toBeVisible();
    await closeFacet(dialog);
    await waitFor(() => expect(canvas.getByRole("button", { name: "Fuente linkedin, meta" })).toHaveFocus());
    await userEvent.click(await canvas.findByRole("button", { name: "Quitar Fuente: meta" }, LONG));
    await waitFor(() => expect(chosenValues(canvas)).toEqual({ source: ["linkedin"] }));
    await waitFor(() => expect(canvas.getByRole("button", { name: "Quitar Fuente: linkedin" })).toHaveFocus());
    // Escape undoes: first the removal, then the second choice, then the first.
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(chosenValues(canvas)).toEqual({ source: ["linkedin", "meta"] }));
    await userEvent.click(await canvas.findByRole("button", { name: "Quitar filtros" }, LONG));
    await waitFor(() => expect(chosenValues(canvas)).toEqual({}));
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(chosenValues(canvas)).toEqual({ source: ["linkedin", "meta"] }));
  },
};

/** 5,000 campaigns: the first 200 at once, the rest when somebody goes on; a few are in the page. What is sought is found by the server. */
export const ManyValues: Story = {
  render,
  play: async ({ canvas }) => {
    const campaigns = await facet(canvas, /^Campaña/);
    const [first] = await campaigns.findAllByRole("option", {}, LONG);
    await expect(campaigns.getAllByRole("option").length).toBeLessThan(40);
    // How many there are isn't known yet.
    await expect(first).toHaveAttribute("aria-setsize", "-1");
    await userEvent.type(campaigns.getByRole("combobox"), "diagnóstico");
    await waitFor(() => expect(campaigns.getAllByRole("option")).toHaveLength(1), LONG);
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(chosenValues(canvas)).toEqual({ campaign_name: ["Webinar de diagnóstico por imagen"] }));
    await userEvent.clear(campaigns.getByRole("combobox"));
    // What is chosen stays in sight, though it isn't among the first 200.
    await expect(await campaigns.findByRole("option", { name: /^Webinar de/, selected: true }, LONG)).toHaveAttribute(
      "aria-posinset",
      "1",
    );
  },
};

/** By the keyboard through all of them: arrows, Home and End to the ends, Space; each knows its place among how many. */
export const ManyValuesByKeyboard: Story = {
  render,
  play: async ({ canvas }) => {
    const campaigns = await facet(canvas, /^Campaña/);
    const field = campaigns.getByRole("combobox");
    await campaigns.findAllByRole("option", {}, LONG);
    const active = () => document.getElementById(field.getAttribute("aria-activedescendant") ?? "");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    await waitFor(() => expect(active()).toHaveTextContent("Boletín 4999"));
    // The end of the first 200; coming there, the rest is asked for.
    await userEvent.keyboard("{End}");
    await waitFor(() => expect(active()).toHaveAttribute("aria-posinset", "200"));
    await waitFor(() => expect(active()).toHaveAttribute("aria-setsize", "5000"), LONG);
    await userEvent.keyboard("{End}");
    await waitFor(() => expect(active()).toHaveAttribute("aria-posinset", "5000"));
    await expect(active()?.querySelector(".ns-facet-option-name")).toHaveTextContent(/^Boletín 1$/);
    const box = active()?.closest(".ns-facet-options")?.getBoundingClientRect();
    await waitFor(() => expect(active()?.getBoundingClientRect().bottom).toBeLessThanOrEqual((box?.bottom ?? 0) + 1));
    await userEvent.keyboard(" ");
    await waitFor(() => expect(chosenValues(canvas)).toEqual({ campaign_name: ["Boletín 1"] }));
    await expect(campaigns.getAllByRole("option").length).toBeLessThan(60);
    await userEvent.keyboard("{Home}");
    await waitFor(() => expect(active()).toHaveAttribute("aria-posinset", "1"));
    await userEvent.keyboard("{PageDown}{ArrowUp}");
    await waitFor(() => expect(active()).toHaveAttribute("aria-posinset", "8"));
    // All are here now: what is typed is found without asking.
    await userEvent.type(field, "boletin 77");
    await waitFor(() => expect(campaigns.getByText("Boletín 77")).toBeVisible());
    await expect(campaigns.getByRole("status")).toHaveTextContent("11 valores");
  },
};

/** Choosing a channel narrows the campaigns that are offered. */
export const Cascading: Story = {
  render,
  play: async ({ canvas }) => {
    const channels = await facet(canvas, /^Canal/);
    await userEvent.click(await channels.findByRole("option", { name: /^WhatsApp/ }, LONG));
    await closeFacet(channels);
    const campaigns = await facet(canvas, /^Campaña/);
    await waitFor(() => expect(campaigns.getAllByRole("option")[0]).toHaveTextContent("Boletín 5000"), LONG);
    await expect(campaigns.getAllByRole("option")[1]).toHaveTextContent("Boletín 4996");
  },
};

/** A country that the token imposes is a chip without a way out, and isn't offered. */
export const Locked: Story = {
  render: (args) => (
    <>
      <Choose values={{ source: ["linkedin"], channel: ["email", "whatsapp"] }} />
      {render(args, {} as never)}
    </>
  ),
  parameters: { fetch: filterFetch(LOCKED_CATALOG) },
  play: async ({ canvas }) => {
    const chips = within(await canvas.findByRole("list", { name: "Filtros en vigor" }, LONG));
    await expect(await chips.findByText("País: Colombia · fijado por tu rol")).toBeVisible();
    await expect(chips.queryByRole("button", { name: /País/ })).toBeNull();
    await expect(canvas.queryByRole("button", { name: /^País/ })).toBeNull();
    await expect(canvas.getByRole("button", { name: "Canal Email, WhatsApp" })).toBeVisible();
  },
};

/** 320 pixels: the rest is in a sheet. */
export const Narrow: Story = {
  render: Locked.render as NonNullable<Story["render"]>,
  parameters: { fetch: filterFetch(LOCKED_CATALOG), width: 320 },
  play: async ({ canvas, canvasElement }) => {
    const open = await canvas.findByRole("button", { name: "Filtros (2)" }, LONG);
    await expect(canvas.queryByRole("button", { name: /^Fuente/ })).toBeNull();
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
    await userEvent.click(open);
    const sheet = within(await canvas.findByRole("dialog", { name: "Filtros" }, LONG));
    await userEvent.click(sheet.getByRole("button", { name: "Quitar filtros" }));
    await waitFor(() => expect(chosenValues(canvas)).toEqual({}));
    await userEvent.click(sheet.getByRole("button", { name: /^Segmento/ }));
    await userEvent.click(await sheet.findByRole("option", { name: /^Caliente/ }, LONG));
    await waitFor(() => expect(chosenValues(canvas)).toEqual({ segment: ["hot"] }));
    await closeFacet(within(sheet.getByRole("dialog", { name: "Segmento" })));
    await userEvent.click(sheet.getByRole("button", { name: "Ver resultados" }));
    await waitFor(() => expect(canvas.getByRole("button", { name: "Filtros (1)" })).toHaveFocus());
  },
};

export const InEnglish: Story = {
  render: Locked.render as NonNullable<Story["render"]>,
  parameters: { fetch: filterFetch(LOCKED_CATALOG), locale: "en" },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText("Country: Colombia · set by your role", {}, LONG)).toBeVisible();
    const dialog = await facet(canvas, /^Segment/);
    await expect(await dialog.findByRole("option", { name: /^Cold/ }, LONG)).toBeVisible();
    await expect(dialog.getByText("By People by segment, in the chosen period")).toBeVisible();
  },
};

export const Dark: Story = {
  render: Locked.render as NonNullable<Story["render"]>,
  parameters: { fetch: filterFetch(LOCKED_CATALOG), theme: "dark" },
  play: async ({ canvas }) => {
    const dialog = await facet(canvas, /^Fuente/);
    await expect(await dialog.findByRole("option", { name: /linkedin/, selected: true }, LONG)).toBeVisible();
  },
};

export const Empty: Story = {
  render,
  parameters: { fetch: emptyFetch() },
  play: async ({ canvas }) => {
    const dialog = await facet(canvas, /^Fuente/);
    await expect(await dialog.findByText("No hay valores en este período", {}, LONG)).toBeVisible();
  },
};

export const Failed: Story = {
  render,
  parameters: { fetch: brokenFetch() },
  play: async ({ canvas }) => {
    const dialog = await facet(canvas, /^Fuente/);
    await expect(await dialog.findByText(/warehouse_busy/, {}, { timeout: 15_000 })).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Reintentar" })).toBeVisible();
  },
};

/** More values of a dimension than three are one chip. */
export const ManyChosen: Story = {
  render: (args) => (
    <>
      <Choose
        values={{
          source: ["google", "linkedin", "meta", "newsletter", "referidos"],
          campaign_name: ["Una campaña con un nombre larguísimo que ocupa mucho más de lo que nadie esperaba de ella"],
        }}
      />
      {render(args, {} as never)}
    </>
  ),
  parameters: { width: 480 },
  play: async ({ canvas, canvasElement }) => {
    await expect(await canvas.findByRole("button", { name: "Quitar Fuente: 5 valores" }, LONG)).toBeVisible();
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth);
  },
};
