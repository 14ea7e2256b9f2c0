import type {
  CatalogFunnel,
  CatalogKpi,
  Comparison,
  DateRange,
  Granularity,
  Level,
  LocalizedText,
  MemberAnnotation,
  Period,
  PeriodSelection,
  Row,
} from "@northstar/core";
import type { NorthstarError } from "../errors.ts";

/** What a reader has chosen. Everything left out has its default: this month, the previous period, no values. */
export interface Filters {
  period?: PeriodSelection | undefined;
  comparison?: Comparison | undefined;
  /** Dimension name (`country`, or fully qualified) → chosen values; an empty list means all. */
  values?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** Filters with every default filled in. */
export interface ResolvedFilters {
  period: PeriodSelection;
  comparison: Comparison;
  values: Readonly<Record<string, readonly string[]>>;
}

/** The state of something that is asked of the server. A component has a design for each. */
export type Loadable<T> =
  | { status: "loading" }
  | {
      status: "denied";
      /** What is missing, when the catalogue names it. */
      title: LocalizedText | null;
      owner: string | null;
      roles: readonly string[];
      detail: string;
    }
  | {
      status: "error";
      error: NorthstarError;
      retry: () => void;
      /** The last good value, null when there was none. */
      stale: T | null;
    }
  | {
      status: "ready";
      value: T;
      /** True while a newer value is being fetched; `value` is the old one until it comes. */
      updating: boolean;
      offline: boolean;
    };

/** Freshness of a KPI: that of its latest source, against its own objective. */
export interface KpiFreshness {
  status: "fresh" | "late" | "never";
  /** Seconds since the source that lags most was ingested; null when one never was, or when it isn't known yet. */
  lagSeconds: number | null;
  sloSeconds: number;
  lateSources: readonly string[];
  /** Greatest event time ingested of the source that lags most, ISO. */
  watermark: string | null;
}

/** A KPI's number for the chosen period, what it is compared with, and how it stands. */
export interface KpiValue {
  kpi: CatalogKpi;
  /** The period `current` is for: the chosen one, or the latest cohort of a cohort KPI. */
  period: Period;
  current: number | null;
  previous: number | null;
  comparisonRange: DateRange | null;
  /** Value of the last complete period of its grain. */
  complete: number | null;
  completePeriod: DateRange;
  level: Level;
  freshness: KpiFreshness;
}

/** A point of a series. `value` is null where there are no data: a gap, not 0. */
export interface SeriesPoint {
  /** ISO date, or local date-time for hours. */
  start: string;
  value: number | null;
  /** True when its bucket isn't over. */
  partial: boolean;
}

export interface KpiSeries {
  kpi: CatalogKpi;
  granularity: Granularity;
  points: readonly SeriesPoint[];
  freshness: KpiFreshness;
}

/** One step of a funnel. Rates are fractions, null where nothing could go on. */
export interface FunnelStepValue {
  id: string;
  title: LocalizedText;
  count: number | null;
  /** Share of the step before; null on the first. */
  stepRate: number | null;
  /** Share of the first step. */
  overallRate: number | null;
  /** Median seconds from the step before; null on the first and when nobody came. */
  medianSeconds: number | null;
}

export interface FunnelValue {
  funnel: CatalogFunnel;
  period: Period;
  steps: readonly FunnelStepValue[];
  /** Counts by step for each value of the breakdown, largest first; null when none is asked for. */
  breakdown: readonly { key: string; counts: readonly (number | null)[] }[] | null;
  freshness: KpiFreshness;
}

/** A KPI beyond a limit. */
export interface KpiAlert {
  kpi: CatalogKpi;
  level: "amber" | "red";
  value: number;
  /** The limit of `level`. */
  threshold: number;
  period: DateRange;
}

/** Answer to any query. */
export interface Rows {
  rows: readonly Row[];
  annotation: Readonly<Record<string, MemberAnnotation>>;
}

export interface UseKpiOptions {
  /** Laid over the provider's filters, field by field. */
  filters?: Filters;
}

export interface UseKpiSeriesOptions extends UseKpiOptions {
  /** @default the KPI's grain */
  granularity?: Granularity;
  /** Number of points, up to the period's last. @default 13 */
  count?: number;
}

export interface UseFunnelOptions extends UseKpiOptions {
  /** Dimension to break it down by: one of the funnel's `breakdowns`, with or without its view. */
  breakdown?: string;
}
