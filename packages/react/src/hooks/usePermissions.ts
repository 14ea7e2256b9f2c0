import { findKpi } from "@northstar/core";
import { useMemo } from "react";
import { mapLoadable } from "./loadable.ts";
import type { Loadable, Permissions } from "./types.ts";
import { useCatalog } from "./useCatalog.ts";

/**
 * What the reader's token allows, as the server says it. For drawing only: the server refuses on its own what isn't allowed.
 * A server that doesn't say whose token it is gives no roles and no capability.
 */
export function usePermissions(): Loadable<Permissions> {
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : catalog.status === "error" ? catalog.stale : null;
  const permissions = useMemo((): Permissions | null => {
    if (!known) return null;
    const { roles = [], can = [], filters = {} } = known.access ?? {};
    const masked = new Set(known.masked);
    return {
      roles,
      can: (capability) => can.includes(capability),
      lockedFilters: filters,
      sees: (kpiId) => findKpi(known.kpis, kpiId) !== null,
      isMasked: (member) => masked.has(member),
    };
  }, [known]);
  return mapLoadable(catalog, () => permissions ?? NOTHING);
}

const NOTHING: Permissions = {
  roles: [],
  can: () => false,
  lockedFilters: {},
  sees: () => false,
  isMasked: () => false,
};
