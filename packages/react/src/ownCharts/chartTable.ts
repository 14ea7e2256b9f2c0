import { type Catalog, type DateRange, dimensionTitle, dimensionValueWords, endOfBucket } from "@northstar/core";
import type { ChartColumn } from "@northstar/core/own-charts";
import type { TileTable } from "../components/tileTable.ts";
import type { ChartsInterface } from "./texts.ts";
import type { ChartData } from "./useChartData.ts";

/** A dimension's value in the reader's words; what has none says so. */
export function keyWords(name: string, value: string | null, { t, format }: ChartsInterface): string {
  return value === null ? t("value.not_set") : dimensionValueWords(name, value, t, format.locale);
}

/** A column's name: the measure's, and whether it is what it is compared with. */
export function columnTitle({ measure, isBefore }: ChartColumn, { t, format }: ChartsInterface): string {
  const name = measure.title[format.locale];
  return isBefore ? t("own_charts.before", { name }) : name;
}

/** A chart's numbers as text: what "as table", CSV and copy are made from. */
export function chartTable(
  title: string,
  { plan, reading, freshness }: ChartData,
  ui: ChartsInterface,
  catalog: Pick<Catalog, "dimensionTitles"> | null,
): TileTable {
  const { granularity, columns, rows, range } = reading;
  const names = [...plan.rows.by.keys()];
  return {
    title,
    columns: [
      ...(granularity ? [{ id: "period", title: ui.t("chart.period"), granularity }] : []),
      ...names.map((name) => ({ id: name, title: dimensionTitle(name, catalog, ui.format.locale) })),
      ...columns.map((column) => ({ id: column.id, title: columnTitle(column, ui), unit: column.unit })),
    ],
    rows: rows.map((row) => [
      ...(granularity ? [row.start] : []),
      ...names.map((name) => keyWords(name, row.keys[name] ?? null, ui)),
      ...columns.map(({ measure, isBefore }) => (isBefore ? row.before : row.values)?.[measure.id] ?? null),
    ]),
    partial: rows.flatMap(({ partial }, index) => (partial ? [index] : [])),
    period: wholeDays(range, granularity),
    freshness,
  };
}

function wholeDays([start, end]: DateRange, granularity: ChartData["reading"]["granularity"]): DateRange {
  const last = end.slice(0, 10);
  return [start.slice(0, 10), granularity ? endOfBucket(last, granularity) : last];
}
