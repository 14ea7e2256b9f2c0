import {
  addDays,
  bucketStarts,
  type Catalog,
  type CatalogKpi,
  comparisonRange,
  completeRange,
  digestSecurity,
  type KpiRow,
  type KpiUnit,
  kpiFreshness,
  type LocalizedText,
  levelOf,
  type Query,
  type Row,
  resolvePeriod,
  type SecurityEvent,
} from "@northstar/core";
import type { KpiSeries, KpiValue } from "@northstar/react";
import type { KpiRowsValue } from "../../packages/react/src/hooks/types.ts";
import { CATALOG } from "./catalog.ts";
import { CONTEXT, TIME_ZONE } from "./clock.ts";
import { FRESH } from "./freshness.ts";

const ROLES = ["devops", "analyst", "consultant"];
const PERIOD = resolvePeriod({ preset: "last_30_days" }, CONTEXT);

interface Invented {
  es: string;
  en: string;
  unit: KpiUnit;
  date: string;
  current: number | null;
  previous: number | null;
  rest?: Partial<CatalogKpi>;
}

const up = { polarity: "up" } as const;
const limits = (amber: number, red: number) => ({ thresholds: { amber, red, on: "running" as const } });

/** Numbers of the last thirty days. Invented, one bad: refused requests are beyond their limit. */
const NUMBERS: Readonly<Record<string, Invented>> = {
  flow_uptime: {
    es: "Disponibilidad de los flujos",
    en: "Flow uptime",
    unit: "percent",
    date: "uptime_date",
    current: 0.9971,
    previous: 0.9982,
    rest: { ...up, target: 0.999, grain: "day", ...limits(0.998, 0.995) },
  },
  flow_failure_rate: {
    es: "Tasa de fallo de los flujos",
    en: "Flow failure rate",
    unit: "percent",
    date: "flow_date",
    current: 0.0078,
    previous: 0.0091,
    rest: { target: 0.01, grain: "day", ...limits(0.02, 0.05) },
  },
  mttr: {
    es: "Tiempo medio de resolución (MTTR)",
    en: "Mean time to resolve (MTTR)",
    unit: "seconds",
    date: "resolved_date",
    current: 2460,
    previous: 3120,
    rest: limits(3600, 7200),
  },
  mttr_median: {
    es: "Mediana del tiempo de resolución",
    en: "Median time to resolve",
    unit: "seconds",
    date: "resolved_date",
    current: 1320,
    previous: 1500,
  },
  incidents_resolved: {
    es: "Incidencias resueltas",
    en: "Incidents resolved",
    unit: "count",
    date: "resolved_date",
    current: 7,
    previous: 6,
    rest: up,
  },
  incidents_opened: {
    es: "Incidencias abiertas",
    en: "Incidents opened",
    unit: "count",
    date: "opened_date",
    current: 8,
    previous: 6,
  },
  events_ingested: {
    es: "Eventos ingeridos",
    en: "Events ingested",
    unit: "count",
    date: "event_date",
    current: 412_380,
    previous: 389_100,
    rest: { ...up, sources: ["ga4"] },
  },
  events_received: {
    es: "Eventos recibidos",
    en: "Events received",
    unit: "count",
    date: "received_date",
    current: 412_291,
    previous: 389_044,
    rest: { ...up, sources: ["ga4"] },
  },
  events_per_second: {
    es: "Eventos por segundo (media)",
    en: "Events per second (mean)",
    unit: "per_second",
    date: "rate_date",
    current: 0.159,
    previous: 0.15,
    rest: { ...up, sources: ["ga4"] },
  },
  events_per_second_now: {
    es: "Eventos por segundo ahora",
    en: "Events per second now",
    unit: "per_second",
    date: "rate_now_date",
    current: 0.41,
    previous: null,
    rest: { ...up, sources: ["ga4"] },
  },
  events_per_second_peak: {
    es: "Eventos en el segundo punta",
    en: "Events in the peak second",
    unit: "per_second",
    date: "rate_date",
    current: 38,
    previous: 31,
    rest: { ...up, sources: ["ga4"] },
  },
  crm_latency_p50: {
    es: "Latencia hasta el CRM, p50",
    en: "Latency to the CRM, p50",
    unit: "seconds",
    date: "crm_date",
    current: 58,
    previous: 61,
    rest: { grain: "day", ...limits(90, 180) },
  },
  crm_latency_p95: {
    es: "Latencia hasta el CRM, p95",
    en: "Latency to the CRM, p95",
    unit: "seconds",
    date: "crm_date",
    current: 214,
    previous: 226,
    rest: { grain: "day", ...limits(300, 600) },
  },
  crm_latency_p99: {
    es: "Latencia hasta el CRM, p99",
    en: "Latency to the CRM, p99",
    unit: "seconds",
    date: "crm_date",
    current: 441,
    previous: 402,
    rest: { grain: "day", ...limits(420, 900) },
  },
  crm_clock_skew_events: {
    es: "Eventos con el reloj desajustado",
    en: "Events with a wrong clock",
    unit: "count",
    date: "crm_date",
    current: 3,
    previous: 2,
  },
  unauthorised_attempts: {
    es: "Intentos no autorizados",
    en: "Unauthorised attempts",
    unit: "count",
    date: "security_date",
    current: 61,
    previous: 22,
    rest: limits(25, 50),
  },
  bad_signatures: {
    es: "Firmas inválidas",
    en: "Bad signatures",
    unit: "count",
    date: "security_date",
    current: 14,
    previous: 2,
    rest: limits(8, 20),
  },
  replays: {
    es: "Repeticiones rechazadas",
    en: "Replays",
    unit: "count",
    date: "security_date",
    current: 3,
    previous: 3,
    rest: limits(6, 15),
  },
  rate_limited: {
    es: "Peticiones limitadas",
    en: "Rate-limited requests",
    unit: "count",
    date: "security_date",
    current: 5,
    previous: 9,
    rest: limits(15, 40),
  },
  delivery_failures: {
    es: "Fallos de entrega",
    en: "Delivery failures",
    unit: "count",
    date: "failure_date",
    current: 198,
    previous: 240,
    rest: { sources: ["email", "whatsapp"], ...limits(250, 400) },
  },
  integration_runs: {
    es: "Ejecuciones de ingesta",
    en: "Ingest runs",
    unit: "count",
    date: "integration_date",
    current: 8640,
    previous: 8611,
    rest: up,
  },
  integration_failure_rate: {
    es: "Tasa de fallo de la ingesta",
    en: "Ingest failure rate",
    unit: "percent",
    date: "integration_date",
    current: 0.004,
    previous: 0.002,
  },
  rows_in: {
    es: "Filas recibidas",
    en: "Rows received",
    unit: "count",
    date: "integration_date",
    current: 512_400,
    previous: 480_300,
    rest: up,
  },
  rows_upserted: {
    es: "Filas escritas",
    en: "Rows written",
    unit: "count",
    date: "integration_date",
    current: 690_120,
    previous: 655_000,
    rest: up,
  },
  rows_duplicate: {
    es: "Filas duplicadas",
    en: "Duplicate rows",
    unit: "count",
    date: "integration_date",
    current: 3120,
    previous: 2800,
  },
  rows_bad: { es: "Filas erróneas", en: "Bad rows", unit: "count", date: "integration_date", current: 12, previous: 3 },
};

function toKpi(id: string, { es, en, unit, date, rest }: Invented): CatalogKpi {
  return {
    id,
    version: 1,
    title: { es, en },
    definition: { es: "Definición de ejemplo.", en: "A sample definition." },
    unit,
    polarity: "down",
    grain: "month",
    owner: "Plataforma",
    sloSeconds: 300,
    sources: ["ops"],
    roles: ROLES,
    timeDimension: date,
    measure: `technical.${id}`,
    timeDimensionMember: `technical.${date}`,
    changelog: [{ version: 1, since: "2026-11-01", note: { es: "Primera definición.", en: "First definition." } }],
    ...rest,
  };
}

const TECHNICAL_KPIS: readonly CatalogKpi[] = Object.entries(NUMBERS).map(([id, one]) => toKpi(id, one));

export const TECHNICAL_CATALOG: Catalog = { ...CATALOG, kpis: TECHNICAL_KPIS };

/** A catalogue of someone whose roles see none of the technical KPIs. */
export const TECHNICAL_DENIED: Catalog = {
  ...CATALOG,
  kpis: [],
  denied: TECHNICAL_KPIS.map(({ id, title, owner, roles }) => ({ id, title, owner, roles })),
};

/** As `technicalKpi`, of what stories name only. */
export function deniedTechnical(id: string): {
  status: "denied";
  title: LocalizedText;
  owner: string;
  roles: readonly string[];
  detail: string;
} {
  const { title, owner, roles } = technicalKpi(id);
  return { status: "denied", title, owner, roles, detail: "Your roles don't see it." };
}

function technicalKpi(id: string): CatalogKpi {
  const found = TECHNICAL_KPIS.find((kpi) => kpi.id === id);
  if (!found) throw new Error(`No KPI ${id} in the technical stories' catalogue`);
  return found;
}

/** A KPI's reading for the last thirty days. */
export function technicalValue(id: string, rest: Partial<KpiValue> = {}): KpiValue {
  const kpi = technicalKpi(id);
  const { current, previous } = NUMBERS[id] ?? { current: null, previous: null };
  return {
    kpi,
    period: PERIOD,
    current,
    previous,
    comparisonRange: comparisonRange(PERIOD, "previous_period", CONTEXT),
    complete: current,
    completePeriod: completeRange(kpi, PERIOD, CONTEXT),
    level: levelOf(kpi, rest.current === undefined ? current : rest.current),
    freshness: kpiFreshness(kpi, FRESH),
    ...rest,
  } as KpiValue;
}

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
  } as KpiSeries;
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
  } as KpiRowsValue;
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

const EVENTS: readonly SecurityEvent[] = [
  ...Array.from({ length: 14 }, (_, index) =>
    security(`2026-11-22T09:${42 - index}:10.000`, "bad_signature", "whatsapp", "high", "5f3a9c01"),
  ),
  security("2026-11-22T07:40:02.000", "rate_limit", "api", "low", "0a11c2d3", "limited"),
  security("2026-11-21T22:15:44.000", "token_expired", "portal", "low", "77b0e1f2"),
  security("2026-11-21T22:14:40.000", "token_expired", "portal", "low", "12c9aa90"),
  security("2026-11-21T22:13:01.000", "token_expired", "portal", "low", "90c9aa12"),
  security("2026-11-20T05:20:04.504", "unauthorized", "portal", "medium", "443013a1"),
  security("2026-11-17T10:46:33.812", "replay", "sendgrid", "medium", "50d905ab"),
];

function security(
  at: string,
  kind: string,
  actor: string,
  severity: string,
  ipHash: string,
  outcome = "refused",
): SecurityEvent {
  return { at, kind, actor, ipHash, outcome, severity, count: 1 };
}

export const NEWEST = { events: digestSecurity(EVENTS, false), recent: 18, today: "2026-11-22" };
export const NEWEST_MASKED = {
  ...NEWEST,
  events: digestSecurity(
    EVENTS.map((event) => ({ ...event, actor: "***", ipHash: "***" })),
    false,
  ),
};

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
    return rows.map(({ start, values }) => ({
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

/** As Cube names a range in its rows. */
function rangeKey([start, end]: readonly [string, string]): string {
  return `${start.length > 10 ? start : `${start}T00:00:00.000`} - ${end.length > 10 ? end : `${end}T23:59:59.999`}`;
}
