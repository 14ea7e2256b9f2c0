import "@northstar/react/suggestions.css";
import { KpiCard, useNorthstar } from "@northstar/react";
import { TileSuggestions } from "@northstar/react/suggestions";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { useEffect } from "react";
import { expect, fn, screen, userEvent, waitFor, within } from "storybook/test";
import { DIRECTOR, PEOPLE, suggestionsServer } from "./suggestionsServer.ts";

const onSend = fn<(path: string, body: unknown) => void>();
const [LUCIA] = PEOPLE;

const meta = {
  title: "Tiles/Shared/Suggestions",
  component: TileSuggestions,
  parameters: {
    width: 420,
    fetch: suggestionsServer({ catalog: DIRECTOR, reader: LUCIA, onSend }),
  },
  beforeEach: () => {
    onSend.mockClear();
  },
  render: () => (
    <>
      <TileSuggestions />
      <Chosen />
      <KpiCard kpi="new_registrations" />
    </>
  ),
} satisfies Meta<typeof TileSuggestions>;

export default meta;
type Story = StoryObj<typeof meta>;
type Canvas = ReturnType<typeof within>;

const LONG = { timeout: 15_000 };

/** Chooses filters as a reader would: one that cuts the KPI, and one that doesn't. */
function Chosen() {
  const { setFilters } = useNorthstar();
  useEffect(() => setFilters({ values: { country: ["Colombia"], topic: ["ventas"] } }), [setFilters]);
  return null;
}

async function open(canvas: Canvas, menu: string, entry: string): Promise<HTMLElement> {
  const button = await canvas.findByRole("button", { name: menu }, LONG);
  button.focus();
  await userEvent.keyboard("{Enter}");
  const list = within(await screen.findByRole("menu", { name: menu }, LONG));
  const item = await list.findByRole("menuitem", { name: entry }, LONG);
  item.focus();
  await userEvent.keyboard("{Enter}");
  return button;
}

/** From the menu of a tile, by keyboard: its KPI and its filters are filled in, without what doesn't cut the KPI; Escape leads back to the menu's button. */
export const Standard: Story = {
  play: async ({ canvas }) => {
    const button = await open(canvas, "Opciones: Nuevos registros", "Comentar o sugerir");
    const dialog = within(await screen.findByRole("dialog", { name: "Comentar o sugerir" }, LONG));
    await expect(await dialog.findByText(/^Nuevos registros · .*: Colombia$/, undefined, LONG)).toBeVisible();
    await userEvent.type(await dialog.findByLabelText("Texto", undefined, LONG), "Es el festivo.");
    await userEvent.click(dialog.getByRole("button", { name: "Enviar" }));
    await expect(await dialog.findByText("Enviada.", undefined, LONG)).toBeVisible();
    await expect(onSend).toHaveBeenCalledWith("", {
      kind: "comment",
      anchor: { kind: "tile", kpi: "new_registrations", values: { country: ["Colombia"] } },
      text: "Es el festivo.",
    });
    await userEvent.click(dialog.getByRole("button", { name: "Cerrar" }));
    await waitFor(() => expect(screen.queryByRole("dialog", { name: "Comentar o sugerir" })).toBeNull());
    await expect(button).toHaveFocus();
  },
};

export const InEnglish: Story = {
  parameters: { locale: "en" },
  play: async ({ canvas }) => {
    await open(canvas, "Options: New registrations", "Comment or suggest");
    const dialog = within(await screen.findByRole("dialog", { name: "Comment or suggest" }, LONG));
    await expect(await dialog.findByText(/^New registrations · .*: Colombia$/, undefined, LONG)).toBeVisible();
  },
};
