import type { KpiId } from "@northstar/core";
import { mapLoadable } from "../hooks/loadable.ts";
import type { Filters } from "../hooks/types.ts";
import { useKpi } from "../hooks/useKpi.ts";
import { together } from "./loadable.ts";
import { RetentionCardView } from "./RetentionCardView.tsx";
import { type BoxProps, Root } from "./Root.tsx";

/** Retention after 30, 60 and 90 days as three small bars with their targets. */
export function RetentionCard({ filters, className, style }: RetentionCardProps) {
  const options = filters === undefined ? {} : { filters };
  const states = {
    30: useKpi("retention_30" as KpiId, options),
    60: useKpi("retention_60" as KpiId, options),
    90: useKpi("retention_90" as KpiId, options),
  };
  const state = mapLoadable(together(states), (values) => [
    { days: 30, value: values[30] },
    { days: 60, value: values[60] },
    { days: 90, value: values[90] },
  ]);
  return (
    <Root className={className} style={style}>
      <RetentionCardView state={state} />
    </Root>
  );
}

export interface RetentionCardProps extends BoxProps {
  /** Laid over the provider's filters. */
  filters?: Filters;
}
