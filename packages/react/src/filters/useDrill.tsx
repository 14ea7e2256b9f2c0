import type { KpiId } from "@northstar/core";
import { lazy, type ReactNode, Suspense } from "react";
import { useInterface } from "../components/interface.ts";
import type { TileMenuItem } from "../components/TileMenu.tsx";
import type { Filters } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useDrillPlace } from "./DrillKeeper.tsx";

const DrillPanel = lazy(() => import("./DrillPanel.tsx").then((module) => ({ default: module.DrillPanel })));

/** The way from a KPI to its breakdowns and its rows. */
export interface Drill {
  /** True when the reader's roles see something behind the number. */
  isAvailable: boolean;
  open: () => void;
  /** Draw it anywhere inside the tile: nothing until it is open, then a dialog over the page. */
  panel: ReactNode;
  /** Entries for a tile's menu; none when there is nothing behind the number. */
  menu: readonly TileMenuItem[];
}

/**
 * Opens, in a dialog over the page, what is behind a KPI's number: its breakdowns, of which each value filters everything under the
 * provider, and its rows as far as the role may see them.
 * @param kpi null when there is none: nothing is available then
 * @param filters laid over the provider's, as the tile does
 */
export function useDrill(kpi: KpiId | null, filters?: Filters): Drill {
  const place = useDrillPlace(kpi);
  const { t } = useInterface();
  const catalog = useCatalog();
  const found = catalog.status === "ready" ? catalog.value.kpis.find(({ id }) => id === kpi) : undefined;
  const isAvailable = (found?.dimensions?.length ?? 0) + (found?.drill?.length ?? 0) > 0;
  const open = () => {
    if (isAvailable && kpi !== null) place.open({ kpi, ...(filters && { filters }) });
  };
  return {
    isAvailable,
    open,
    panel: place.drill && (
      <Suspense>
        <DrillPanel drill={place.drill} onChange={place.open} onClose={place.close} />
      </Suspense>
    ),
    menu: isAvailable ? [{ id: "drill", label: t("drill.button"), onSelect: open }] : [],
  };
}
