import { ageFreshness, type FreshnessReport } from "@northstar/core";
import { useQuery } from "@tanstack/react-query";
import { useNorthstarContext } from "../provider/context.ts";
import { mapLoadable, toLoadable } from "./loadable.ts";
import type { Loadable } from "./types.ts";
import { useNow } from "./useNow.ts";
import { useOnline } from "./useOnline.ts";

/** How far each source has been ingested, by the server's clock; kept up to date, and ageing, while it is on screen. */
export function useFreshness(): Loadable<FreshnessReport> {
  const { client } = useNorthstarContext();
  const query = useQuery(client.freshnessOptions, client.queries);
  const now = useNow();
  return mapLoadable(toLoadable(query, useOnline()), ({ report, skewMs }) =>
    ageFreshness(report, new Date(now.getTime() + skewMs)),
  );
}

/** The freshness report, or null while there is none: what a tile shows beside its number. */
export function useFreshnessReport(): FreshnessReport | null {
  const freshness = useFreshness();
  if (freshness.status === "ready") return freshness.value;
  return freshness.status === "error" ? freshness.stale : null;
}
