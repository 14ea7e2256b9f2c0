import type { KpiId } from "@northstar/core";
import { lazy, Suspense } from "react";
import { useTileDrill } from "../filters/tileDrill.ts";
import type { Filters } from "../hooks/types.ts";
import { useAlerts } from "../hooks/useAlerts.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { AlertTilesView } from "./AlertTilesView.tsx";
import { shownValue } from "./loadable.ts";
import { type BoxProps, Root } from "./Root.tsx";

// Apart: only what a server that keeps alerts shows needs it.
const LiveAlertTiles = lazy(() => import("../alerts/LiveAlertTiles.tsx").then((m) => ({ default: m.LiveAlertTiles })));

/**
 * What is wrong, red first, then amber. Of a server that keeps alerts: live, with since when and why, to be marked as seen or snoozed; it
 * looks at all that the reader may see, whatever is filtered. Otherwise, or with filters of its own: KPIs beyond a limit of the model.
 */
export function AlertTiles({ filters, className, style }: AlertTilesProps) {
  const catalog = useCatalog();
  const isLive = filters === undefined && catalog.status === "ready" && catalog.value.alerts === true;
  return (
    <Root className={className} style={style} tile="AlertTiles">
      {isLive ? (
        <Suspense fallback={<AlertTilesView state={LOADING} />}>
          <LiveAlertTiles />
        </Suspense>
      ) : (
        <LimitTiles filters={filters} />
      )}
    </Root>
  );
}

const LOADING = { status: "loading" } as const;

/** KPIs beyond a limit of the model. */
function LimitTiles({ filters }: { filters: Filters | undefined }) {
  const state = useAlerts(filters === undefined ? {} : { filters });
  const catalog = useCatalog();
  const hasWatched = catalog.status !== "ready" || catalog.value.kpis.some(({ thresholds }) => thresholds);
  const shown = shownValue(state) ?? [];
  const drill = useTileDrill(
    shown.map(({ kpi }) => kpi.id as KpiId),
    filters,
  );
  return <AlertTilesView state={state} hasWatched={hasWatched} drill={drill} />;
}

export interface AlertTilesProps extends BoxProps {
  /** Laid over the provider's filters; with them, limits of the model are looked at and nothing else. */
  filters?: Filters;
}
