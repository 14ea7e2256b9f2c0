import type { DateRange, KpiRow, Query, Row, SecurityEvent } from "@northstar/core";
import type { Fetch } from "@northstar/react";
import { EVENTS } from "./securityEvents.ts";
import { createFakeFetch, type FakeServerOptions, rangeKey } from "./server.ts";
import { NUMBERS, PERIOD, TECHNICAL_CATALOG } from "./technicalKpis.ts";
import { DELIVERY_FAILURES, FLOW_UPTIMES, failuresByWeek, HOURLY, INGEST, LATENCIES } from "./technicalRows.ts";

/** What the stories' server answers to the technical view's questions. */
export function answerTechnical(query: Query): readonly Row[] {
  const measures = query.measures ?? [];
  const ids = measures.map((measure) => measure.slice(measure.indexOf(".") + 1));
  const [time] = query.timeDimensions ?? [];
  const [first = ""] = ids;
  if (first === "security_events") return EVENTS.map(toSecurityRow);
  if (first === "incidents_opened" && !time) {
    return [
      {
        "technical.flow": "webinar",
        "technical.opened_date": "2026-11-22T05:26:00.000",
        "technical.incidents_opened": "1",
      },
    ];
  }
  if (!time) return [];
  const column = `${time.dimension}.${time.granularity}`;
  if (first === "flow_uptime" && query.dimensions?.length) {
    if (!time.granularity)
      return FLOW_UPTIMES.map(({ id, uptime }) => ({ "technical.flow": id, "technical.flow_uptime": uptime }));
    return FLOW_UPTIMES.flatMap(({ id, days }) =>
      days.flatMap(({ start, uptime }) =>
        uptime === null
          ? []
          : [{ "technical.flow": id, [column]: `${start}T00:00:00.000`, "technical.flow_uptime": uptime }],
      ),
    );
  }
  if (first === "delivery_failures" && query.dimensions?.length) return DELIVERY_FAILURES.rows.map(toRow);
  if (query.dimensions?.length) return INGEST.rows.map(toRow);
  if (time.granularity) {
    const rows =
      time.granularity === "hour"
        ? HOURLY.rows
        : first === "flow_failure_rate"
          ? failuresByWeek().points.map(toFailureRow)
          : LATENCIES.rows;
    return rows
      .filter(({ start }) => isAsked(start, time.dateRange))
      .map(({ start, values }) => ({
        [column]: (start ?? "").length > 10 ? start : `${start}T00:00:00.000`,
        ...Object.fromEntries(ids.map((id) => [`technical.${id}`, values[id] ?? null])),
      }));
  }
  const ranges = time.compareDateRange ?? (time.dateRange ? [time.dateRange] : []);
  return ranges.map((range) => ({
    ...(time.compareDateRange && { compareDateRange: rangeKey(range) }),
    ...Object.fromEntries(
      ids.map((id) => [`technical.${id}`, NUMBERS[id]?.[range[0] < PERIOD.start ? "previous" : "current"] ?? null]),
    ),
  }));
}

/** Of rows that the stories have, those of the dates that are asked for. */
function isAsked(start: string | null, range: DateRange | undefined): boolean {
  const date = start?.slice(0, 10) ?? "";
  return range === undefined || (range[0].slice(0, 10) <= date && date <= range[1].slice(0, 10));
}

function toFailureRow({ start, value }: { start: string; value: number | null }) {
  return { start, values: { flow_failure_rate: value } as Record<string, number | null> };
}

function toRow({ keys, values }: KpiRow): Row {
  const named = [...Object.entries(keys), ...Object.entries(values)].map(([name, value]) => [
    `technical.${name}`,
    value,
  ]);
  return Object.fromEntries(named);
}

function toSecurityRow({ at, kind, actor, ipHash, outcome, severity, count }: SecurityEvent): Row {
  return {
    "technical.security_date": at,
    "technical.security_kind": kind,
    "technical.actor": actor,
    "technical.ip_hash": ipHash,
    "technical.security_outcome": outcome,
    "technical.security_severity": severity,
    "technical.security_events": String(count),
  };
}

/** The technical view's server in memory. */
export function technicalServer(rest: FakeServerOptions = {}): Fetch {
  return createFakeFetch({ catalog: TECHNICAL_CATALOG, answer: answerTechnical, ...rest });
}
