import { type CatalogKpi, type KpiId, kpiFreshness, planSeries, type RenamedKpiId, readSeries } from "@northstar/core";
import { withTitle } from "./loadable.ts";
import type { KpiSeries, Loadable, UseKpiSeriesOptions } from "./types.ts";
import { useFreshnessReport } from "./useFreshness.ts";
import { usePlanned } from "./usePlanned.ts";
import { useResolvedFilters } from "./useResolvedFilters.ts";
import { isTarget, useKpiTarget } from "./useTarget.ts";

/** @deprecated The KPI has another name now: the catalogue says which. */
export function useKpiSeries(id: RenamedKpiId, options?: UseKpiSeriesOptions): Loadable<KpiSeries>;
/** A KPI's last values, one for each bucket up to the chosen period's last, gaps and the running bucket marked. */
export function useKpiSeries(id: KpiId, options?: UseKpiSeriesOptions): Loadable<KpiSeries>;
export function useKpiSeries(id: KpiId, options: UseKpiSeriesOptions = {}): Loadable<KpiSeries> {
  const filters = useResolvedFilters(options.filters);
  const report = useFreshnessReport();
  const target = useKpiTarget(id);
  const value = usePlanned(
    target,
    (kpi: CatalogKpi, context) => {
      const plan = planSeries(kpi, filters, options, context);
      return {
        // Whatever the buckets: those of the answer are told with its points.
        scope: `series ${kpi.id}`,
        plan,
        planKey: "",
        query: plan.query,
        sources: kpi.sources,
      };
    },
    (kpi, { plan, answer, origin }, context) => ({
      kpi,
      granularity: plan.granularity,
      points: readSeries(plan, answer.data, context, report),
      freshness: kpiFreshness(kpi, report),
      origin,
    }),
    { plan: [filters, options.granularity, options.count], read: [report] },
  );
  return withTitle(value, isTarget(target) ? target.item : null);
}
