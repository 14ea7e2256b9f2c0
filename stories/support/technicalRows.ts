import { addDays, bucketStarts, type KpiRow, kpiFreshness } from "@northstar/core";
import type { KpiRowsValue, KpiSeries } from "@northstar/react";
import { TIME_ZONE } from "./clock.ts";
import { FRESH } from "./freshness.ts";
import { PERIOD, technicalKpi } from "./technicalKpis.ts";

const WEEKLY = [0.008, 0.006, 0.0072, 0.0051, 0.0058, 0.0045, 0.006, 0.0091, 0.0134, 0.0108, 0.0062, 0.005, 0.0055];

export function failuresByWeek(): KpiSeries {
  const kpi = technicalKpi("flow_failure_rate");
  return {
    kpi,
    granularity: "week",
    points: WEEKLY.map((value, index) => ({
      start: addDays("2026-08-24", 7 * index),
      value,
      partial: index === WEEKLY.length - 1,
    })),
    freshness: kpiFreshness(kpi, FRESH),
  };
}

export const STRIP_DAYS = bucketStarts(["2026-08-25", "2026-11-22"], "day");

/** Days that weren't in order, counted back from today, and how much of them was. */
const TROUBLE: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  bienvenida: { 1: 0.985, 60: 0.992 },
  webinar: { 0: 0.71, 7: 0.96 },
  reactivacion: { 4: 0.99, 10: 0.97, 89: 0.95 },
  puntuacion: { 14: 0.62, 15: 0.4, 16: 0.85, 17: 0.88 },
  referidos: { 6: 0.998, 54: 0.99, 78: 0.97 },
};

const uptimeOf = (flow: string, daysAgo: number) => TROUBLE[flow]?.[daysAgo] ?? 1;

/** The referral flow has only been in service for eighty days. */
const isInService = (flow: string, daysAgo: number) => flow !== "referidos" || daysAgo < 80;

export const FLOW_UPTIMES = Object.keys(TROUBLE)
  .map((id) => {
    const days = STRIP_DAYS.map((start, index) => {
      const daysAgo = STRIP_DAYS.length - 1 - index;
      return { start, uptime: isInService(id, daysAgo) ? uptimeOf(id, daysAgo) : null, partial: daysAgo === 0 };
    });
    const known = days.flatMap(({ uptime }) => (uptime === null ? [] : [uptime]));
    return { id, label: labelOf(id), uptime: known.reduce((sum, one) => sum + one, 0) / known.length, days };
  })
  .sort((one, other) => one.uptime - other.uptime);

function labelOf(id: string): string {
  const names: Record<string, string> = {
    bienvenida: "Bienvenida",
    webinar: "Webinar",
    reactivacion: "Reactivación",
    puntuacion: "Puntuación",
    referidos: "Referidos",
  };
  return names[id] ?? id;
}

/** Events in an hour: two peaks on working days, little at night. */
function eventsIn(start: string): number | null {
  const hour = Number(start.slice(11, 13));
  const weekday = (new Date(`${start.slice(0, 10)}T12:00:00Z`).getUTCDay() + 6) % 7;
  if (start >= "2026-11-22T10") return start.startsWith("2026-11-22T10") ? 180 : null;
  const peak = Math.max(0, 10 - Math.abs(hour - 10) * 2) + Math.max(0, 7 - Math.abs(hour - 19) * 2);
  const share = weekday >= 5 ? 0.35 : 1 - (weekday % 2) * 0.08;
  return Math.round((40 + peak * 110) * share);
}

function rowsValue(ids: readonly string[], rows: readonly KpiRow[], rest: Partial<KpiRowsValue> = {}): KpiRowsValue {
  const kpis = ids.map(technicalKpi);
  return {
    kpis,
    period: PERIOD,
    range: [PERIOD.start, PERIOD.end],
    granularity: null,
    starts: rows.flatMap(({ start }) => (start === null ? [] : [start])),
    rows,
    isCut: false,
    freshness: kpiFreshness({ sources: kpis[0]?.sources ?? [], sloSeconds: 300 }, FRESH),
    ignoredFilters: [],
    ...rest,
  };
}

export const HOURLY = rowsValue(
  ["events_ingested"],
  bucketStarts([PERIOD.start, PERIOD.end], "hour", TIME_ZONE).map((start) => ({
    keys: {},
    start,
    partial: start >= "2026-11-22T10",
    values: { events_ingested: eventsIn(start) },
  })),
  { granularity: "hour" },
);

const PERCENTILES = ["crm_latency_p50", "crm_latency_p95", "crm_latency_p99"];

/** A slow week in the middle, as after a change of the CRM's limits. */
function latencyOn(index: number): readonly [number, number, number] {
  const slow = Math.max(0, 1 - Math.abs(index - 17) / 5);
  const wave = Math.sin(index * 1.7);
  return [56 + wave * 5 + slow * 14, 208 + wave * 14 + slow * 95, 412 + wave * 26 + slow * 300];
}

export const LATENCIES = rowsValue(
  PERCENTILES,
  bucketStarts([PERIOD.start, PERIOD.end], "day").map((start, index) => ({
    keys: {},
    start,
    partial: start === PERIOD.end,
    values: Object.fromEntries(PERCENTILES.map((id, place) => [id, latencyOn(index)[place] ?? null])),
  })),
  { granularity: "day" },
);

const FAILURES: readonly (readonly [channel: string, kind: string, count: number])[] = [
  ["email", "hard", 96],
  ["whatsapp", "policy", 51],
  ["email", "soft", 24],
  ["whatsapp", "blocked", 15],
  ["whatsapp", "hard", 7],
  ["email", "spam", 3],
  ["email", "other", 2],
];

export const DELIVERY_FAILURES = rowsValue(
  ["delivery_failures"],
  FAILURES.map(([channel, kind, count]) => ({
    keys: { failure_channel: channel, failure_class: kind },
    start: null,
    partial: false,
    values: { delivery_failures: count },
  })),
);
const CONNECTORS: readonly (readonly [string, number, number, number, number, number, number])[] = [
  ["ga4", 8640, 0.001, 412_291, 412_291, 0, 0],
  ["sendgrid", 2410, 0, 58_204, 61_930, 2860, 0],
  ["whatsapp", 1922, 0, 21_870, 23_411, 260, 1],
  ["hubspot", 720, 0.024, 18_240, 36_076, 0, 11],
  ["sponsorship", 30, 0, 234, 249, 0, 0],
];
const INGEST_KPIS = [
  "integration_runs",
  "integration_failure_rate",
  "rows_in",
  "rows_upserted",
  "rows_duplicate",
  "rows_bad",
];

export const INGEST = rowsValue(
  ["rows_in", ...INGEST_KPIS.filter((id) => id !== "rows_in")],
  CONNECTORS.map(([connector, ...values]) => ({
    keys: { connector },
    start: null,
    partial: false,
    values: Object.fromEntries(INGEST_KPIS.map((id, index) => [id, values[index] ?? null])),
  })),
);
