import { type CatalogKpi, type KpiPlan, type PeriodContext, planKpi, type ResolvedFilters } from "@northstar/core";
import type { PlannedQuery } from "./useAnswer.ts";

/** The query behind a KPI's number: the same object of the cache for a card and for the alerts. */
export function planKpiQuery(kpi: CatalogKpi, filters: ResolvedFilters, context: PeriodContext): PlannedQuery<KpiPlan> {
  const plan = planKpi(kpi, filters, context);
  return {
    scope: `kpi ${kpi.id}`,
    plan,
    planKey: JSON.stringify([plan.period, plan.comparisonRange]),
    query: plan.query,
    sources: kpi.sources,
  };
}
