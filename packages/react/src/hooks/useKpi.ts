import { type CatalogKpi, type KpiId, kpiFreshness, type RenamedKpiId, readKpi } from "@northstar/core";
import { withTitle } from "./loadable.ts";
import { planKpiQuery } from "./planKpiQuery.ts";
import type { KpiValue, Loadable, UseKpiOptions } from "./types.ts";
import { useFreshnessReport } from "./useFreshness.ts";
import { usePlanned } from "./usePlanned.ts";
import { useResolvedFilters } from "./useResolvedFilters.ts";
import { isTarget, useKpiTarget } from "./useTarget.ts";

/** @deprecated The KPI has another name now: the catalogue says which. */
export function useKpi(id: RenamedKpiId, options?: UseKpiOptions): Loadable<KpiValue>;
/** A KPI's number for the chosen period, its comparison, its last complete period and its level: one query. */
export function useKpi(id: KpiId, options?: UseKpiOptions): Loadable<KpiValue>;
export function useKpi(id: KpiId, options: UseKpiOptions = {}): Loadable<KpiValue> {
  const filters = useResolvedFilters(options.filters);
  const report = useFreshnessReport();
  const target = useKpiTarget(id);
  const value = usePlanned(
    target,
    (kpi: CatalogKpi, context) => planKpiQuery(kpi, filters, context),
    (kpi, { plan, answer, origin }) => ({
      kpi,
      ...readKpi(plan, answer.data, report),
      freshness: kpiFreshness(kpi, report),
      origin,
    }),
    { plan: [filters], read: [report] },
  );
  return withTitle(value, isTarget(target) ? target.item : null);
}
