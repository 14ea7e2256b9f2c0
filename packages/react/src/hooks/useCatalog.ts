import type { Catalog } from "@northstar/core";
import { useNorthstarContext } from "../provider/context.ts";
import type { Loadable } from "./types.ts";
import { useShared } from "./useShared.ts";

/** What the reader's roles may see: KPIs, funnels, zone and currency. Fetched once a provider. */
export function useCatalog(): Loadable<Catalog> {
  return useShared(useNorthstarContext().client.catalog);
}
