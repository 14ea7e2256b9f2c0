import {
  bucketStarts,
  type CatalogKpi,
  type KpiId,
  kpiFreshness,
  type PeriodContext,
  planKpiRows,
  readKpiRows,
} from "@northstar/core";
import type { KpiRowsValue, Loadable, UseKpiRowsOptions } from "./types.ts";
import { useFreshnessReport } from "./useFreshness.ts";
import { usePlanned } from "./usePlanned.ts";
import { useResolvedFilters } from "./useResolvedFilters.ts";
import { useKpiTargets } from "./useTarget.ts";

/**
 * Several KPIs side by side, by dimensions and buckets of time: one query. They must be of one view and go by one time dimension
 * (error `mixed_kpis`), and have the dimensions (`unknown_dimension`); what the roles may not see is `denied` as a whole.
 */
export function useKpiRows(ids: readonly KpiId[], options: UseKpiRowsOptions = {}): Loadable<KpiRowsValue> {
  const filters = useResolvedFilters(options.filters);
  const report = useFreshnessReport();
  return usePlanned(
    useKpiTargets(ids),
    (kpis: readonly CatalogKpi[], context: PeriodContext) => {
      const plan = planKpiRows(kpis, filters, options, context);
      const { by = [], granularity } = options;
      return {
        // Days or weeks, which a longer period may turn them into: the answer tells its own.
        scope: `rows ${ids.join()} by ${by.join()} ${granularity ? "over time" : ""}`,
        plan,
        planKey: JSON.stringify(plan.period),
        query: plan.query,
        sources: sourcesOf(kpis),
      };
    },
    (kpis, { plan, answer, origin }, context): KpiRowsValue => {
      const rows = readKpiRows(plan, answer.data, context, report);
      const sloSeconds = Math.min(...kpis.map((kpi) => kpi.sloSeconds));
      return {
        kpis,
        period: plan.period,
        range: plan.range,
        granularity: plan.granularity,
        starts: plan.granularity ? bucketStarts(plan.range, plan.granularity, context.timeZone) : [],
        rows,
        isCut: answer.data.length >= plan.limit,
        freshness: kpiFreshness({ sources: sourcesOf(kpis), sloSeconds }, report),
        ignoredFilters: plan.ignoredFilters,
        origin,
      };
    },
    // Hosts write the options where they use them: by content, not by identity.
    { plan: [filters, JSON.stringify({ ...options, filters: null })], read: [report] },
  );
}

function sourcesOf(kpis: readonly CatalogKpi[]): string[] {
  return [...new Set(kpis.flatMap(({ sources }) => sources))];
}
