import type { PeriodSelection } from "@northstar/core";
import { type ReactNode, useMemo } from "react";
import { NorthstarContext, useNorthstarContext } from "../provider/context.ts";

/** Everything inside is for `period` until the reader or the host chooses one: a view may have another default than the rest. */
export function DefaultPeriod({ period, children }: DefaultPeriodProps) {
  const context = useNorthstarContext();
  const value = useMemo(
    () => (context.chosen.period ? context : { ...context, filters: { ...context.filters, period } }),
    [context, period],
  );
  return <NorthstarContext.Provider value={value}>{children}</NorthstarContext.Provider>;
}

export interface DefaultPeriodProps {
  /** Keep the object stable between renders. */
  period: PeriodSelection;
  children: ReactNode;
}
