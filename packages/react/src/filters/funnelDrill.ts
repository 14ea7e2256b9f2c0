import type { FunnelId } from "@northstar/core";
import { useContext, useMemo } from "react";
import { useInterface } from "../components/interface.ts";
import type { TileMenuItem } from "../components/TileMenu.tsx";
import type { Filters } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { DrillContext, type DrillStart } from "./tileDrill.ts";

/** What a tile of a funnel offers of the way to what is behind its steps. */
export interface FunnelDrill {
  /** Opens what is behind a step: its people by the funnel's breakdowns. @param step the last without it */
  open: (step?: string, start?: Pick<DrillStart, "by" | "values">) => void;
  /** Entries for the tile's menu. */
  menu: readonly TileMenuItem[];
}

/**
 * The way from a funnel to what is behind its steps; undefined outside a `DrillHost` and where the role sees nothing to break it down by.
 * @param filters laid over the provider's, as the tile does
 */
export function useFunnelDrill(funnel: FunnelId, filters?: Filters): FunnelDrill | undefined {
  const openDrill = useContext(DrillContext);
  const { t } = useInterface();
  const catalog = useCatalog();
  const found = catalog.status === "ready" ? catalog.value.funnels.find(({ id }) => id === funnel) : undefined;
  const last = found && found.breakdowns.length > 0 ? found.steps.at(-1)?.id : undefined;
  return useMemo(() => {
    if (!openDrill || last === undefined) return undefined;
    const open: FunnelDrill["open"] = (step = last, start = {}) =>
      openDrill({ kpi: funnel, step, ...(filters && { filters }), ...start });
    return { open, menu: [{ id: "drill", label: t("drill.button"), onSelect: () => open() }] };
  }, [openDrill, funnel, last, filters, t]);
}
