import type { KpiId } from "@northstar/core";
import { useTileDrill } from "../../filters/tileDrill.ts";
import type { Filters } from "../../hooks/types.ts";
import { useKpiRows } from "../../hooks/useKpiRows.ts";
import { type BoxProps, Root } from "../Root.tsx";
import { IngestPanelView } from "./IngestPanelView.tsx";

const KPIS = [
  "rows_in",
  "integration_runs",
  "integration_failure_rate",
  "rows_upserted",
  "rows_duplicate",
  "rows_bad",
] as string[] as KpiId[];

/** Runs of each connector in the period, and what became of the rows it brought. */
export function IngestPanel({ filters, className, style }: IngestPanelProps) {
  return (
    <Root className={className} style={style} tile="IngestPanel">
      <IngestPanelView
        state={useKpiRows(KPIS, { by: ["connector"], ...(filters === undefined ? {} : { filters }) })}
        drill={useTileDrill(KPIS, filters)}
      />
    </Root>
  );
}

export interface IngestPanelProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
