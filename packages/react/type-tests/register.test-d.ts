import type { KpiValue, Loadable } from "../src/hooks/types.ts";
import { useFunnel } from "../src/hooks/useFunnel.ts";
import { useKpi } from "../src/hooks/useKpi.ts";
import { useKpiSeries } from "../src/hooks/useKpiSeries.ts";

/** A registered catalogue makes every KPI name a literal: a wrong or renamed one must not compile. */
declare module "@northstar/core" {
  interface Register {
    catalog: { kpis: { new_registrations: unknown; k_factor: unknown }; funnels: { acquisition: unknown } };
  }
}

export function useRegisteredNames() {
  const value: Loadable<KpiValue> = useKpi("new_registrations");
  const series = useKpiSeries("k_factor", { granularity: "week", count: 4 });
  const funnel = useFunnel("acquisition", { breakdown: "utm_source" });

  // @ts-expect-error: no such KPI
  useKpi("new_registration");
  // @ts-expect-error: a funnel is no KPI
  useKpiSeries("acquisition");
  // @ts-expect-error: no such funnel
  useFunnel("k_factor");
  // @ts-expect-error: any text at all is not a name
  useKpi(String("k_factor"));
  // @ts-expect-error: no such granularity
  useKpiSeries("k_factor", { granularity: "fortnight" });
  // @ts-expect-error: no such preset
  useKpi("k_factor", { filters: { period: { preset: "next_month" } } });

  // The state must be looked at before the value.
  // @ts-expect-error: a value that is still loading isn't there
  const unchecked = value.value;
  return [series, funnel, unchecked];
}
