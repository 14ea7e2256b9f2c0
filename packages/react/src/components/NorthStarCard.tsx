import type { KpiId } from "@northstar/core";
import type { Filters } from "../hooks/types.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { useKpiSeries } from "../hooks/useKpiSeries.ts";
import { NorthStarCardView } from "./NorthStarCardView.tsx";
import { type BoxProps, Root } from "./Root.tsx";
import { useKpiTitle } from "./useKpiTitle.ts";

/** The one number that matters most: change, target, and thirteen months with the running one dashed. */
export function NorthStarCard({
  kpi = "active_professionals" as KpiId,
  filters,
  className,
  style,
}: NorthStarCardProps) {
  const options = filters === undefined ? {} : { filters };
  const state = useKpi(kpi, options);
  const series = useKpiSeries(kpi, options);
  const title = useKpiTitle(kpi, state);
  return (
    <Root className={className} style={style}>
      <NorthStarCardView state={state} series={series} title={title} />
    </Root>
  );
}

export interface NorthStarCardProps extends BoxProps {
  /** @default "active_professionals" */
  kpi?: KpiId;
  /** Laid over the provider's filters. */
  filters?: Filters;
}
