import type { KpiId } from "@northstar/core";
import { useTileChoice } from "../../filters/selection.tsx";
import { useTileDrill } from "../../filters/tileDrill.ts";
import type { Filters } from "../../hooks/types.ts";
import { useKpiRows } from "../../hooks/useKpiRows.ts";
import { type BoxProps, Root } from "../Root.tsx";
import { useChosenPeriod } from "../technical/useChosenPeriod.ts";
import { ContentConsumptionView } from "./ContentConsumptionView.tsx";
import { granularityFor } from "./granularityFor.ts";
import { useOwnFilters } from "./useOwnFilters.ts";

const MINUTES = ["content_minutes"] as string[] as KpiId[];
const TOTALS = ["content_minutes", "plays", "completion_rate"] as string[] as KpiId[];
const OWN = ["content_type"];

/** Minutes of podcasts, clips and webinars over time; plays and how many reach the end. A click on a type filters everything by it. */
export function ContentConsumption({ filters, className, style }: ContentConsumptionProps) {
  const own = useOwnFilters(OWN, filters);
  const granularity = granularityFor(useChosenPeriod(filters)?.totalDays ?? 1);
  return (
    <Root className={className} style={style} tile="ContentConsumption">
      <ContentConsumptionView
        totals={useKpiRows(TOTALS, { by: OWN, filters: own })}
        series={useKpiRows(MINUTES, { by: OWN, granularity, filters: own })}
        choice={useTileChoice("content_type", "content_minutes")}
        drill={useTileDrill(TOTALS, filters)}
      />
    </Root>
  );
}

export interface ContentConsumptionProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
