import { type DrillState, type KpiId, layFilters } from "@northstar/core";
import { createContext, useContext, useMemo } from "react";
import { useInterface } from "../components/interface.ts";
import type { TileMenuItem } from "../components/TileMenu.tsx";
import type { Filters } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";

/** Opens what is behind a KPI's number; null where nobody draws it. Given by `DrillHost`: a tile alone doesn't carry the panel. */
export const DrillContext = createContext<((drill: DrillState) => void) | null>(null);

/** Where a drill begins: what of the tile was chosen. `filters` are laid over the tile's own. */
export type DrillStart = Partial<Pick<DrillState, "kpi" | "by" | "values" | "filters">>;

/** What a tile offers of the way to what is behind its numbers. */
export interface TileDrill {
  /** Opens what is behind the tile's first number that has something behind it, or behind that of `start.kpi`. */
  open: (start?: DrillStart) => void;
  /** True for the KPIs of the tile behind whose number the role sees something. */
  has: (kpi: string) => boolean;
  /** Entries for the tile's menu. */
  menu: readonly TileMenuItem[];
}

/**
 * The way from a tile to what is behind its numbers; undefined outside a `DrillHost` and where the role sees nothing behind any.
 * @param kpis one, or several that the reader may change between
 * @param filters laid over the provider's, as the tile does
 */
export function useTileDrill(kpis: KpiId | readonly KpiId[], filters?: Filters): TileDrill | undefined {
  const openDrill = useContext(DrillContext);
  const { t } = useInterface();
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value.kpis : null;
  const names = typeof kpis === "string" ? kpis : kpis.join(" ");
  return useMemo(() => {
    const ids = names.split(" ").filter((name) => {
      const found = known?.find(({ id }) => id === name);
      return (found?.dimensions?.length ?? 0) + (found?.drill?.length ?? 0) > 0;
    });
    const [first] = ids;
    if (!openDrill || first === undefined) return undefined;
    const open = ({ filters: narrower, ...start }: DrillStart = {}) =>
      openDrill({
        kpi: first,
        ...(ids.length > 1 && { beside: ids }),
        ...((filters ?? narrower) && { filters: layFilters(filters, narrower) }),
        ...start,
      });
    const menu = [{ id: "drill", label: t("drill.button"), onSelect: () => open() }];
    return { open, has: (kpi: string) => ids.includes(kpi), menu };
  }, [openDrill, known, names, filters, t]);
}
