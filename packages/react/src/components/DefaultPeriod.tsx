import { type PeriodSelection, resolveFilters } from "@northstar/core";
import { type ReactNode, useMemo } from "react";
import { type FiltersChange, NorthstarContext, useNorthstarContext } from "../provider/context.ts";

/** Everything inside is for `period` until the reader or the host chooses one: a view may have another default than the rest. */
export function DefaultPeriod({ period, children }: DefaultPeriodProps) {
  const context = useNorthstarContext();
  const value = useMemo(() => {
    if (context.isPeriodChosen) return context;
    const filters = { ...context.filters, period };
    // What is chosen here is laid over what is seen here, or choosing a comparison would change the period too.
    const setFilters = (next: FiltersChange) =>
      context.setFilters((present) => {
        // Another change of the same tick may have chosen one.
        const isChosen = present.period !== context.filters.period;
        const seen = isChosen ? present : { ...present, period };
        return resolveFilters(seen, typeof next === "function" ? next(seen) : next);
      });
    return { ...context, filters, setFilters };
  }, [context, period]);
  return <NorthstarContext.Provider value={value}>{children}</NorthstarContext.Provider>;
}

export interface DefaultPeriodProps {
  /** Keep the object stable between renders. */
  period: PeriodSelection;
  children: ReactNode;
}
