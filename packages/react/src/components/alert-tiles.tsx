import type { Filters } from "../hooks/types.ts";
import { useAlerts } from "../hooks/useAlerts.ts";
import { AlertTilesView } from "./alert-tiles-view.tsx";
import { type BoxProps, Root } from "./root.tsx";

/** KPIs beyond a limit of the model, red first, then amber. */
export function AlertTiles({ filters, className, style }: AlertTilesProps) {
  const state = useAlerts(filters === undefined ? {} : { filters });
  return (
    <Root className={className} style={style}>
      <AlertTilesView state={state} />
    </Root>
  );
}

export interface AlertTilesProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
