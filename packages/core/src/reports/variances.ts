import { type FormatContext, type FormattedDelta, formatDelta } from "../format.ts";
import type { DateRange } from "../query.ts";
import type { PackKpi } from "./types.ts";

export const VARIANCE_BASES = ["target", "previous", "previous_year"] as const;
export type VarianceBase = (typeof VARIANCE_BASES)[number];

/** A KPI against what it is held to. */
export interface Variance {
  against: VarianceBase;
  /** What is compared; of the last whole period of its grain where it is held against a target. */
  value: number | null;
  base: number | null;
  /** Of `base`. */
  period: DateRange;
  change: FormattedDelta;
  /** Share of the target, for targets of what should rise or fall to them. Null for others. */
  ratio: number | null;
}

/** What a KPI of a pack is compared with, target first where it has one. */
export function variancesOf(entry: PackKpi, format: FormatContext): Variance[] {
  const { kpi, value, complete, completePeriod } = entry;
  const against = (name: VarianceBase, own: number | null, base: number | null, period: DateRange): Variance => ({
    against: name,
    value: own,
    base,
    period,
    change: formatDelta(own, base, kpi, format),
    ratio: name !== "target" || own === null || !base ? null : own / base,
  });
  return [
    ...(kpi.target === undefined ? [] : [against("target", complete, kpi.target, completePeriod)]),
    against("previous", value, entry.previous, entry.previousPeriod),
    against("previous_year", value, entry.previousYear, entry.previousYearPeriod),
  ];
}

/** True where a KPI is on the bad side of its target. */
export function missesTarget({ kpi: { target, polarity }, complete }: PackKpi): boolean {
  if (target === undefined || complete === null) return false;
  return polarity === "up" ? complete < target : complete > target;
}
