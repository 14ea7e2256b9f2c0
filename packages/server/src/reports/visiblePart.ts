import { type Catalog, type Claims, findKpi, type PackKpiRecord, type PackSnapshot } from "@northstar/core";

/**
 * Whether a reader may open what was asked under these row filters: it holds no row that their own filters leave out. Fails closed: where the reader is cut by a
 * key, so must the pack be, to the same values or fewer.
 */
export function seesRowsOf(filters: PackSnapshot["access"]["filters"], reader: Pick<Claims, "filters">): boolean {
  return Object.entries(reader.filters).every(([key, allowed]) => {
    if (allowed === undefined) return true;
    const own = filters[key];
    return own?.every((value) => allowed.includes(value)) ?? false;
  });
}

/**
 * A pack without the KPIs that its reader doesn't see. A KPI that the model has no more is for the roles that saw it then, and so is every KPI while the model
 * can't be read.
 * @param catalog null while it can't be read
 */
export function visiblePart(
  snapshot: PackSnapshot,
  reader: Pick<Claims, "roles">,
  catalog: Catalog | null,
): PackSnapshot {
  const kpis = snapshot.kpis.filter(({ kpi }) => isVisible(kpi, reader, catalog));
  return kpis.length === snapshot.kpis.length ? snapshot : { ...snapshot, kpis };
}

function isVisible({ id, roles }: PackKpiRecord, reader: Pick<Claims, "roles">, catalog: Catalog | null): boolean {
  if (catalog && findKpi(catalog.kpis, id)) return true;
  if (catalog && findKpi(catalog.denied, id)) return false;
  return roles.some((role) => reader.roles.includes(role));
}
