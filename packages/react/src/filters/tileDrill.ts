import type { KpiId } from "@northstar/core";
import { createContext, useContext } from "react";
import { useInterface } from "../components/interface.ts";
import type { TileMenuItem } from "../components/TileMenu.tsx";
import type { Filters } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";

/** Opens what is behind a KPI's number; null where nobody draws it. */
export type OpenDrill = (kpi: KpiId, filters: Filters | undefined) => void;

/** Given by `DrillHost`: a tile alone doesn't carry the panel. */
export const DrillContext = createContext<OpenDrill | null>(null);

/** What a tile of a KPI offers of the way to what is behind its number. */
export interface TileDrill {
  open: () => void;
  /** Entries for the tile's menu. */
  menu: readonly TileMenuItem[];
}

/** The way from a tile to what is behind its KPI; undefined outside a `DrillHost` and where the role sees nothing behind the number. */
export function useTileDrill(kpi: KpiId, filters?: Filters): TileDrill | undefined {
  const openDrill = useContext(DrillContext);
  const { t } = useInterface();
  const catalog = useCatalog();
  const found = catalog.status === "ready" ? catalog.value.kpis.find(({ id }) => id === kpi) : undefined;
  if (!openDrill || (found?.dimensions?.length ?? 0) + (found?.drill?.length ?? 0) === 0) return undefined;
  const open = () => openDrill(kpi, filters);
  return { open, menu: [{ id: "drill", label: t("drill.button"), onSelect: open }] };
}
