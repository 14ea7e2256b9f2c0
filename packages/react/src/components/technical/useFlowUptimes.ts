import { addDays, elapsedRange, type KpiId, uptimeStrips, valueLabel, wallClock } from "@northstar/core";
import { mapLoadable } from "../../hooks/loadable.ts";
import type { Filters, Loadable } from "../../hooks/types.ts";
import { useKpiRows } from "../../hooks/useKpiRows.ts";
import { useNorthstar } from "../../hooks/useNorthstar.ts";
import { useInterface } from "../interface.ts";
import { together } from "../loadable.ts";
import { subjectsOf } from "../why/whySubject.ts";
import { TEXTS } from "./texts.ts";
import type { FlowUptimes } from "./UptimeView.tsx";
import { useChosenPeriod } from "./useChosenPeriod.ts";

const UPTIME = ["flow_uptime"] as string[] as KpiId[];
/** Flows are few; this is for the host that has many. */
const MAX_FLOWS = 100;

/** Uptime by flow and day over the last `days` up to the chosen period's end, and of each flow over all of them. */
export function useFlowUptimes(days: number, filters: Filters | undefined): Loadable<FlowUptimes> {
  const { now, timeZone } = useNorthstar();
  const { t } = useInterface(TEXTS);
  const today = wallClock(now(), timeZone).date;
  const period = useChosenPeriod(filters);
  const end = period && period.elapsedDays > 0 ? elapsedRange(period)[1] : today;
  const stretch: Filters = { ...filters, period: { start: addDays(end, 1 - days), end } };
  const rows = together({
    daily: useKpiRows(UPTIME, { by: ["flow"], granularity: "day", filters: stretch, limit: MAX_FLOWS * days }),
    totals: useKpiRows(UPTIME, { by: ["flow"], filters: stretch, limit: MAX_FLOWS }),
  });
  return mapLoadable(rows, ({ daily, totals }) => ({
    strips: uptimeStrips(
      { daily: daily.rows, totals: totals.rows },
      { kpi: "flow_uptime", dimension: "flow" },
      daily.starts,
      today,
    ).map((strip) => ({ ...strip, label: valueLabel("flow", strip.id, t) })),
    slo: daily.kpis[0]?.target ?? 1,
    freshness: daily.freshness,
    subjects: subjectsOf(daily),
  }));
}
