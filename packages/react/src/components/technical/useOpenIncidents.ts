import { filterableKpi, type Query, qualify, valueFilters, valueLabel, wallClock } from "@northstar/core";
import { mapLoadable } from "../../hooks/loadable.ts";
import type { Filters, Loadable } from "../../hooks/types.ts";
import { useNorthstar } from "../../hooks/useNorthstar.ts";
import { useQueryRows } from "../../hooks/useRows.ts";
import { isTarget, useKpiTarget } from "../../hooks/useTarget.ts";
import { useInterface } from "../interface.ts";
import type { OpenIncident } from "./RecoveryView.tsx";
import { TEXTS } from "./texts.ts";

/** Incidents without an end, whenever they began, the oldest first. */
export function useOpenIncidents(filters: Filters | undefined): Loadable<readonly OpenIncident[]> {
  const { filters: shared, now, timeZone } = useNorthstar();
  const { t } = useInterface(TEXTS);
  // From the catalogue and not from an answer: asked in the same trip as the numbers beside it.
  const target = useKpiTarget("incidents_opened");
  const kpi = isTarget(target) ? target.item : null;
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
  const answer = useQueryRows(query);
  if (!isTarget(target)) return target;
  return mapLoadable(answer, ({ rows }) =>
    rows.map((row) => ({
      flow: valueLabel("flow", String(row[flow] ?? ""), t),
      // Both by the same wall clock: an age that a change of the clock makes wrong by an hour is still the right day.
      ageSeconds: Math.max(0, (localNow - Date.parse(`${row[kpi?.timeDimensionMember ?? ""]}Z`)) / 1000),
    })),
  );
}
