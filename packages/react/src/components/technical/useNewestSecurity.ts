import {
  addDays,
  type CatalogKpi,
  digestSecurity,
  elapsedRange,
  filterableKpi,
  type Query,
  qualify,
  type Row,
  type SecurityEvent,
  toNumber,
  valueFilters,
  wallClock,
} from "@northstar/core";
import { mapLoadable } from "../../hooks/loadable.ts";
import type { Filters, Loadable } from "../../hooks/types.ts";
import { useNorthstar } from "../../hooks/useNorthstar.ts";
import { useQueryRows } from "../../hooks/useRows.ts";
import { isTarget, useKpiTarget } from "../../hooks/useTarget.ts";
import type { NewestSecurity } from "./SecurityList.tsx";
import { useChosenPeriod } from "./useChosenPeriod.ts";

const MAX_ROWS = 300;

/** The newest security events of the period, gathered into lines. They have the view and the date of the KPI they are counted by. */
export function useNewestSecurity(filters: Filters | undefined): Loadable<NewestSecurity> {
  const { filters: shared, now, timeZone } = useNorthstar();
  const period = useChosenPeriod(filters);
  // From the catalogue and not from an answer: asked in the same trip as the numbers beside it.
  const target = useKpiTarget("unauthorised_attempts");
  const kpi = isTarget(target) ? target.item : null;
  const query: Query | null = kpi &&
    period && {
      measures: [qualify("security_events", kpi.measure)],
      dimensions: [...DIMENSIONS.map((name) => qualify(name, kpi.measure)), kpi.timeDimensionMember],
      timeDimensions: [{ dimension: kpi.timeDimensionMember, dateRange: elapsedRange(period) }],
      filters: valueFilters(filters?.values ?? shared.values, filterableKpi(kpi)),
      order: [[kpi.timeDimensionMember, "desc"]],
      limit: MAX_ROWS,
      timezone: timeZone,
    };
  const answer = useQueryRows(query);
  if (!isTarget(target)) return target;
  const today = wallClock(now(), timeZone);
  return mapLoadable(answer, ({ rows }) => {
    const events = rows.map((row) => readEvent(row, target.item));
    const yesterday = `${addDays(today.date, -1)}T${pad(today.hour)}:${pad(today.minute)}`;
    return {
      events: digestSecurity(events, rows.length >= MAX_ROWS),
      recent: events.filter(({ at }) => at >= yesterday).reduce((sum, { count }) => sum + count, 0),
      today: today.date,
    };
  });
}

const DIMENSIONS = ["security_kind", "actor", "ip_hash", "security_outcome", "security_severity"] as const;

/** Raw dates of an answer are local to the zone that was asked for, as buckets are. */
function readEvent(row: Row, kpi: CatalogKpi): SecurityEvent {
  const text = (name: string) => {
    const cell = row[qualify(name, kpi.measure)];
    return cell === null || cell === undefined || cell === NOT_SET ? null : String(cell);
  };
  return {
    at: String(row[kpi.timeDimensionMember]),
    kind: text("security_kind") ?? "",
    actor: text("actor"),
    ipHash: text("ip_hash"),
    outcome: text("security_outcome"),
    severity: text("security_severity"),
    count: toNumber(row[qualify("security_events", kpi.measure)]) ?? 0,
  };
}

/** What the model calls none. */
const NOT_SET = "(not set)";

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
