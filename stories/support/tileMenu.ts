import { screen, userEvent, within } from "storybook/test";

type Queries = ReturnType<typeof within>;

/** Opens the `⋯` of the tile with this name and gives its menu. */
export async function openTileMenu(canvas: Queries, title: string): Promise<Queries> {
  await userEvent.click(await canvas.findByRole("button", { name: `Opciones: ${title}` }));
  return within(await screen.findByRole("menu", { name: `Opciones: ${title}` }));
}

/** Chooses an entry of a tile's menu. */
export async function chooseInTileMenu(canvas: Queries, title: string, entry: string): Promise<void> {
  const menu = await openTileMenu(canvas, title);
  await userEvent.click(menu.getByRole("menuitem", { name: entry }));
}
