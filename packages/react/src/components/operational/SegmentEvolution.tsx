import type { KpiId } from "@northstar/core";
import { useTileChoice } from "../../filters/selection.tsx";
import { useTileDrill } from "../../filters/tileDrill.ts";
import type { Filters } from "../../hooks/types.ts";
import { useKpiRows } from "../../hooks/useKpiRows.ts";
import { type BoxProps, Root } from "../Root.tsx";
import { useChosenPeriod } from "../technical/useChosenPeriod.ts";
import { granularityFor } from "./granularityFor.ts";
import { SegmentEvolutionView } from "./SegmentEvolutionView.tsx";
import { useOwnFilters } from "./useOwnFilters.ts";

const PEOPLE = ["segment_people"] as string[] as KpiId[];
const FLOWS = ["segment_flow_people"] as string[] as KpiId[];
const DRILLED = [...PEOPLE, ...FLOWS];
const OWN = ["segment"];
const FROM_TO = ["segment_from", "segment_to"];

/** People who are cold, warm and hot over time, and how many changed from the period's first day to its last. */
export function SegmentEvolution({ filters, className, style }: SegmentEvolutionProps) {
  const own = useOwnFilters(OWN, filters);
  const granularity = granularityFor(useChosenPeriod(filters)?.totalDays ?? 1);
  return (
    <Root className={className} style={style} tile="SegmentEvolution">
      <SegmentEvolutionView
        state={useKpiRows(PEOPLE, { by: OWN, granularity, filters: own })}
        flows={useKpiRows(FLOWS, { by: FROM_TO, filters: own })}
        choice={useTileChoice("segment", "segment_people")}
        drill={useTileDrill(DRILLED, filters)}
      />
    </Root>
  );
}

export interface SegmentEvolutionProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
