import {
  type CatalogKpi,
  comparisonRange,
  completeRange,
  kpiFreshness,
  kpiPeriod,
  levelOf,
  resolvePeriod,
} from "@northstar/core";
import { type KpiSeries, type KpiValue, type Loadable, NorthstarError } from "@northstar/react";
import { kpiOf } from "./catalog.ts";
import { CONTEXT } from "./clock.ts";
import { FRESH } from "./freshness.ts";
import { MONTH_STARTS, MONTHS } from "./values.ts";

export const LOADING = { status: "loading" } as const;

export function ready<T>(value: T, rest: { updating?: boolean; offline?: boolean } = {}): Loadable<T> {
  return { status: "ready", value, updating: false, offline: false, ...rest };
}

export function failed<T>(stale: T | null = null, retry: () => void = () => {}): Loadable<T> {
  const error = new NorthstarError(
    "warehouse_busy",
    "El almacén de datos no respondió en 30 s. Suele pasar solo: vuelve a intentarlo en un minuto.",
    { status: 503 },
  );
  return { status: "error", error, retry, stale };
}

/** Of something that the reader's roles don't see. */
export function deniedOf({ title, owner, roles }: Pick<CatalogKpi, "title" | "owner" | "roles">): Loadable<never> {
  return { status: "denied", title, owner, roles, detail: "Your roles don't see it." };
}

/** A KPI's reading for this month, as the hooks would give it. */
export function kpiValue(id: string, rest: Partial<KpiValue> = {}): KpiValue {
  const kpi = rest.kpi ?? kpiOf(id);
  const period = kpiPeriod(kpi, resolvePeriod({ preset: "this_month" }, CONTEXT), CONTEXT);
  const completePeriod = completeRange(kpi, period, CONTEXT);
  const monthValue = (start: string) => MONTHS[id]?.values[MONTH_STARTS.indexOf(start)] ?? null;
  const current = monthValue(period.start);
  const complete = monthValue(completePeriod[0]);
  return {
    kpi,
    period,
    current,
    previous: MONTHS[id]?.previous ?? null,
    comparisonRange: comparisonRange(period, "previous_period", CONTEXT),
    complete,
    completePeriod,
    level: levelOf(kpi, kpi.thresholds?.on === "running" ? current : complete),
    freshness: kpiFreshness(kpi, FRESH),
    ...rest,
  };
}

export function kpiSeries(id: string, rest: Partial<KpiSeries> = {}): KpiSeries {
  const kpi = rest.kpi ?? kpiOf(id);
  const last = MONTH_STARTS.length - 1;
  return {
    kpi,
    granularity: "month",
    points: MONTH_STARTS.map((start, index) => ({
      start,
      value: MONTHS[id]?.values[index] ?? null,
      partial: index === last,
    })),
    freshness: kpiFreshness(kpi, FRESH),
    ...rest,
  };
}
