import type { Filters } from "../hooks/types.ts";
import { useAlerts } from "../hooks/useAlerts.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { AlertTilesView } from "./AlertTilesView.tsx";
import { type BoxProps, Root } from "./Root.tsx";

/** KPIs beyond a limit of the model, red first, then amber. */
export function AlertTiles({ filters, className, style }: AlertTilesProps) {
  const state = useAlerts(filters === undefined ? {} : { filters });
  const catalog = useCatalog();
  const hasWatched = catalog.status !== "ready" || catalog.value.kpis.some(({ thresholds }) => thresholds);
  return (
    <Root className={className} style={style} tile="AlertTiles">
      <AlertTilesView state={state} hasWatched={hasWatched} />
    </Root>
  );
}

export interface AlertTilesProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
