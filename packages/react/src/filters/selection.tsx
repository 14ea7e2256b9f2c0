import { createContext, type ReactNode, useContext, useMemo } from "react";
import { type DimensionFilter, useDimensionFilter } from "./useDimensionFilter.ts";

/** What a reader has chosen in a tile: a row, a bar, a band of a dimension's value, or a place on a time axis. */
export interface Selection {
  /** The KPI that it was chosen by; null where it was a funnel. */
  kpi: string | null;
  /** Without the view; null for a place in time. */
  dimension: string | null;
  /** `""` for rows without one; null for a place in time. */
  value: string | null;
  /** ISO date, or local date-time of an hour, on which the place begins; null for a value. */
  start: string | null;
  /** False when it was taken back. */
  isSelected: boolean;
}

export type ReportSelection = (selection: Selection) => void;

/** Null where nobody listens. */
const SelectionContext = createContext<ReportSelection | null>(null);

/** Tells the host of what readers choose in the tiles inside it. A scope inside another tells both. */
export function SelectionScope({ onSelect, children }: SelectionScopeProps) {
  const around = useContext(SelectionContext);
  const report = useMemo<ReportSelection>(
    () => (selection) => {
      onSelect(selection);
      around?.(selection);
    },
    [onSelect, around],
  );
  return <SelectionContext.Provider value={report}>{children}</SelectionContext.Provider>;
}

export interface SelectionScopeProps {
  /** Keep the function stable between renders. */
  onSelect: ReportSelection;
  children: ReactNode;
}

/** What to tell of a choice; null where nobody listens. */
export function useReportSelection(): ReportSelection | null {
  return useContext(SelectionContext);
}

/** What is chosen of the dimension that a tile's rows are of. The host hears of each choice, beside it filtering everything. */
export function useTileChoice(dimension: string, kpi: string | null): DimensionFilter {
  const filter = useDimensionFilter(dimension);
  const report = useReportSelection();
  return useMemo(
    () => ({
      ...filter,
      toggle: (value) => {
        filter.toggle(value);
        report?.({ kpi, dimension, value, start: null, isSelected: !filter.selected.includes(value) });
      },
    }),
    [filter, report, kpi, dimension],
  );
}
