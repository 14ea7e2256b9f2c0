import { findKpi } from "@northstar/core";
import { useCatalog } from "./useCatalog.ts";

/** How much of a view a role sees: all of its KPIs, some, or none; null while the catalogue isn't here. */
export type ViewAccess = "all" | "some" | "none" | null;

/**
 * How much of a view the reader's roles see. Names that the catalogue doesn't know at all don't count: those are errors of their own
 * tiles, not a matter of roles.
 */
export function useViewAccess(kpiIds: readonly string[]): ViewAccess {
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : catalog.status === "error" ? catalog.stale : null;
  if (!known) return null;
  const seen = kpiIds.filter((id) => findKpi(known.kpis, id)).length;
  const denied = kpiIds.filter((id) => findKpi(known.denied, id)).length;
  if (denied === 0) return "all";
  return seen === 0 ? "none" : "some";
}
