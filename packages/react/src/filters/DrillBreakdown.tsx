import {
  type CatalogKpi,
  dimensionTitle,
  dimensionValueWords,
  drillTexts,
  joinTexts,
  type KpiId,
  type KpiRow,
  NO_FILTER_VALUE,
  type ResolvedFilters,
  valueTexts,
  withValues,
} from "@northstar/core";
import { useMemo } from "react";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { DeniedState, ErrorState, StaleBanner } from "../components/states.tsx";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useKpiRows } from "../hooks/useKpiRows.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { DrillSkeleton } from "./DrillSkeleton.tsx";
import { useTileChoice } from "./selection.tsx";

const TEXTS = joinTexts(drillTexts, valueTexts);

const LIMIT = 200;

/**
 * A KPI by the values of one dimension. A row that is chosen filters everything under the provider by its value, or, where the dimension
 * narrows the drill alone, that.
 */
export function DrillBreakdown({ kpi, dimension, filters, own, onOwnChange, onRows }: DrillBreakdownProps) {
  const { t, format } = useInterface(TEXTS);
  const catalog = useCatalog();
  const shared = useTileChoice(dimension, kpi.id);
  const choice = own
    ? { selected: own, isAvailable: true, toggle: (value: string) => onOwnChange(toggled(own, value)) }
    : shared;
  // Without its own choice: what isn't chosen stays in the table, to be chosen too.
  const state = useKpiRows([kpi.id as KpiId], {
    by: [dimension],
    limit: LIMIT,
    filters: { ...filters, values: withValues(filters.values, dimension, []) },
  });
  const title = dimensionTitle(dimension, catalog.status === "ready" ? catalog.value : null, format.locale);
  const columns = useMemo(
    (): readonly DataColumn<KpiRow>[] => [
      {
        id: "key",
        title,
        value: (row) => dimensionValueWords(dimension, keyOf(row, dimension), t, format.locale),
      },
      {
        id: "value",
        title: kpi.title[format.locale],
        unit: kpi.unit,
        polarity: kpi.polarity,
        bar: true,
        value: (row) => row.values[kpi.id] ?? null,
      },
    ],
    [dimension, kpi, title, t, format],
  );
  const value = shownValue(state);
  if (state.status === "denied") return <DeniedState state={state} />;
  if (state.status === "error" && value === null) return <ErrorState state={state} />;
  if (value === null) return <DrillSkeleton />;
  return (
    <>
      <DataTable
        title={`${kpi.title[format.locale]}, ${title}`}
        rows={value.rows}
        columns={columns}
        rowKey={(row) => keyOf(row, dimension)}
        {...(choice.isAvailable && {
          onSelect: (row: KpiRow) => choice.toggle(keyOf(row, dimension)),
          isSelected: (row: KpiRow) => choice.selected.includes(keyOf(row, dimension)),
        })}
        {...(onRows && {
          open: {
            label: (row: KpiRow) =>
              t("drill.rows_of", { value: dimensionValueWords(dimension, keyOf(row, dimension), t, format.locale) }),
            onOpen: (row: KpiRow) => onRows(keyOf(row, dimension)),
          },
        })}
        caption={
          [value.isCut && t("drill.cut", { count: value.rows.length }), !own && choice.isAvailable && t("drill.hint")]
            .filter(Boolean)
            .join(" ") || undefined
        }
        empty={{ title: t("drill.empty") }}
      />
      <StaleBanner state={state} />
    </>
  );
}

function keyOf(row: KpiRow, dimension: string): string {
  return row.keys[dimension] ?? NO_FILTER_VALUE;
}

function toggled(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

interface DrillBreakdownProps {
  kpi: CatalogKpi;
  /** Without the view. */
  dimension: string;
  /** All that cut it. */
  filters: ResolvedFilters;
  /** Its values that narrow the drill alone, where there are some. */
  own: readonly string[] | undefined;
  onOwnChange: (values: readonly string[]) => void;
  /** Shows the rows of one value; without it there are none for this role. */
  onRows: ((value: string) => void) | undefined;
}
