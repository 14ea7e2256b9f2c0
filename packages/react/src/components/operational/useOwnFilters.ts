import { type Filters, resolveFilters, withValues } from "@northstar/core";
import { useMemo } from "react";
import { useNorthstar } from "../../hooks/useNorthstar.ts";

/**
 * The filters in force without those of some dimensions: a tile from whose rows readers choose a value keeps the others, or there
 * would be nothing left to compare with or to choose instead. What the token fixes stays: that is the server's.
 * @param dimensions kept stable between renders
 */
export function useOwnFilters(dimensions: readonly string[], filters?: Filters): Filters {
  const { filters: shared } = useNorthstar();
  return useMemo(() => {
    const all = resolveFilters(shared, filters);
    return { ...all, values: dimensions.reduce((values, name) => withValues(values, name, []), all.values) };
  }, [shared, filters, dimensions]);
}
