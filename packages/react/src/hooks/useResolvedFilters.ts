import { type Filters, type ResolvedFilters, resolveFilters } from "@northstar/core";
import { useMemo } from "react";
import { useFilterState } from "../provider/context.ts";

/** The filters that hold here under a component's own; the same object as long as both are. */
export function useResolvedFilters(own: Filters | undefined): ResolvedFilters {
  const { filters } = useFilterState();
  return useMemo(() => (own === undefined ? filters : resolveFilters(filters, own)), [filters, own]);
}
