import { cleanValues, type FilterValues } from "./filterState.ts";
import { type Filters, type ResolvedFilters, resolveFilters } from "./filters.ts";

/** Stands among the dimensions of a drill for the rows themselves; no dimension has this name. */
export const DRILL_ROWS = "*";

/** What a reader looks at behind a number. */
export interface DrillState {
  /** The KPI's id; the funnel's, where `step` is one of its. */
  kpi: string;
  /** Id of a funnel's step. */
  step?: string | undefined;
  /** Ids of the KPIs of its tile, itself among them: to change to. */
  beside?: readonly string[] | undefined;
  /** The dimension (without the view) that it is broken down by, or `DRILL_ROWS`. @default the KPI's first */
  by?: string | undefined;
  /** Values that narrow this drill alone, in the place of what is chosen of their dimensions elsewhere. */
  values?: FilterValues | undefined;
  /** The tile's own filters, laid over those that are chosen. */
  filters?: Filters | undefined;
}

/** The filters that a drill's numbers and rows are cut by: what is chosen, the tile's own over it, and what narrows the drill alone. */
export function drillFilters(chosen: Filters, { filters, values }: Omit<DrillState, "kpi">): ResolvedFilters {
  const all = resolveFilters(chosen, filters);
  return { ...all, values: cleanValues({ ...all.values, ...values }) };
}
