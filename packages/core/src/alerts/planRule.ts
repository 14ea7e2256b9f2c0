import { endOfBucket, startOfBucket } from "../civil.ts";
import { resolveFilters } from "../filters.ts";
import type { FreshnessReport } from "../freshness.ts";
import type { CatalogKpi, Granularity } from "../kpi.ts";
import { type KpiFreshness, kpiFreshness } from "../kpiFreshness.ts";
import type { PeriodContext } from "../period.ts";
import { type KpiPlan, type KpiReading, planKpi, readKpi } from "../planKpi.ts";
import { planSeries, readSeries, type SeriesPlan, type SeriesPoint } from "../planSeries.ts";
import type { Query, Row } from "../query.ts";
import { wallClock } from "../zone.ts";
import { SEASON_LENGTH } from "./anomaly.ts";
import { fillCounted, isCounted } from "./fillCounted.ts";
import { DEFAULT_HISTORY, grainOf, partsOf, periodOfRule, type RulePart } from "./ruleDefaults.ts";
import { endOfPeriod } from "./schedule.ts";
import type { AlertPeriod, AlertRuleInput } from "./types.ts";

/** What to ask for a part of a rule. A part that only looks at the age of sources asks nothing. */
export type PartPlan = { part: RulePart; kpi: CatalogKpi } & (
  | { kind: "series"; plan: SeriesPlan; query: Query }
  | { kind: "running"; plan: KpiPlan; query: Query }
  | { kind: "age"; query: null }
);

/** What was found of a part. */
export type PartReading = { part: RulePart; kpi: CatalogKpi; freshness: KpiFreshness } & (
  | {
      kind: "series";
      grain: Granularity;
      /** Periods that are over and whose data are all in, oldest first. */
      points: readonly SeriesPoint[];
    }
  | { kind: "running"; reading: KpiReading }
  | { kind: "age" }
  | { kind: "failed"; code: string }
);

/**
 * Plans what a rule asks, a query for each of its parts; queries of rules with the same grain have the same dates as far as their conditions
 * allow, so that they merge.
 * @returns null when a KPI isn't among those of the catalogue: its reader may not see it
 */
export function planRule(
  rule: Pick<AlertRuleInput, "watch" | "condition" | "on">,
  kpis: readonly CatalogKpi[],
  context: PeriodContext,
): PartPlan[] | null {
  const plans: PartPlan[] = [];
  for (const part of partsOf(rule)) {
    const kpi = kpis.find(({ id }) => id === part.watch.kpi);
    if (!kpi) return null;
    plans.push(planPart(part, kpi, periodOfRule(rule), context));
  }
  return plans;
}

function planPart(part: RulePart, kpi: CatalogKpi, on: AlertPeriod, context: PeriodContext): PartPlan {
  if (part.condition.kind === "freshness") return { kind: "age", part, kpi, query: null };
  const values = part.watch.filters ?? {};
  const grain = grainOf(part.watch, kpi);
  if (on === "complete" || part.condition.kind === "missing") {
    const count = periodsNeeded(part, grain, kpi);
    const plan = planSeries(kpi, resolveFilters({ values }), { granularity: grain, count }, context);
    return { kind: "series", part, kpi, plan, query: plan.query };
  }
  const today = wallClock(context.now, context.timeZone).date;
  const period = { start: startOfBucket(today, grain), end: endOfBucket(today, grain) };
  const comparison = part.condition.kind === "change" ? part.condition.against : "previous_period";
  const plan = planKpi(kpi, resolveFilters({ period, comparison, values }), context);
  return { kind: "running", part, kpi, plan, query: plan.query };
}

/** Periods of a grain from one to that of the year before. */
const YEAR: Readonly<Record<Granularity, number>> = {
  hour: 24 * 364,
  day: 364,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
};

/** The running one, those that may not be loaded yet though the source is on time, the one that is judged, and what it looks back on. */
function periodsNeeded({ condition }: RulePart, grain: Granularity, { sloSeconds }: CatalogKpi): number {
  const awaited = Math.ceil((sloSeconds + MOST_ALLOWED_SECONDS) / SHORTEST_SECONDS[grain]);
  return 2 + awaited + lookback(condition, grain);
}

const SHORTEST_SECONDS: Readonly<Record<Granularity, number>> = {
  hour: 3600,
  day: 82_800,
  week: 7 * 86_400,
  month: 28 * 86_400,
  quarter: 90 * 86_400,
  year: 365 * 86_400,
};

/** Periods before the one that is judged. */
export function lookback(condition: RulePart["condition"], grain: Granularity): number {
  switch (condition.kind) {
    case "change":
      return condition.against === "previous_year" ? YEAR[grain] : 1;
    case "anomaly": {
      const history = condition.history ?? DEFAULT_HISTORY;
      return history * SEASON_LENGTH[condition.season];
    }
    case "missing":
      return Math.ceil(Math.max(condition.amber?.enter ?? 0, condition.red?.enter ?? 0)) + 1;
    default:
      return 0;
  }
}

/** Reads the answer to a part's query. Without rows (`null`) it has failed, by `code`. */
export function readPart(
  plan: PartPlan,
  rows: readonly Row[] | null,
  report: FreshnessReport,
  context: PeriodContext,
  code = "failed",
): PartReading {
  const { part, kpi } = plan;
  const base = { part, kpi, freshness: kpiFreshness(kpi, report) };
  if (plan.kind === "age") return { kind: "age", ...base };
  if (rows === null) return { kind: "failed", code, ...base };
  if (plan.kind === "running") return { kind: "running", reading: readKpi(plan.plan, rows, report), ...base };
  const { granularity } = plan.plan;
  const points = readSeries(plan.plan, rows, context, report);
  return {
    kind: "series",
    grain: granularity,
    points: knownPoints(settledPoints(points, kpi, granularity, report, context), kpi),
    ...base,
  };
}

/** What is counted has a value in the last period, though there never was a row. */
function knownPoints(settled: readonly SeriesPoint[], kpi: CatalogKpi): readonly SeriesPoint[] {
  const points = fillCounted(settled, kpi);
  const last = points.at(-1);
  return last?.value === null && isCounted(kpi) ? [...points.slice(0, -1), { ...last, value: 0 }] : points;
}

/** A source that has nothing to tell is waited for no longer than this after a period's end. */
const MOST_ALLOWED_SECONDS = 3600;

/**
 * Periods that are over and whose data are all in: every source's watermark lies past their end or, where nothing has happened since, it was
 * loaded when what happened before the end had had the time that the KPI's objective gives it (an hour at most). Just after midnight the day
 * that ended isn't one of them until then.
 */
export function settledPoints(
  points: readonly SeriesPoint[],
  kpi: Pick<CatalogKpi, "sources" | "cohortLagDays" | "sloSeconds">,
  grain: Granularity,
  report: FreshnessReport,
  { timeZone }: PeriodContext,
): SeriesPoint[] {
  const allowedMs = Math.min(kpi.sloSeconds, MOST_ALLOWED_SECONDS) * 1000;
  const reach = kpi.sources.map((id) => {
    const { lastLoadedAt = null, lastEventAt = null } = report.sources.find(({ source }) => source === id) ?? {};
    if (lastLoadedAt === null) return Number.NEGATIVE_INFINITY;
    const loadedAt = Date.parse(lastLoadedAt);
    // An event from the future proves nothing of what was to come before it.
    const eventAt = lastEventAt === null ? Number.NEGATIVE_INFINITY : Math.min(Date.parse(lastEventAt), loadedAt);
    return Math.max(eventAt, loadedAt - allowedMs);
  });
  const until = Math.min(...reach);
  if (until === Number.NEGATIVE_INFINITY) return [];
  const last = points.findLastIndex(
    ({ start, partial }) => !partial && endOfPeriod(start, grain, timeZone, kpi.cohortLagDays) <= until,
  );
  return points.slice(0, last + 1);
}
