import type { Granularity, KpiMeta } from "@northstar/core";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { TimeChartProps } from "../charts/timeChartProps.ts";
import { useCatalog } from "../hooks/useCatalog.ts";

// Apart: it comes when the chart is there, and only for a KPI with limits, or where the server keeps alerts.
const KpiAlerts = lazy(() => import("./KpiAlerts.tsx").then((module) => ({ default: module.KpiAlerts })));

/**
 * What a line of a KPI shows of its alerts: where its limits are passed, where alerts fired, and what was noted about a day.
 * @param kpi null until it is known
 * @param series that firings stand on. @default the first
 */
export function useChartAlerts(
  kpi: KpiMeta | null,
  granularity: Granularity | null | undefined,
  series?: string,
): ChartAlerts & { feed: ReactNode } {
  const catalog = useCatalog();
  const [known, setKnown] = useState<ChartAlerts>(NONE);
  const hasMarks = catalog.status === "ready" && (catalog.value.alerts || catalog.value.suggestions);
  if (!kpi || !granularity || !(kpi.thresholds || hasMarks)) return { ...NONE, feed: null };
  return {
    ...known,
    feed: (
      <Suspense fallback={null}>
        <KpiAlerts kpi={kpi} granularity={granularity} series={series} onKnown={setKnown} />
      </Suspense>
    ),
  };
}

const NO_BANDS: NonNullable<TimeChartProps["bands"]> = [];
const NO_FIRINGS: NonNullable<TimeChartProps["firings"]> = [];
const NONE: ChartAlerts = { bands: NO_BANDS, firings: NO_FIRINGS };

/** `feed` is to be drawn beside the chart: it shows nothing, and finds out the rest. */
export interface ChartAlerts {
  bands: NonNullable<TimeChartProps["bands"]>;
  firings: NonNullable<TimeChartProps["firings"]>;
}
