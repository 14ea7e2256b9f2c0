import type { DimensionOf, KpiId, KpiRow } from "@northstar/core";
import { useTileDrill } from "../filters/tileDrill.ts";
import { mapLoadable } from "../hooks/loadable.ts";
import type { Filters, Loadable } from "../hooks/types.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { useKpiRows } from "../hooks/useKpiRows.ts";
import { useKpiSeries } from "../hooks/useKpiSeries.ts";
import { together } from "./loadable.ts";
import { type BoxProps, Root } from "./Root.tsx";
import { SponsorshipPanelView } from "./SponsorshipPanelView.tsx";
import type { SponsorTier } from "./SponsorTiersView.tsx";

/** Revenue, cost, net and return of sponsorship, month by month, and sponsors by tier. */
export function SponsorshipPanel({ filters, tierDimension, className, style }: SponsorshipPanelProps) {
  const options = filters === undefined ? {} : { filters };
  const drill = useTileDrill(MONEY, filters);
  const sponsorDrill = useTileDrill(SPONSORS, filters);
  const numbers = together({
    revenue: useKpi(REVENUE, options),
    cost: useKpi("sponsorship_cost" as string as KpiId, options),
    net: useKpi("sponsorship_net" as string as KpiId, options),
    roi: useKpi("sponsorship_roi" as string as KpiId, options),
  });
  const series = together({
    revenue: useKpiSeries(REVENUE, options),
    cost: useKpiSeries("sponsorship_cost" as string as KpiId, options),
  });
  const sponsors = useKpi(SPONSORS, options);
  const tiers = useTiers(tierDimension ?? "sponsor_tier", filters);
  return (
    <Root className={className} style={style} tile="SponsorshipPanel">
      <SponsorshipPanelView
        numbers={numbers}
        series={series}
        sponsors={sponsors}
        tiers={tiers}
        drill={drill}
        sponsorDrill={sponsorDrill}
      />
    </Root>
  );
}

/** Revenue and sponsors by tier, asked beside the numbers and not after them. */
function useTiers(tierDimension: string, filters: Filters | undefined): Loadable<readonly SponsorTier[]> {
  const name = tierDimension.slice(tierDimension.indexOf(".") + 1);
  const rows = useKpiRows([REVENUE, SPONSORS], { by: [name], ...(filters && { filters }) });
  return mapLoadable(rows, ({ kpis: [revenue, sponsors], rows: tiers }) =>
    tiers.map((row) => readTier(row, name, revenue?.id ?? "", sponsors?.id ?? "")).filter(isSponsored),
  );
}

function readTier({ keys, values }: KpiRow, tier: string, revenue: string, sponsors: string): SponsorTier {
  const name = keys[tier] ?? null;
  return {
    tier: name === NO_TIER ? null : name,
    sponsors: values[sponsors] ?? null,
    revenue: values[revenue] ?? null,
  };
}

const MONEY = ["sponsorship_revenue", "sponsorship_cost", "sponsorship_net", "sponsorship_roi"] as string[] as KpiId[];
const REVENUE = "sponsorship_revenue" as string as KpiId;
const SPONSORS = "active_sponsors" as string as KpiId;

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
