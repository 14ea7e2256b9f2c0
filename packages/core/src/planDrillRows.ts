import { type ResolvedFilters, valueFilters } from "./filters.ts";
import type { CatalogKpi } from "./kpi.ts";
import { elapsedRange, kpiPeriod, type PeriodContext, resolvePeriod } from "./period.ts";
import { filterableKpi } from "./planKpi.ts";
import type { Query } from "./query.ts";

/** What to ask for the rows behind a KPI's number. */
export interface DrillRowsPlan {
  kpi: CatalogKpi;
  /** Columns: the members that show the rows, fully qualified. */
  columns: readonly string[];
  limit: number;
  query: Query;
}

const LIMIT = 200;

/**
 * Plans the question for the rows behind a KPI's number: what the model says shows them, as far as the role sees it, each with the
 * KPI's own part. Null when there is nothing that this role may see.
 */
export function planDrillRows(kpi: CatalogKpi, filters: ResolvedFilters, context: PeriodContext): DrillRowsPlan | null {
  const { drill: columns = [], measure, timeDimensionMember } = kpi;
  if (columns.length === 0) return null;
  const period = kpiPeriod(kpi, resolvePeriod(filters.period, context), context);
  return {
    kpi,
    columns,
    limit: LIMIT,
    query: {
      measures: [measure],
      dimensions: columns,
      timeDimensions: [{ dimension: timeDimensionMember, dateRange: elapsedRange(period) }],
      filters: valueFilters(filters.values, filterableKpi(kpi)),
      // The latest first, where the rows say when they were; else those that count most.
      order: [[columns.includes(timeDimensionMember) ? timeDimensionMember : measure, "desc"]],
      limit: LIMIT,
      timezone: context.timeZone,
    },
  };
}
