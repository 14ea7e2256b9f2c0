import {
  type CatalogKpi,
  dimensionTitle,
  dimensionValueWords,
  drillTexts,
  joinTexts,
  type KpiId,
  type KpiRow,
  NO_FILTER_VALUE,
  resolveFilters,
  valueTexts,
  withValues,
} from "@northstar/core";
import { useMemo } from "react";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { ErrorState, StaleBanner } from "../components/states.tsx";
import type { Filters } from "../hooks/types.ts";
import { useCatalog } from "../hooks/useCatalog.ts";
import { useKpiRows } from "../hooks/useKpiRows.ts";
import { useNorthstar } from "../hooks/useNorthstar.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { DrillSkeleton } from "./DrillSkeleton.tsx";
import { useDimensionFilter } from "./useDimensionFilter.ts";

const TEXTS = joinTexts(drillTexts, valueTexts);

const LIMIT = 200;

/** A KPI by the values of one dimension. A row that is chosen filters everything under the provider by its value. */
export function DrillBreakdown({ kpi, dimension, filters }: DrillBreakdownProps) {
  const { t, format } = useInterface(TEXTS);
  const { filters: shared } = useNorthstar();
  const catalog = useCatalog();
  const filter = useDimensionFilter(dimension);
  // Without its own choice: what isn't chosen stays in the table, to be chosen too.
  const all = resolveFilters(shared, filters);
  const state = useKpiRows([kpi.id as KpiId], {
    by: [dimension],
    limit: LIMIT,
    filters: { ...all, values: withValues(all.values, dimension, []) },
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
  if (state.status === "error" && value === null) return <ErrorState state={state} />;
  if (value === null) return <DrillSkeleton />;
  return (
    <>
      <DataTable
        title={`${kpi.title[format.locale]}, ${title}`}
        rows={value.rows}
        columns={columns}
        rowKey={(row) => keyOf(row, dimension)}
        {...(filter.isAvailable && {
          onSelect: (row: KpiRow) => filter.toggle(keyOf(row, dimension)),
          isSelected: (row: KpiRow) => filter.selected.includes(keyOf(row, dimension)),
        })}
        caption={[value.isCut && t("drill.cut", { count: value.rows.length }), filter.isAvailable && t("drill.hint")]
          .filter(Boolean)
          .join(" ")}
        empty={{ title: t("drill.empty") }}
      />
      <StaleBanner state={state} />
    </>
  );
}

function keyOf(row: KpiRow, dimension: string): string {
  return row.keys[dimension] ?? NO_FILTER_VALUE;
}

interface DrillBreakdownProps {
  kpi: CatalogKpi;
  /** Without the view. */
  dimension: string;
  filters: Filters | undefined;
}
