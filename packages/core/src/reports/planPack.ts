import { addDays } from "../civil.ts";
import { ignoredFilters, type ResolvedFilters, resolveFilters, valueFilters } from "../filters.ts";
import { rangeKey } from "../findMisfit.ts";
import type { FreshnessReport } from "../freshness.ts";
import type { Catalog, CatalogKpi, Granularity } from "../kpi.ts";
import { isNeverLoaded, valueOfLoaded } from "../noValue.ts";
import { comparisonRange, completeRange, kpiPeriod, type PeriodContext, resolvePeriod } from "../period.ts";
import { filterableKpi } from "../planKpi.ts";
import { planSeries, readSeries, type SeriesPlan } from "../planSeries.ts";
import type { DateRange, Query, Row } from "../query.ts";
import { levelOf } from "../thresholds.ts";
import { toNumber } from "../toNumber.ts";
import { PACK_GRAIN } from "./packPeriod.ts";
import type { PackKpi, PackKpiRecord, PackPeriod, PackSnapshot } from "./types.ts";

/** What to ask for one KPI of a pack. */
export interface PackKpiPlan {
  kpi: CatalogKpi;
  period: DateRange;
  previousPeriod: DateRange;
  previousYearPeriod: DateRange;
  completePeriod: DateRange;
  ignoredFilters: readonly string[];
  query: Query;
  series: SeriesPlan;
}

/** Periods that a chart of a pack shows, by its kind: a year, and a little. */
const POINTS = { week: 26, month: 13, quarter: 13 } as const;

/** A week is compared with the one 52 before it, which has the same days of the week. */
const YEAR_OF_WEEKS = 364;

/** Plans what a pack asks for each KPI that the catalogue's reader sees: two queries. */
export function planPack(
  period: PackPeriod,
  kpis: readonly CatalogKpi[],
  values: ResolvedFilters["values"],
  context: PeriodContext,
): PackKpiPlan[] {
  const filters = resolveFilters({ period: { start: period.start, end: period.end }, values });
  return kpis.map((kpi) => planPackKpi(period, kpi, filters, context));
}

function planPackKpi(pack: PackPeriod, kpi: CatalogKpi, filters: ResolvedFilters, context: PeriodContext): PackKpiPlan {
  const period = kpiPeriod(kpi, resolvePeriod(filters.period, context), context);
  const own: DateRange = [period.start, period.end];
  const previousPeriod = comparisonRange(period, "previous_period", context) ?? own;
  const previousYearPeriod: DateRange =
    pack.kind === "wbr" && !kpi.cohortLagDays
      ? [addDays(period.start, -YEAR_OF_WEEKS), addDays(period.end, -YEAR_OF_WEEKS)]
      : (comparisonRange(period, "previous_year", context) ?? own);
  const completePeriod = completeRange(kpi, period, context);
  const ranges = new Map(
    [own, previousPeriod, previousYearPeriod, completePeriod].map((range) => [rangeKey(range), range]),
  );
  const filterable = filterableKpi(kpi);
  const granularity: Granularity = pack.kind === "qbr" ? "month" : PACK_GRAIN[pack.kind];
  return {
    kpi,
    period: own,
    previousPeriod,
    previousYearPeriod,
    completePeriod,
    ignoredFilters: ignoredFilters(filters.values, filterable),
    query: {
      measures: [kpi.measure],
      timeDimensions: [{ dimension: kpi.timeDimensionMember, compareDateRange: [...ranges.values()] }],
      filters: valueFilters(filters.values, filterable),
      timezone: context.timeZone,
    },
    series: planSeries(kpi, filters, { granularity, count: POINTS[PACK_GRAIN[pack.kind]] }, context),
  };
}

/** The rows that a plan's questions were answered with. */
export interface PackKpiAnswer {
  numbers: readonly Row[];
  series: readonly Row[];
}

/** Reads the answers to a plan. @param report how far the sources are loaded */
export function readPackKpi(
  plan: PackKpiPlan,
  answer: PackKpiAnswer,
  context: PeriodContext,
  report: FreshnessReport | null,
): PackKpi {
  const neverLoaded = isNeverLoaded(plan.kpi.sources, report);
  const valueIn = (range: DateRange): number | null => {
    const row = answer.numbers.find((candidate) => candidate.compareDateRange === rangeKey(range));
    return row ? valueOfLoaded(toNumber(row[plan.kpi.measure]), plan.kpi, neverLoaded) : null;
  };
  const complete = valueIn(plan.completePeriod);
  const points = readSeries(plan.series, answer.series, context, report);
  return {
    kpi: recordOf(plan.kpi),
    period: plan.period,
    value: valueIn(plan.period),
    previous: valueIn(plan.previousPeriod),
    previousPeriod: plan.previousPeriod,
    previousYear: valueIn(plan.previousYearPeriod),
    previousYearPeriod: plan.previousYearPeriod,
    complete,
    completePeriod: plan.completePeriod,
    level: levelOf(plan.kpi, complete),
    series: {
      granularity: plan.series.granularity,
      points: points.filter(({ partial }) => !partial).map(({ start, value }) => ({ start, value })),
    },
    ignoredFilters: plan.ignoredFilters,
  };
}

/** What of a KPI goes into a file that is read when the model is another. */
export function recordOf(kpi: CatalogKpi): PackKpiRecord {
  const { id, version, title, definition, unit, polarity, grain, owner, roles, sources, measure } = kpi;
  const { target, thresholds, provisional } = kpi;
  return {
    id,
    version,
    title,
    definition,
    unit,
    polarity,
    grain,
    owner,
    roles,
    sources,
    measure,
    target,
    thresholds,
    provisional,
  };
}

/** Puts a pack together. @param asked what for, and under which roles and row filters */
export function toSnapshot(
  asked: Pick<PackSnapshot, "period" | "values" | "access">,
  kpis: readonly PackKpi[],
  { timeZone, currency, modelVersion, sample }: Catalog,
  { sources }: FreshnessReport,
): PackSnapshot {
  return { format: 1, ...asked, timeZone, currency, modelVersion, sample, sources, kpis };
}
