import type { KpiAlias } from "./kpi.ts";

/** Something with a KPI's name and the names it had before. */
export interface NamedKpi {
  id: string;
  aliases?: readonly KpiAlias[] | undefined;
}

/**
 * Finds a KPI by its name or, failing that, by one that it had before: then `alias` says which and since when.
 * Null when none is or was called so.
 */
export function findKpi<T extends NamedKpi>(kpis: readonly T[], id: string): { kpi: T; alias: KpiAlias | null } | null {
  const named = kpis.find((kpi) => kpi.id === id);
  if (named) return { kpi: named, alias: null };
  for (const kpi of kpis) {
    const alias = kpi.aliases?.find((former) => former.id === id);
    if (alias) return { kpi, alias };
  }
  return null;
}
