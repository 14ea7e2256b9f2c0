import {
  type Catalog,
  type CatalogKpi,
  comparisonRange,
  completeRange,
  type KpiUnit,
  kpiFreshness,
  levelOf,
  resolvePeriod,
} from "@northstar/core";
import type { KpiValue } from "@northstar/react";
import { CATALOG } from "./catalog.ts";
import { CONTEXT } from "./clock.ts";
import { FRESH } from "./freshness.ts";
import { inventKpi } from "./inventKpi.ts";

const ROLES = ["devops", "analyst", "consultant"];
export const PERIOD = resolvePeriod({ preset: "last_30_days" }, CONTEXT);

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
export const NUMBERS: Readonly<Record<string, Invented>> = {
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
  return inventKpi(
    "technical",
    id,
    { es, en },
    {
      unit,
      polarity: "down",
      owner: "Plataforma",
      sloSeconds: 300,
      sources: ["ops"],
      roles: ROLES,
      timeDimension: date,
      ...rest,
    },
  );
}

const TECHNICAL_KPIS: readonly CatalogKpi[] = Object.entries(NUMBERS).map(([id, one]) => toKpi(id, one));

export const TECHNICAL_CATALOG: Catalog = { ...CATALOG, kpis: TECHNICAL_KPIS };

/** A catalogue of someone whose roles see none of the technical KPIs. */
export const TECHNICAL_DENIED: Catalog = {
  ...CATALOG,
  kpis: [],
  denied: TECHNICAL_KPIS.map(({ id, title, owner, roles }) => ({ id, title, owner, roles })),
};

export function technicalKpi(id: string): CatalogKpi {
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
  };
}
