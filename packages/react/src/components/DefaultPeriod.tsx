import type { PeriodSelection } from "@northstar/core";
import { type ReactNode, useMemo } from "react";
import { FilterContext, useFilterState } from "../provider/context.ts";

/** Everything inside is for `period` until the reader or the host chooses one: a view may have another default than the rest. */
export function DefaultPeriod({ period, children }: DefaultPeriodProps) {
  const state = useFilterState();
  const value = useMemo(
    () => (state.chosen.period ? state : { ...state, filters: { ...state.filters, period } }),
    [state, period],
  );
  return <FilterContext.Provider value={value}>{children}</FilterContext.Provider>;
}

export interface DefaultPeriodProps {
  /** Keep the object stable between renders. */
  period: PeriodSelection;
  children: ReactNode;
}
