import type {
  AnswerUse,
  CatalogFunnel,
  CatalogKpi,
  DateRange,
  Filters,
  FunnelBreakdown,
  FunnelBreakdownRow,
  FunnelId,
  FunnelStepValue,
  Granularity,
  KpiFreshness,
  KpiReading,
  KpiRow,
  KpiRowsOptions,
  LocalizedText,
  MemberAnnotation,
  Period,
  Query,
  Row,
  SeriesPoint,
} from "@northstar/core";
import type { NorthstarError } from "../errors.ts";

export type { Filters, KpiFreshness, SeriesPoint } from "@northstar/core";

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
      /** True when `stale` is of filters chosen before; it says which period it is of. */
      isEarlierChoice?: boolean;
    }
  | {
      status: "ready";
      value: T;
      /** True while a newer value is being fetched; `value` is the old one until it comes. */
      updating: boolean;
      offline: boolean;
    };

/** Where a value comes from: the query as it was asked, and what the server said of its answer. */
export interface AnswerOrigin {
  query: Query;
  /** Null when the server doesn't say. */
  used: AnswerUse | null;
}

/** A KPI's number for the chosen period (for a cohort KPI, its latest cohort), what it is compared with, and how it stands. */
export interface KpiValue extends KpiReading {
  kpi: CatalogKpi;
  freshness: KpiFreshness;
  /** Absent where a value was made by hand. */
  origin?: AnswerOrigin | undefined;
}

export interface KpiSeries {
  kpi: CatalogKpi;
  granularity: Granularity;
  points: readonly SeriesPoint[];
  freshness: KpiFreshness;
  origin?: AnswerOrigin | undefined;
}

/** Values of several KPIs, by dimensions and time. */
export interface KpiRowsValue {
  kpis: readonly CatalogKpi[];
  period: Period;
  /** The dates that were asked for. */
  range: DateRange;
  granularity: Granularity | null;
  /** Starts of all buckets of the range; empty without a granularity. */
  starts: readonly string[];
  rows: readonly KpiRow[];
  /** True when there may be more rows than were asked for. */
  isCut: boolean;
  /** Of the source that lags most, against the strictest objective of these KPIs. */
  freshness: KpiFreshness;
  /** Dimensions of which values are chosen that don't cut these KPIs. */
  ignoredFilters: readonly string[];
  origin?: AnswerOrigin | undefined;
}

export interface UseKpiRowsOptions extends UseKpiOptions, KpiRowsOptions {}

export interface FunnelValue {
  funnel: CatalogFunnel;
  period: Period;
  steps: readonly FunnelStepValue[];
  /** Counts by step for each value of the breakdown, largest first; null when none is asked for. */
  breakdown: readonly FunnelBreakdownRow[] | null;
  freshness: KpiFreshness;
  origin?: AnswerOrigin | undefined;
}

/** A KPI beyond a limit. */
export interface KpiAlert {
  kpi: CatalogKpi;
  level: "amber" | "red";
  value: number;
  /** The limit of `level`. */
  threshold: number;
  period: DateRange;
  freshness: KpiFreshness;
  ignoredFilters?: readonly string[] | undefined;
  origin?: AnswerOrigin | undefined;
}

/** Answer to any query. */
export interface Rows {
  rows: readonly Row[];
  annotation: Readonly<Record<string, MemberAnnotation>>;
}

/** What the reader's token allows. */
export interface Permissions {
  roles: readonly string[];
  /** Whether a capability is given: `export`, `comment`, `administer`, or a host's own. */
  can(capability: string): boolean;
  /** Row filters that cut everything this reader sees: dimension (without the view) → values. */
  lockedFilters: Readonly<Record<string, readonly string[]>>;
  /** Whether the roles see a KPI, by its name or one that it had. */
  sees(kpiId: string): boolean;
  /** Whether a member (fully qualified) holds personal data of which these roles see a mask. */
  isMasked(member: string): boolean;
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

export interface UseFunnelOptions<F extends FunnelId = FunnelId> extends UseKpiOptions {
  /** Dimension to break it down by: one of the funnel's `breakdowns`, with or without its view. */
  breakdown?: FunnelBreakdown<F>;
  /** Whether the breakdown's rows have medians of time too. @default false */
  hasMedians?: boolean;
}
