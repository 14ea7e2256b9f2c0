import { type DateRange, type ExportCell, type KpiUnit, type Pack, variancesOf } from "@northstar/core";
import type { PackWords } from "./PackWords.ts";

/** A column of numbers keeps their unit, so that a spreadsheet shows them as the screen does. */
export interface NumberRow {
  unit: KpiUnit;
  cells: readonly ExportCell[];
}

export interface NumberTable {
  header: readonly string[];
  rows: readonly NumberRow[];
  /** Which columns are in the unit of their row, and which are shares of something. */
  kinds: readonly ("text" | "value" | "share")[];
}

/** The table of all KPIs as raw numbers: fractions for percentages, changes as fractions, or as differences where the unit has no quotient. */
export function numberTable({ snapshot }: Pack, { t, format }: PackWords): NumberTable {
  const columns = [
    ["report.kpi", "text"],
    ["report.value", "value"],
    ["report.target", "value"],
    ["report.of_target", "share"],
    ["report.target_of", "text"],
    ["report.previous", "value"],
    ["report.change", "share"],
    ["report.previous_year", "value"],
    ["report.change_year", "share"],
    ["report.level", "text"],
    ["report.unit", "text"],
    ["report.of", "text"],
    ["report.version", "text"],
    ["report.owner", "text"],
  ] as const;
  return {
    header: columns.map(([key]) => t(key)),
    kinds: columns.map(([, kind]) => kind),
    rows: snapshot.kpis.map((entry) => {
      const { kpi, value, previous, previousYear, period, level } = entry;
      const target = variancesOf(entry, format).find(({ against }) => against === "target");
      return {
        unit: kpi.unit,
        cells: [
          kpi.title[format.locale],
          value,
          kpi.target ?? null,
          target?.ratio ?? null,
          target ? datesOf(target.period) : null,
          previous,
          shareOf(value, previous),
          previousYear,
          shareOf(value, previousYear),
          t(`report.level_${level}`),
          kpi.unit === "money" ? snapshot.currency : kpi.unit,
          datesOf(period),
          `v${kpi.version}`,
          kpi.owner,
        ],
      };
    }),
  };
}

/** `2026-10-01 / 2026-10-31` */
const datesOf = ([start, end]: DateRange) => `${start.slice(0, 10)} / ${end.slice(0, 10)}`;

/** The change as a fraction of what was; null from zero. */
function shareOf(value: number | null, base: number | null): number | null {
  if (value === null || base === null || base === 0) return null;
  return (value - base) / Math.abs(base);
}
