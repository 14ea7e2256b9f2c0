import { qualify, type ResolvedFilters, valueFilters } from "./filters.ts";
import type { CatalogFunnel, LocalizedText } from "./kpi.ts";
import { elapsedRange, type Period, type PeriodContext, resolvePeriod } from "./period.ts";
import type { Query, Row } from "./query.ts";
import { toNumber } from "./toNumber.ts";

/** What to ask for a funnel. Counts of people can't be added up over a breakdown, so that is a query of its own. */
export interface FunnelPlan {
  funnel: CatalogFunnel;
  period: Period;
  totals: Query;
  breakdown: { dimension: string; query: Query } | null;
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

/** Counts of every step for one value of the breakdown; `key` is empty for people without one. */
export interface FunnelBreakdownRow {
  key: string;
  counts: readonly (number | null)[];
  /** Median seconds from the step before, where they were asked for. */
  medianSeconds?: readonly (number | null)[];
}

const MAX_BREAKDOWN_ROWS = 100;

/** Fully qualified name of a funnel's breakdown, or null when the funnel has no such one. */
export function findBreakdown(funnel: CatalogFunnel, name: string): string | null {
  const member = qualify(name, funnel.timeDimensionMember);
  return funnel.breakdowns.includes(member) ? member : null;
}

/**
 * Plans the queries of a funnel for the part of the chosen period that has begun. `breakdown` as `findBreakdown` gives it; medians of
 * its rows cost more than counts, which add up.
 */
export function planFunnel(
  funnel: CatalogFunnel,
  filters: ResolvedFilters,
  breakdown: string | null,
  context: PeriodContext,
  hasMedians = false,
): FunnelPlan {
  const period = resolvePeriod(filters.period, context);
  const counts = funnel.steps.map(({ measure }) => measure);
  const medians = funnel.steps.flatMap(({ medianSecondsMeasure }) => medianSecondsMeasure ?? []);
  const base: Query = {
    timeDimensions: [{ dimension: funnel.timeDimensionMember, dateRange: elapsedRange(period) }],
    filters: valueFilters(filters.values, { member: funnel.timeDimensionMember, dimensions: funnel.breakdowns }),
    timezone: context.timeZone,
  };
  const order = counts.slice(0, 1).map((measure) => [measure, "desc"] as const);
  return {
    funnel,
    period,
    totals: { ...base, measures: [...counts, ...medians] },
    breakdown:
      breakdown === null
        ? null
        : {
            dimension: breakdown,
            query: {
              ...base,
              measures: hasMedians ? [...counts, ...medians] : counts,
              dimensions: [breakdown],
              order,
              limit: MAX_BREAKDOWN_ROWS,
            },
          },
  };
}

/** Reads the answer to `plan.totals`. */
export function readFunnelSteps(plan: FunnelPlan, rows: readonly Row[]): FunnelStepValue[] {
  const counts = readCounts(plan, rows[0]);
  return plan.funnel.steps.map(({ id, title, medianSecondsMeasure }, index) => ({
    id,
    title,
    count: counts[index] ?? null,
    stepRate: index === 0 ? null : divide(counts[index], counts[index - 1]),
    overallRate: divide(counts[index], counts[0]),
    medianSeconds: medianSecondsMeasure ? toNumber(rows[0]?.[medianSecondsMeasure]) : null,
  }));
}

/** Reads the answer to `plan.breakdown.query`, largest first step first. */
export function readFunnelBreakdown(plan: FunnelPlan, rows: readonly Row[]): FunnelBreakdownRow[] | null {
  if (!plan.breakdown) return null;
  const { dimension, query } = plan.breakdown;
  const { steps } = plan.funnel;
  const hasMedians = steps.some(
    ({ medianSecondsMeasure }) => medianSecondsMeasure && query.measures?.includes(medianSecondsMeasure),
  );
  return rows
    .map((row) => ({
      key: String(row[dimension] ?? ""),
      counts: readCounts(plan, row),
      ...(hasMedians && {
        medianSeconds: steps.map((step) =>
          step.medianSecondsMeasure ? toNumber(row[step.medianSecondsMeasure]) : null,
        ),
      }),
    }))
    .sort((first, second) => (second.counts[0] ?? 0) - (first.counts[0] ?? 0));
}

function readCounts({ funnel }: FunnelPlan, row: Row | undefined): (number | null)[] {
  return funnel.steps.map(({ measure }) => toNumber(row?.[measure]));
}

/** A ratio without a denominator has no value: never 0, never infinite. */
export function divide(part: number | null | undefined, whole: number | null | undefined): number | null {
  return part === null || part === undefined || !whole ? null : part / whole;
}
