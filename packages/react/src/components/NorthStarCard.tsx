import type { KpiId, RenamedKpiId } from "@northstar/core";
import type { ReactNode } from "react";
import { useTileDrill } from "../filters/tileDrill.ts";
import type { Filters } from "../hooks/types.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { useKpiSeries } from "../hooks/useKpiSeries.ts";
import { NorthStarCardView } from "./NorthStarCardView.tsx";
import { type BoxProps, Root } from "./Root.tsx";
import { useKpiTitle } from "./useKpiTitle.ts";

/** @deprecated The KPI has another name now: the catalogue says which. */
export function NorthStarCard(props: NorthStarCardProps & { kpi: RenamedKpiId }): ReactNode;
/** The one number that matters most: change, target, and thirteen months with the running one dashed. */
export function NorthStarCard(props: NorthStarCardProps): ReactNode;
export function NorthStarCard({
  kpi = "active_professionals" as string as KpiId,
  filters,
  className,
  style,
}: NorthStarCardProps) {
  const options = filters === undefined ? {} : { filters };
  const state = useKpi(kpi, options);
  const series = useKpiSeries(kpi, options);
  const title = useKpiTitle(kpi, state);
  const drill = useTileDrill(kpi, filters);
  return (
    <Root className={className} style={style} tile="NorthStarCard" kpi={kpi}>
      <NorthStarCardView state={state} series={series} title={title} drill={drill} />
    </Root>
  );
}

interface NorthStarCardOptions extends BoxProps {
  /** Name of the KPI in the model. @default "active_professionals" */
  kpi?: KpiId;
  /** Laid over the provider's filters. */
  filters?: Filters;
}

/** A registered catalogue without that default must name a KPI. */
export type NorthStarCardProps = "active_professionals" extends KpiId
  ? NorthStarCardOptions
  : NorthStarCardOptions & { kpi: KpiId };
