import {
  columnsRange,
  formatBucketLabel,
  formatValue,
  type KpiUnit,
  type TimeChartKey,
  toColumn,
} from "@northstar/core";
import type { Interface } from "../components/interface.ts";
import type { ChartWords } from "./ChartWalker.tsx";
import { type TimeData, valuesAt } from "./timeData.ts";

/** Four digits are read faster in full; where there are more, the magnitude is enough. One form for all ticks of an axis. */
export function tickFormatter({ series }: TimeData, unit: KpiUnit, { format }: Interface<TimeChartKey>) {
  const [lowest, highest] = columnsRange(series.map(({ values }) => toColumn(values))) ?? [0, 0];
  const compact = Math.max(-lowest, highest) >= 10_000;
  return (value: number) => {
    const digits = Number.isInteger(unit === "percent" ? Math.round(value * 1e6) / 1e4 : value) ? 0 : 1;
    const options = { digits: unit === "ratio" && digits > 0 ? 2 : digits, compact };
    return formatValue(value, unit, format, options)[unit === "percent" ? "full" : "text"];
  };
}

export function targetLabel(target: number, unit: KpiUnit, { t, format }: Interface<TimeChartKey>): string {
  return t("kpi.target", { value: formatValue(target, unit, format).full });
}

/** A place's start in words, and that it isn't over. */
export function periodInWords(
  place: number,
  { axis, partialLast }: TimeData,
  { t, format }: Interface<TimeChartKey>,
): string {
  if (place >= axis.count) return "";
  const label = formatBucketLabel(axis.startOf(place), axis.granularity, format);
  return partialLast && place === axis.count - 1 ? `${label} (${t("chart.partial")})` : label;
}

/** What a place says: to the tooltip, and aloud. */
export function placeInWords(
  place: number,
  data: TimeData,
  unit: KpiUnit,
  isSelected: boolean,
  ui: Interface<TimeChartKey>,
  fired: readonly { place: number; label: string }[] = [],
): ChartWords {
  const { t, format } = ui;
  const title = periodInWords(place, data, ui);
  const values = valuesAt(data, place);
  const rows = data.series.map((one, index) => {
    const value = values[index] ?? null;
    const text = value === null ? t("chart.no_value") : formatValue(value, unit, format).full;
    return { id: one.id, name: one.title, value: text, colour: one.colour };
  });
  const said = rows.map((row) => (rows.length > 1 ? `${row.name} ${row.value}` : row.value)).join(", ");
  const period = isSelected ? `${title}, ${t("chart.selected")}` : title;
  const notes = fired.filter((one) => one.place === place).map(({ label }) => label);
  const point = t("chart.point", { period, values: said });
  return { title: period, rows, notes, sentence: [point, ...notes].join(" ") };
}
