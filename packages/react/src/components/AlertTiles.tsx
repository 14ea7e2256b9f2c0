import type { KpiId } from "@northstar/core";
import { useTileDrill } from "../filters/tileDrill.ts";
import type { Filters } from "../hooks/types.ts";
import { useAlerts } from "../hooks/useAlerts.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { AlertTilesView } from "./AlertTilesView.tsx";
import { shownValue } from "./loadable.ts";
import { type BoxProps, Root } from "./Root.tsx";

/** KPIs beyond a limit of the model, red first, then amber. */
export function AlertTiles({ filters, className, style }: AlertTilesProps) {
  const state = useAlerts(filters === undefined ? {} : { filters });
  const catalog = useCatalog();
  const hasWatched = catalog.status !== "ready" || catalog.value.kpis.some(({ thresholds }) => thresholds);
  const shown = shownValue(state) ?? [];
  const drill = useTileDrill(
    shown.map(({ kpi }) => kpi.id as KpiId),
    filters,
  );
  return (
    <Root className={className} style={style} tile="AlertTiles">
      <AlertTilesView state={state} hasWatched={hasWatched} drill={drill} />
    </Root>
  );
}

export interface AlertTilesProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
