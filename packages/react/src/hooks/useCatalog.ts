import type { Catalog } from "@northstar/core";
import { useQuery } from "@tanstack/react-query";
import { CATALOG_KEY } from "../provider/client.ts";
import { useNorthstarContext } from "../provider/context.ts";
import { toLoadable } from "./loadable.ts";
import type { Loadable } from "./types.ts";
import { useOnline } from "./useOnline.ts";

/** What the reader's roles may see: KPIs, funnels, zone and currency. Fetched once a provider. */
export function useCatalog(): Loadable<Catalog> {
  const { client } = useNorthstarContext();
  const query = useQuery(
    { queryKey: CATALOG_KEY, queryFn: ({ signal }) => client.fetchCatalog(signal) },
    client.queries,
  );
  return toLoadable(query, useOnline());
}
