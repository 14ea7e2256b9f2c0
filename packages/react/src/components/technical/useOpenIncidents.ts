import { filterableKpi, type Query, qualify, valueFilters, valueLabel, wallClock } from "@northstar/core";
import { mapLoadable } from "../../hooks/loadable.ts";
import type { Filters, KpiValue, Loadable } from "../../hooks/types.ts";
import { useNorthstar } from "../../hooks/useNorthstar.ts";
import { useQueryRows } from "../../hooks/useRows.ts";
import { useInterface } from "../interface.ts";
import { shownValue } from "../loadable.ts";
import type { OpenIncident } from "./RecoveryView.tsx";

/** Incidents without an end, whenever they began, the oldest first. Asked once the KPI they are counted by is there. */
export function useOpenIncidents(
  opened: Loadable<KpiValue>,
  filters: Filters | undefined,
): Loadable<readonly OpenIncident[]> {
  const { filters: shared, now, timeZone } = useNorthstar();
  const { t } = useInterface();
  const kpi = shownValue(opened)?.kpi;
  const flow = kpi ? qualify("flow", kpi.measure) : "";
  const query: Query | null = kpi
    ? {
        measures: [kpi.measure],
        dimensions: [flow, kpi.timeDimensionMember],
        filters: [
          ...valueFilters(filters?.values ?? shared.values, filterableKpi(kpi)),
          { member: qualify("resolved_date", kpi.measure), operator: "notSet" },
        ],
        order: [[kpi.timeDimensionMember, "asc"]],
        limit: 100,
        timezone: timeZone,
      }
    : null;
  const clock = wallClock(now(), timeZone);
  const localNow = Date.parse(`${clock.date}T00:00:00Z`) + (clock.hour * 60 + clock.minute) * 60_000;
  return mapLoadable(useQueryRows(query), ({ rows }) =>
    rows.map((row) => ({
      flow: valueLabel("flow", String(row[flow] ?? ""), t),
      // Both by the same wall clock: an age that a change of the clock makes wrong by an hour is still the right day.
      ageSeconds: Math.max(0, (localNow - Date.parse(`${row[kpi?.timeDimensionMember ?? ""]}Z`)) / 1000),
    })),
  );
}
