import type { KpiId, RenamedKpiId } from "@northstar/core";
import type { ReactNode } from "react";
import { useTileDrill } from "../filters/tileDrill.ts";
import type { Filters } from "../hooks/types.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { useKpiSeries } from "../hooks/useKpiSeries.ts";
import { KpiCardView } from "./KpiCardView.tsx";
import { type BoxProps, Root } from "./Root.tsx";
import { useKpiTitle } from "./useKpiTitle.ts";

/** @deprecated The KPI has another name now: the catalogue says which. */
export function KpiCard(props: KpiCardProps & { kpi: RenamedKpiId }): ReactNode;
/** A KPI as a card: the number, its change, its freshness and a small line. */
export function KpiCard(props: KpiCardProps): ReactNode;
export function KpiCard({ kpi, filters, hasTrend = true, hasNote = false, className, style }: KpiCardProps) {
  const options = filters === undefined ? {} : { filters };
  const state = useKpi(kpi, options);
  const series = useKpiSeries(kpi, options);
  const title = useKpiTitle(kpi, state);
  const drill = useTileDrill(kpi, filters);
  return (
    <Root className={className} style={style} tile="KpiCard" kpi={kpi}>
      <KpiCardView state={state} series={series} title={title} hasTrend={hasTrend} hasNote={hasNote} drill={drill} />
    </Root>
  );
}

export interface KpiCardProps extends BoxProps {
  /** Name of the KPI in the model, e.g. `new_registrations`. */
  kpi: KpiId;
  /** Laid over the provider's filters. */
  filters?: Filters;
  /** Whether there is a small line. @default true */
  hasTrend?: boolean;
  /** Keeps a line free under the number until it is there, for KPIs of cohorts, whose card says which cohort it is. @default false */
  hasNote?: boolean;
}
