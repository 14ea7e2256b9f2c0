import { type Filterable, ignoredFilters, type ResolvedFilters, valueFilters } from "./filters.ts";
import { rangeKey } from "./findMisfit.ts";
import type { FreshnessReport } from "./freshness.ts";
import type { CatalogKpi } from "./kpi.ts";
import { isNeverLoaded, type NoValueReason, noValueReason, valueOfLoaded } from "./noValue.ts";
import {
  comparisonRange,
  completeRange,
  elapsedRange,
  kpiPeriod,
  type Period,
  type PeriodContext,
  resolvePeriod,
} from "./period.ts";
import type { DateRange, Query, Row } from "./query.ts";
import { type Level, levelOf } from "./thresholds.ts";
import { toNumber } from "./toNumber.ts";

/** What to ask for a KPI's number, and for which dates. */
export interface KpiPlan {
  kpi: CatalogKpi;
  period: Period;
  currentRange: DateRange;
  comparisonRange: DateRange | null;
  completeRange: DateRange;
  /** Dimensions of which values are chosen that don't cut this KPI. */
  ignoredFilters: readonly string[];
  query: Query;
}

/** A KPI's numbers as read from an answer. */
export interface KpiReading {
  period: Period;
  current: number | null;
  /** Why `current` is null; absent or null when it isn't. */
  reason?: NoValueReason | null | undefined;
  previous: number | null;
  comparisonRange: DateRange | null;
  /** Value of the last complete period of the KPI's grain. */
  complete: number | null;
  completePeriod: DateRange;
  level: Level;
  /** Dimensions of which values are chosen that don't cut this KPI; absent when all do. */
  ignoredFilters?: readonly string[] | undefined;
}

/**
 * Plans one query for the running value, what it is compared with, and the last complete period, which is what thresholds are
 * mostly held against. Ranges that coincide are asked once.
 */
export function planKpi(kpi: CatalogKpi, filters: ResolvedFilters, context: PeriodContext): KpiPlan {
  const period = kpiPeriod(kpi, resolvePeriod(filters.period, context), context);
  const current = elapsedRange(period);
  const comparison = comparisonRange(period, filters.comparison, context);
  const complete = completeRange(kpi, period, context);
  const ranges = new Map(
    [current, comparison, complete].filter((range) => range !== null).map((range) => [rangeKey(range), range]),
  );
  return {
    kpi,
    period,
    currentRange: current,
    comparisonRange: comparison,
    completeRange: complete,
    ignoredFilters: ignoredFilters(filters.values, filterableKpi(kpi)),
    query: {
      measures: [kpi.measure],
      timeDimensions: [
        {
          dimension: kpi.timeDimensionMember,
          ...(ranges.size === 1 ? { dateRange: current } : { compareDateRange: [...ranges.values()] }),
        },
      ],
      filters: valueFilters(filters.values, filterableKpi(kpi)),
      timezone: context.timeZone,
    },
  };
}

/** A KPI as what chosen values are held against. */
export function filterableKpi({ measure, dimensions }: Pick<CatalogKpi, "measure" | "dimensions">): Filterable {
  return { member: measure, dimensions };
}

/**
 * Reads the answer to `plan.query`. A range without a row has no value, and neither has any while none of the KPI's sources was ever loaded.
 * @param report how far the sources are loaded; null when it isn't known
 */
export function readKpi(plan: KpiPlan, rows: readonly Row[], report: FreshnessReport | null): KpiReading {
  const neverLoaded = isNeverLoaded(plan.kpi.sources, report);
  const valueIn = (range: DateRange | null): number | null => {
    if (!range) return null;
    const isOnly = !plan.query.timeDimensions?.[0]?.compareDateRange;
    const row = isOnly ? rows[0] : rows.find((candidate) => candidate.compareDateRange === rangeKey(range));
    return row ? valueOfLoaded(toNumber(row[plan.kpi.measure]), plan.kpi, neverLoaded) : null;
  };
  const current = plan.period.elapsedDays === 0 ? null : valueIn(plan.currentRange);
  const complete = valueIn(plan.completeRange);
  return {
    period: plan.period,
    current,
    reason: current === null ? noValueReason(plan.kpi, plan.period, neverLoaded) : null,
    previous: valueIn(plan.comparisonRange),
    comparisonRange: plan.comparisonRange,
    complete,
    completePeriod: plan.completeRange,
    level: levelOf(plan.kpi, plan.kpi.thresholds?.on === "running" ? current : complete),
    ignoredFilters: plan.ignoredFilters,
  };
}
