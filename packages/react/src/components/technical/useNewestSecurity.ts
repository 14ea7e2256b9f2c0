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
import type { Filters, KpiValue, Loadable } from "../../hooks/types.ts";
import { useNorthstar } from "../../hooks/useNorthstar.ts";
import { useQueryRows } from "../../hooks/useRows.ts";
import { shownValue } from "../loadable.ts";
import type { NewestSecurity } from "./SecurityList.tsx";

const MAX_ROWS = 300;

/**
 * The newest security events of the period, gathered into lines. Asked once the KPI they are counted by is there, whose view and
 * date they have.
 */
export function useNewestSecurity(counted: Loadable<KpiValue>, filters: Filters | undefined): Loadable<NewestSecurity> {
  const { filters: shared, now, timeZone } = useNorthstar();
  const value = shownValue(counted);
  const query: Query | null = value && {
    measures: [qualify("security_events", value.kpi.measure)],
    dimensions: [...DIMENSIONS.map((name) => qualify(name, value.kpi.measure)), value.kpi.timeDimensionMember],
    timeDimensions: [{ dimension: value.kpi.timeDimensionMember, dateRange: elapsedRange(value.period) }],
    filters: valueFilters(filters?.values ?? shared.values, filterableKpi(value.kpi)),
    order: [[value.kpi.timeDimensionMember, "desc"]],
    limit: MAX_ROWS,
    timezone: timeZone,
  };
  const answer = useQueryRows(query);
  const today = wallClock(now(), timeZone);
  return mapLoadable(answer, ({ rows }) => {
    if (!value) return { events: [], recent: 0, today: today.date };
    const events = rows.map((row) => readEvent(row, value.kpi));
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
