import {
  type DimensionOf,
  elapsedRange,
  filterableKpi,
  type KpiId,
  type Query,
  qualify,
  type Row,
  toNumber,
  valueFilters,
} from "@northstar/core";
import { mapLoadable } from "../hooks/loadable.ts";
import type { Filters, KpiValue, Loadable } from "../hooks/types.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { useKpiSeries } from "../hooks/useKpiSeries.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { useQueryRows } from "../hooks/useRows.ts";
import { shownValue, together } from "./loadable.ts";
import { type BoxProps, Root } from "./Root.tsx";
import { SponsorshipPanelView } from "./SponsorshipPanelView.tsx";
import type { SponsorTier } from "./SponsorTiersView.tsx";

/** Revenue, cost, net and return of sponsorship, month by month, and sponsors by tier. */
export function SponsorshipPanel({ filters, tierDimension, className, style }: SponsorshipPanelProps) {
  const options = filters === undefined ? {} : { filters };
  const revenue = useKpi("sponsorship_revenue" as string as KpiId, options);
  const numbers = together({
    revenue,
    cost: useKpi("sponsorship_cost" as string as KpiId, options),
    net: useKpi("sponsorship_net" as string as KpiId, options),
    roi: useKpi("sponsorship_roi" as string as KpiId, options),
  });
  const series = together({
    revenue: useKpiSeries("sponsorship_revenue" as string as KpiId, options),
    cost: useKpiSeries("sponsorship_cost" as string as KpiId, options),
  });
  const sponsors = useKpi("active_sponsors" as string as KpiId, options);
  const tiers = useTiers(revenue, sponsors, tierDimension ?? "sponsor_tier", filters);
  return (
    <Root className={className} style={style} tile="SponsorshipPanel">
      <SponsorshipPanelView numbers={numbers} series={series} sponsors={sponsors} tiers={tiers} />
    </Root>
  );
}

function useTiers(
  revenue: Loadable<KpiValue>,
  sponsors: Loadable<KpiValue>,
  tierDimension: string,
  filters: Filters | undefined,
): Loadable<readonly SponsorTier[]> {
  const { filters: shared, timeZone } = useNorthstar();
  const money = shownValue(revenue);
  const count = shownValue(sponsors);
  let query: Query | null = null;
  const tier = money && qualify(tierDimension, money.kpi.measure);
  if (money && count && tier) {
    query = {
      measures: [money.kpi.measure, count.kpi.measure],
      dimensions: [tier],
      timeDimensions: [{ dimension: money.kpi.timeDimensionMember, dateRange: elapsedRange(money.period) }],
      filters: valueFilters(filters?.values ?? shared.values, filterableKpi(money.kpi)),
      order: [[money.kpi.measure, "desc"]],
      timezone: timeZone,
    };
  }
  return mapLoadable(useQueryRows(query), ({ rows }) => {
    if (!money || !count || !tier) return [];
    return rows.map((row) => readTier(row, tier, money.kpi.measure, count.kpi.measure)).filter(isSponsored);
  });
}

function readTier(row: Row, tier: string, revenue: string, sponsors: string): SponsorTier {
  const name = row[tier];
  return {
    tier: name === null || name === undefined || name === NO_TIER ? null : String(name),
    sponsors: toNumber(row[sponsors]),
    revenue: toNumber(row[revenue]),
  };
}

/** What the model calls sponsors without a tier. */
const NO_TIER = "(not set)";

/** Costs have no sponsor: their row has neither. */
function isSponsored({ sponsors, revenue }: SponsorTier): boolean {
  return Boolean(sponsors) || Boolean(revenue);
}

export interface SponsorshipPanelProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
  /** Dimension of the tier table, with or without its view. @default "sponsor_tier" */
  tierDimension?: DimensionOf<"sponsorship_revenue">;
}
