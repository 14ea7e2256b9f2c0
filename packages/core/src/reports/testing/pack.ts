import type { PackKpi, PackSnapshot } from "../types.ts";

const title = (es: string, en: string) => ({ es, en });

/** Registrations of October 2026: 1,286 after 1,204, 880 a year before, of a target of 1,400. */
export const REGISTRATIONS: PackKpi = {
  kpi: {
    id: "new_registrations",
    version: 2,
    title: title("Registros", "Registrations"),
    definition: title("Personas que se registran", "People who register"),
    unit: "people",
    polarity: "up",
    grain: "month",
    owner: "marketing",
    roles: ["director"],
    sources: ["crm"],
    target: 1400,
    measure: "executive.new_registrations",
  },
  period: ["2026-10-01", "2026-10-31"],
  value: 1286,
  previous: 1204,
  previousPeriod: ["2026-09-01", "2026-09-30"],
  previousYear: 880,
  previousYearPeriod: ["2025-10-01", "2025-10-31"],
  complete: 1286,
  completePeriod: ["2026-10-01", "2026-10-31"],
  level: "ok",
  series: {
    granularity: "month",
    points: [
      { start: "2026-09-01", value: 1204 },
      { start: "2026-10-01", value: 1286 },
    ],
  },
  ignoredFilters: [],
};

/** Retention after 60 days, of the cohort of July: red. */
export const RETENTION: PackKpi = {
  ...REGISTRATIONS,
  kpi: {
    ...REGISTRATIONS.kpi,
    id: "retention_60",
    version: 1,
    title: title("Retención a 60 días", "Retention at 60 days"),
    unit: "percent",
    target: 0.35,
    thresholds: { amber: 0.34, red: 0.32, on: "complete" },
  },
  period: ["2026-07-01", "2026-07-31"],
  value: 0.305,
  previous: 0.33,
  previousYear: null,
  complete: 0.305,
  completePeriod: ["2026-07-01", "2026-07-31"],
  level: "red",
};

/** What sponsorship costs: more than before, which is bad. */
export const COST: PackKpi = {
  ...REGISTRATIONS,
  kpi: {
    ...REGISTRATIONS.kpi,
    id: "sponsorship_cost",
    title: title("Coste de patrocinios", "Cost of sponsorships"),
    unit: "money",
    polarity: "down",
    target: undefined,
  },
  value: 11_651,
  previous: 10_000,
  previousYear: 12_000,
  complete: 11_651,
  level: "unknown",
};

export const PACK: PackSnapshot = {
  format: 1,
  period: { kind: "mbr", name: "2026-10", start: "2026-10-01", end: "2026-10-31" },
  values: {},
  access: { roles: ["director"], filters: {} },
  timeZone: "America/Bogota",
  currency: "USD",
  modelVersion: "v1",
  sample: false,
  sources: [],
  kpis: [REGISTRATIONS, COST, RETENTION],
};
