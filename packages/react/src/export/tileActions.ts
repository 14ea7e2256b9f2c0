import type { TileMenuItem } from "../components/TileMenu.tsx";
import type { NorthstarClient } from "../provider/client.ts";

/** A further entry for the menu of a tile of this name; null where it isn't for that one. */
export type TileAction = (title: string) => TileMenuItem | null;

/** What a part of the page that is loaded apart puts into the menus of its provider's tiles, while it is there. */
export const tileActions = new WeakMap<NorthstarClient, TileAction>();
