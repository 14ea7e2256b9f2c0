import type { KpiRow } from "@northstar/core";
import type { KpiRowsValue } from "../../hooks/types.ts";
import type { Interface } from "../interface.ts";
import type { TileTable } from "../tileTable.ts";

/** Rows of several KPIs as a tile's table: a column for each dimension, in words, and for each KPI. */
export function rowsTable(
  { kpis, freshness, range }: Pick<KpiRowsValue, "kpis" | "freshness" | "range">,
  rows: readonly KpiRow[],
  { title, by }: { title: string; by: readonly { name: string; title: string; words: (row: KpiRow) => string }[] },
  { format }: Interface,
): TileTable {
  return {
    title,
    columns: [
      ...by.map(({ name, title: heading }) => ({ id: name, title: heading })),
      ...kpis.map((kpi) => ({ id: kpi.id, title: kpi.title[format.locale], unit: kpi.unit })),
    ],
    rows: rows.map((row) => [...by.map(({ words }) => words(row)), ...kpis.map(({ id }) => row.values[id] ?? null)]),
    period: [range[0].slice(0, 10), range[1].slice(0, 10)],
    freshness,
  };
}
