import type { Granularity, KpiId } from "@northstar/core";
import { useTileDrill } from "../../filters/tileDrill.ts";
import type { Filters } from "../../hooks/types.ts";
import { useKpi } from "../../hooks/useKpi.ts";
import { useKpiRows } from "../../hooks/useKpiRows.ts";
import { together } from "../loadable.ts";
import { type BoxProps, Root } from "../Root.tsx";
import { LatencyChartView } from "./LatencyChartView.tsx";
import { useChosenPeriod } from "./useChosenPeriod.ts";

const PERCENTILES = ["crm_latency_p50", "crm_latency_p95", "crm_latency_p99"] as string[] as KpiId[];

const DRILLED = [...PERCENTILES, "crm_clock_skew_events" as string as KpiId];

/** How long events take to reach the CRM: p50, p95 and p99 of the period and over time, with what is allowed; clock skew apart. */
export function LatencyChart({ filters, className, style }: LatencyChartProps) {
  const options = filters === undefined ? {} : { filters };
  const numbers = together({
    p50: useKpi("crm_latency_p50" as string as KpiId, options),
    p95: useKpi("crm_latency_p95" as string as KpiId, options),
    p99: useKpi("crm_latency_p99" as string as KpiId, options),
  });
  const days = useChosenPeriod(filters)?.totalDays ?? 1;
  const series = useKpiRows(PERCENTILES, { ...options, granularity: granularityFor(days) });
  return (
    <Root className={className} style={style} tile="LatencyChart">
      <LatencyChartView
        numbers={numbers}
        series={series}
        skew={useKpi("crm_clock_skew_events" as string as KpiId, options)}
        drill={useTileDrill(DRILLED, filters)}
      />
    </Root>
  );
}

/** As many points as a line can be read by. */
function granularityFor(days: number): Granularity {
  if (days <= 2) return "hour";
  if (days <= 62) return "day";
  return days <= 400 ? "week" : "month";
}

export interface LatencyChartProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
