import type { KpiId } from "@northstar/core";
import { useTileDrill } from "../../filters/tileDrill.ts";
import type { Filters } from "../../hooks/types.ts";
import { useKpi } from "../../hooks/useKpi.ts";
import { useKpiSeries } from "../../hooks/useKpiSeries.ts";
import { together } from "../loadable.ts";
import { type BoxProps, Root } from "../Root.tsx";
import { ReliabilityPanelView } from "./ReliabilityPanelView.tsx";
import { useFlowUptimes } from "./useFlowUptimes.ts";
import { useOpenIncidents } from "./useOpenIncidents.ts";

const UPTIME = "flow_uptime" as string as KpiId;
const RECOVERY = [
  "flow_failure_rate",
  "mttr",
  "mttr_median",
  "incidents_resolved",
  "incidents_opened",
] as string[] as KpiId[];
const DAYS = 90;
const WEEKS = 13;

/** Whether the flows run: 90 days of each as a strip, the share of runs that fail, the time to mend, and what is broken now. */
export function ReliabilityPanel({ filters, className, style }: ReliabilityPanelProps) {
  const options = filters === undefined ? {} : { filters };
  const numbers = together({
    failureRate: useKpi("flow_failure_rate" as string as KpiId, options),
    mttr: useKpi("mttr" as string as KpiId, options),
    median: useKpi("mttr_median" as string as KpiId, options),
    resolved: useKpi("incidents_resolved" as string as KpiId, options),
    opened: useKpi("incidents_opened" as string as KpiId, options),
  });
  return (
    <Root className={className} style={style} tile="ReliabilityPanel">
      <ReliabilityPanelView
        uptimes={useFlowUptimes(DAYS, filters)}
        days={DAYS}
        numbers={numbers}
        series={useKpiSeries("flow_failure_rate" as string as KpiId, {
          ...options,
          granularity: "week",
          count: WEEKS,
        })}
        unresolved={useOpenIncidents(filters)}
        uptimeDrill={useTileDrill(UPTIME, filters)}
        drill={useTileDrill(RECOVERY, filters)}
      />
    </Root>
  );
}

export interface ReliabilityPanelProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
