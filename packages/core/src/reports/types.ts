import type { SourceFreshness } from "../freshness.ts";
import type { CatalogKpi, Granularity } from "../kpi.ts";
import type { DateRange } from "../query.ts";
import type { Level } from "../thresholds.ts";

/** Weekly, monthly and quarterly business review. */
export const PACK_KINDS = ["wbr", "mbr", "qbr"] as const;
export type PackKind = (typeof PACK_KINDS)[number];

/** A closed period that a review is about. */
export interface PackPeriod {
  kind: PackKind;
  /** `2026-W46`, `2026-10`, `2026-Q3`. */
  name: string;
  /** ISO dates in the reporting zone, both included. */
  start: string;
  end: string;
}

/** What a review is asked for. */
export interface PackRequest {
  kind: PackKind;
  /** A period's name. @default the last one that is over */
  period?: string | undefined;
  /** Dimension → chosen values, as the filters of a view. @default none */
  values?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** What of a KPI's record goes into a pack: enough to read it when the model is another, or is none. */
export type PackKpiRecord = Pick<
  CatalogKpi,
  | "id"
  | "version"
  | "title"
  | "definition"
  | "unit"
  | "polarity"
  | "grain"
  | "owner"
  | "roles"
  | "sources"
  | "target"
  | "thresholds"
  | "provisional"
  | "measure"
>;

/** A KPI in a pack. A number is null where there was none. */
export interface PackKpi {
  kpi: PackKpiRecord;
  /** What `value` is of: the pack's period, or the latest cohort whose window was over. */
  period: DateRange;
  value: number | null;
  previous: number | null;
  previousPeriod: DateRange;
  previousYear: number | null;
  previousYearPeriod: DateRange;
  /** The last whole period of the KPI's grain in it, which target and limits are for. */
  complete: number | null;
  completePeriod: DateRange;
  level: Level;
  /** The KPI over time up to the pack's period. */
  series: { granularity: Granularity; points: readonly { start: string; value: number | null }[] };
  /** Chosen dimensions that don't cut this KPI: its number is of all of them. */
  ignoredFilters: readonly string[];
}

/** What a review knew: never changed once it is made. */
export interface PackSnapshot {
  /** Of this shape. */
  format: 1;
  period: PackPeriod;
  values: Readonly<Record<string, readonly string[]>>;
  /** Under which it was asked: what it holds is for readers who see as much. */
  access: { roles: readonly string[]; filters: Readonly<Record<string, readonly string[]>> };
  timeZone: string;
  currency: string;
  modelVersion: string;
  /** Whether the warehouse held generated sample data. */
  sample: boolean;
  /** How far each source had been loaded. */
  sources: readonly SourceFreshness[];
  kpis: readonly PackKpi[];
}
