import "./catalog.ts";
import type {
  DimensionName,
  FunnelBreakdown,
  FunnelId,
  KpiDimension,
  KpiId,
  MeasureName,
  RenamedKpiId,
  Role,
  RowFilters,
  SegmentName,
  TimeDimensionName,
  ViewId,
} from "@northstar/core";
import type { KpiValue, Loadable } from "../src/hooks/types.ts";
import { useFunnel } from "../src/hooks/useFunnel.ts";
import { useKpi } from "../src/hooks/useKpi.ts";
import { useKpiSeries } from "../src/hooks/useKpiSeries.ts";
import { useRows } from "../src/hooks/useRows.ts";

/** A registered catalogue makes every name a literal: a wrong one, or one of another kind, must not compile. */
export function useRegisteredNames() {
  const value: Loadable<KpiValue> = useKpi("new_registrations");
  const series = useKpiSeries("k_factor", { granularity: "week", count: 4 });
  const funnel = useFunnel("acquisition", { breakdown: "executive.country" });
  useFunnel("acquisition", { breakdown: "country" });
  useKpi("sign_ups");

  // @ts-expect-error: no such KPI
  useKpi("new_registration");
  // @ts-expect-error: a funnel is no KPI
  useKpi("acquisition");
  // @ts-expect-error: a funnel is no KPI
  useKpiSeries("acquisition");
  // @ts-expect-error: no such funnel
  useFunnel("acquisitions");
  // @ts-expect-error: a KPI is no funnel
  useFunnel("k_factor");
  // @ts-expect-error: a measure is no KPI
  useKpi("executive.k_factor");
  // @ts-expect-error: any text at all is not a name
  useKpi(String("k_factor"));
  // @ts-expect-error: no such granularity
  useKpiSeries("k_factor", { granularity: "fortnight" });
  // @ts-expect-error: no such preset
  useKpi("k_factor", { filters: { period: { preset: "next_month" } } });
  // @ts-expect-error: a dimension of the view, but none of the funnel's breakdowns
  useFunnel("acquisition", { breakdown: "source" });
  // @ts-expect-error: a dimension of another view
  useFunnel("acquisition", { breakdown: "technical.flow" });

  // The state must be looked at before the value.
  // @ts-expect-error: a value that is still loading isn't there
  const unchecked = value.value;
  return [series, funnel, unchecked];
}

export function useRegisteredMembers() {
  useRows(null);
  useRows({
    measures: ["executive.new_registrations"],
    dimensions: ["executive.country"],
    segments: ["executive.invited"],
    timeDimensions: [{ dimension: "executive.date", granularity: "month", dateRange: ["2026-11-01", "2026-11-30"] }],
    filters: [{ or: [{ member: "executive.source", operator: "equals", values: ["web"] }] }],
    order: [["executive.new_registrations", "desc"]],
    limit: 10,
  });

  // @ts-expect-error: no such measure
  useRows({ measures: ["executive.new_registration"] });
  // @ts-expect-error: a KPI's name is no measure's
  useRows({ measures: ["new_registrations"] });
  // @ts-expect-error: a dimension is no measure
  useRows({ measures: ["executive.country"] });
  // @ts-expect-error: a dimension of another view
  useRows({ measures: ["executive.new_registrations"], dimensions: ["technical.flow"] });
  // @ts-expect-error: a time dimension of another view
  useRows({ measures: ["executive.k_factor"], timeDimensions: [{ dimension: "technical.uptime_date" }] });
  // @ts-expect-error: no time dimension
  useRows({ measures: ["executive.k_factor"], timeDimensions: [{ dimension: "executive.country" }] });
  // @ts-expect-error: no such granularity
  useRows({ timeDimensions: [{ dimension: "executive.date", granularity: "fortnight" }] });
  // @ts-expect-error: the other view has no segments
  useRows({ measures: ["technical.flow_uptime"], segments: ["executive.invited"] });
  // @ts-expect-error: a filter by what is in no view
  useRows({ measures: ["executive.k_factor"], filters: [{ member: "executive.city", operator: "set" }] });
  // @ts-expect-error: ordered by what is in another view
  useRows({ measures: ["executive.k_factor"], order: [["technical.flow_uptime", "asc"]] });
}

type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** What each type is, to the letter; a `false` here doesn't compile. */
export const types: true[] = [
  true satisfies Equal<KpiId, "flow_uptime" | "k_factor" | "new_registrations" | "sign_ups">,
  true satisfies Equal<RenamedKpiId, "sign_ups">,
  true satisfies Equal<FunnelId, "acquisition">,
  true satisfies Equal<ViewId, "executive" | "technical">,
  true satisfies Equal<
    KpiDimension<"new_registrations">,
    "country" | "executive.country" | "source" | "executive.source"
  >,
  true satisfies Equal<KpiDimension<"k_factor">, never>,
  true satisfies Equal<FunnelBreakdown<"acquisition">, "country" | "executive.country">,
  true satisfies Equal<MeasureName<"technical">, "technical.flow_uptime">,
  true satisfies Equal<DimensionName<"technical">, "technical.flow" | "technical.tenant">,
  true satisfies Equal<TimeDimensionName, "executive.date" | "technical.uptime_date">,
  true satisfies Equal<SegmentName<"technical">, never>,
  true satisfies Equal<Role, "director" | "support">,
  true satisfies Equal<keyof RowFilters, "country" | "plan">,
];
