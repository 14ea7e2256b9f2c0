import { type CatalogKpi, type KpiPlan, type PeriodContext, planKpi, type ResolvedFilters } from "@northstar/core";
import type { PlannedQuery } from "./useAnswer.ts";

/** The query behind a KPI's number: the same object of the cache for a card and for the alerts, which ask for the same in one render. */
export function planKpiQuery(kpi: CatalogKpi, filters: ResolvedFilters, context: PeriodContext): PlannedQuery<KpiPlan> {
  const ofFilters = made.get(filters) ?? new WeakMap();
  made.set(filters, ofFilters);
  const known = ofFilters.get(kpi);
  if (known && known.now === context.now && known.timeZone === context.timeZone) return known.planned;
  const plan = planKpi(kpi, filters, context);
  const planned: PlannedQuery<KpiPlan> = {
    scope: `kpi ${kpi.id}`,
    plan,
    planKey: JSON.stringify([plan.period, plan.comparisonRange]),
    query: plan.query,
    sources: kpi.sources,
  };
  ofFilters.set(kpi, { ...context, planned });
  return planned;
}

/** The last plan of each KPI under the same filters. They go with the filters. */
const made = new WeakMap<ResolvedFilters, WeakMap<CatalogKpi, PeriodContext & { planned: PlannedQuery<KpiPlan> }>>();
