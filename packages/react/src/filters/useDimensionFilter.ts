import { type Catalog, chosenValues, toggleValue, withValues } from "@northstar/core";
import { useMemo } from "react";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";

/** What is chosen of one dimension, and what changes it: for cross-filtering from a mark, a row, a control. */
export interface DimensionFilter {
  /** Chosen values, in order; empty for all, `""` for rows without one. */
  selected: readonly string[];
  /** True when the reader's token cuts this dimension already. */
  isLocked: boolean;
  /** True when there is something to choose: a number that the role sees is cut by it, and the token leaves more than one value. */
  isAvailable: boolean;
  /** Adds a value, or takes it away. */
  toggle: (value: string) => void;
  set: (values: readonly string[]) => void;
  clear: () => void;
}

/**
 * Cross-filters everything under the provider by a dimension. What isn't available is left alone.
 * @param name without the view, as in the catalogue's `dimensions`: `source`
 */
export function useDimensionFilter(name: string): DimensionFilter {
  const { filters, setFilters } = useNorthstar();
  const catalog = useCatalog();
  const known = catalog.status === "ready" ? catalog.value : null;
  const chosen = chosenValues(filters.values, name);
  const content = JSON.stringify(chosen);
  // The same object until something of it changes: lists aren't drawn anew because the period is another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `content` is what `chosen` holds
  return useMemo(() => {
    const isAvailable = known !== null && canChoose(name, known);
    const set = (values: readonly string[]) => {
      if (isAvailable) setFilters((present) => ({ values: withValues(present.values, name, values) }));
    };
    return {
      selected: chosen,
      isLocked: known !== null && lockedValues(name, known).length > 0,
      isAvailable,
      toggle: (value) => {
        if (isAvailable) setFilters((present) => ({ values: toggleValue(present.values, name, value) }));
      },
      set,
      clear: () => set([]),
    };
  }, [known, name, content, setFilters]);
}

/** True when a role sees a number that a dimension cuts, unmasked, and its token leaves a choice. */
export function canChoose(name: string, catalog: Catalog): boolean {
  const cuts = catalog.kpis.some(({ dimensions }) => dimensions?.includes(name));
  return cuts && lockedValues(name, catalog).length !== 1;
}

function lockedValues(name: string, { access }: Catalog): readonly string[] {
  return chosenValues(access?.filters ?? {}, name);
}
