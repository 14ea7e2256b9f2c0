import type { KpiId } from "@northstar/core";
import { useTileDrill } from "../filters/tileDrill.ts";
import { mapLoadable } from "../hooks/loadable.ts";
import type { Filters } from "../hooks/types.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { together } from "./loadable.ts";
import { RetentionCardView } from "./RetentionCardView.tsx";
import { type BoxProps, Root } from "./Root.tsx";

const RETENTION = {
  30: "retention_30" as string as KpiId,
  60: "retention_60" as string as KpiId,
  90: "retention_90" as string as KpiId,
};

/** Retention after 30, 60 and 90 days as three small bars with their targets. */
export function RetentionCard({ kpis = RETENTION, filters, className, style }: RetentionCardProps) {
  const options = filters === undefined ? {} : { filters };
  const states = {
    30: useKpi(kpis[30], options),
    60: useKpi(kpis[60], options),
    90: useKpi(kpis[90], options),
  };
  const state = mapLoadable(together(states), (values) => [
    { days: 30, value: values[30] },
    { days: 60, value: values[60] },
    { days: 90, value: values[90] },
  ]);
  const drill = useTileDrill([kpis[30], kpis[60], kpis[90]], filters);
  return (
    <Root className={className} style={style} tile="RetentionCard">
      <RetentionCardView state={state} drill={drill} />
    </Root>
  );
}

export interface RetentionCardProps extends BoxProps {
  /** Retention after so many days. @default "retention_30", "retention_60", "retention_90" */
  kpis?: Readonly<Record<30 | 60 | 90, KpiId>>;
  /** Laid over the provider's filters. */
  filters?: Filters;
}
