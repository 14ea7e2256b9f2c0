import type { Granularity, KpiMeta } from "@northstar/core";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { TimeChartProps } from "../charts/timeChartProps.ts";

// Apart: it comes when the chart is there.
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
  const [known, setKnown] = useState<ChartAlerts>({ bands: [], firings: [] });
  const feed = kpi && granularity && (
    <Suspense fallback={null}>
      <KpiAlerts kpi={kpi} granularity={granularity} series={series} onKnown={setKnown} />
    </Suspense>
  );
  return { ...known, feed };
}

/** `feed` is to be drawn beside the chart: it shows nothing, and finds out the rest. */
export interface ChartAlerts {
  bands: NonNullable<TimeChartProps["bands"]>;
  firings: NonNullable<TimeChartProps["firings"]>;
}
