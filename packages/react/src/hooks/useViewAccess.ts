import { findKpi, type NamedKpi } from "@northstar/core";
import { useCatalog } from "./useCatalog.ts";

/** How much of a view a role sees: all of its KPIs and funnels, some, or none; null while the catalogue isn't here. */
export type ViewAccess = "all" | "some" | "none" | null;

/**
 * How much of a view the reader's roles see. Names that the catalogue doesn't know at all don't count: those are errors of their own
 * tiles, not a matter of roles.
 */
export function useViewAccess(kpiIds: readonly string[], funnelIds: readonly string[] = []): ViewAccess {
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : catalog.status === "error" ? catalog.stale : null;
  if (!known) return null;
  const isIn = (list: readonly NamedKpi[]) => (id: string) => findKpi(list, id) !== null;
  const seen = kpiIds.filter(isIn(known.kpis)).length + funnelIds.filter(isIn(known.funnels)).length;
  const denied = kpiIds.filter(isIn(known.denied)).length + funnelIds.filter(isIn(known.deniedFunnels ?? [])).length;
  if (denied === 0) return "all";
  return seen === 0 ? "none" : "some";
}
