import { type ResolvedFilters, valueFilters } from "./filters.ts";
import type { FreshnessReport } from "./freshness.ts";
import type { CatalogKpi, Granularity } from "./kpi.ts";
import { isNeverLoaded, valueOfLoaded } from "./noValue.ts";
import {
  bucketStarts,
  isPartialBucket,
  kpiPeriod,
  type PeriodContext,
  resolvePeriod,
  trailingRange,
} from "./period.ts";
import { filterableKpi } from "./planKpi.ts";
import type { DateRange, Query, Row } from "./query.ts";
import { toNumber } from "./toNumber.ts";

/** What to ask for a KPI's series, and for which buckets. */
export interface SeriesPlan {
  kpi: CatalogKpi;
  granularity: Granularity;
  range: DateRange;
  query: Query;
}

/** A point of a series. `value` is null where there are no data: a gap, not 0. */
export interface SeriesPoint {
  /** ISO date, or local date-time for hours. */
  start: string;
  value: number | null;
  /** True when its bucket isn't over. */
  partial: boolean;
}

/** Plans the query for the last `count` buckets up to the chosen period's last; for a cohort KPI up to its last complete cohort. */
export function planSeries(
  kpi: CatalogKpi,
  filters: ResolvedFilters,
  options: { granularity?: Granularity | undefined; count?: number | undefined },
  context: PeriodContext,
): SeriesPlan {
  const { count = 13, granularity = context.grainOf?.(kpi) ?? kpi.grain } = options;
  const period = kpiPeriod(kpi, resolvePeriod(filters.period, context), context);
  const range = trailingRange(granularity, count, period, context);
  return {
    kpi,
    granularity,
    range,
    query: {
      measures: [kpi.measure],
      timeDimensions: [{ dimension: kpi.timeDimensionMember, granularity, dateRange: range }],
      filters: valueFilters(filters.values, filterableKpi(kpi)),
      timezone: context.timeZone,
    },
  };
}

/**
 * Reads the answer to `plan.query`: one point for every bucket of the range, whether or not there is a row for it.
 * @param report how far the KPI's sources are loaded, as for `readKpi`
 */
export function readSeries(
  plan: SeriesPlan,
  rows: readonly Row[],
  context: PeriodContext,
  report: FreshnessReport | null,
): SeriesPoint[] {
  const { granularity, kpi } = plan;
  const member = `${kpi.timeDimensionMember}.${granularity}`;
  const neverLoaded = isNeverLoaded(kpi.sources, report);
  const startLength = granularity === "hour" ? 23 : 10;
  const values = new Map(rows.map((row) => [String(row[member]).slice(0, startLength), toNumber(row[kpi.measure])]));
  const valueAt = (start: string) => {
    const value = values.get(start);
    return value === undefined ? null : valueOfLoaded(value, kpi, neverLoaded);
  };
  return bucketStarts(plan.range, granularity, context.timeZone).map((start) => ({
    start,
    value: valueAt(start),
    partial: isPartialBucket(start, granularity, context),
  }));
}
