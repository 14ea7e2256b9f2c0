import { createTileClass } from "./createTileClass.ts";
import { NorthstarProviderElement } from "./NorthstarProviderElement.ts";
import { TILES } from "./tiles.ts";

/**
 * Makes `<northstar-provider>` and all tiles known to the page. Elements of one page come from one copy of Northstar: where another
 * script has defined them already, this does nothing.
 */
export function defineElements(registry: CustomElementRegistry = customElements): void {
  if (registry.get("northstar-provider")) return;
  // First: tiles look for it as soon as they are known.
  registry.define("northstar-provider", NorthstarProviderElement);
  for (const [tag, spec] of Object.entries(TILES)) registry.define(tag, createTileClass(tag, spec));
}
