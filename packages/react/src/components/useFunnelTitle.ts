import type { LocalizedText } from "@northstar/core";
import type { Loadable } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";

/** A funnel's name before its steps: from the catalogue; its id when even the catalogue couldn't be had. */
export function useFunnelTitle(id: string, state: Loadable<unknown>): LocalizedText | undefined {
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const found = known?.funnels.find((funnel) => funnel.id === id);
  return found?.title ?? (state.status === "error" ? { es: id, en: id } : undefined);
}
