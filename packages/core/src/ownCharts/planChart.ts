import type { ResolvedFilters } from "../filters.ts";
import type { FreshnessReport } from "../freshness.ts";
import type { Granularity, KpiUnit } from "../kpi.ts";
import { bucketStarts, comparisonRange, type PeriodContext } from "../period.ts";
import { type KpiRow, type KpiRowsPlan, planKpiRows, readKpiRows } from "../planKpiRows.ts";
import type { DateRange, Query, Row } from "../query.ts";
import { chartKind } from "./chartKind.ts";
import { type ChartCatalog, findMeasure } from "./findMeasure.ts";
import type { ChartKind, ChartMeasure, ChartSpec } from "./types.ts";

/** Most rows of a chart: of more, the largest are drawn and the reader is told. Over time each value has a row for each place. */
const MOST_ROWS = { list: 500, overTime: 10_000 };

/** What to ask for a chart, and how to draw what comes. */
export interface ChartPlan {
  kind: ChartKind;
  measures: readonly ChartMeasure[];
  rows: KpiRowsPlan;
  /** The same over the time it is compared with; null when it is compared with nothing. */
  before: KpiRowsPlan | null;
}

/**
 * Plans a chart that `checkSpec` finds drawable. Its period and filters are its own, whatever is chosen around it.
 * @throws CoreError `mixed_kpis`, `unknown_dimension`, `invalid_period`, `invalid_date`
 */
export function planChart(
  spec: ChartSpec,
  catalog: Pick<ChartCatalog, "kpis" | "funnels">,
  context: PeriodContext,
): ChartPlan {
  const measures = specMeasures(spec, catalog);
  const rows = planKpiRows(
    measures,
    specFilters(spec),
    {
      by: spec.dimensions,
      granularity: spec.grain ?? undefined,
      limit: spec.grain === null ? MOST_ROWS.list : MOST_ROWS.overTime,
    },
    context,
  );
  const range = comparisonRange(rows.period, spec.comparison, context);
  const kind = chartKind(spec, { ...spec, units: measures.map(({ unit }) => unit) });
  return { kind, measures, rows, before: range && over(rows, range) };
}

/** What a spec filters by, as hooks and plans take it. */
export function specFilters({ period, comparison, filters }: ChartSpec): ResolvedFilters {
  return { period, comparison, values: filters };
}

/** The measures of a spec that these roles see, each once. */
export function specMeasures(spec: ChartSpec, catalog: Pick<ChartCatalog, "kpis" | "funnels">): ChartMeasure[] {
  const found = spec.measures.flatMap((name) => findMeasure(name, catalog)?.measure ?? []);
  return [...new Map(found.map((measure) => [measure.id, measure])).values()];
}

function over(plan: KpiRowsPlan, range: DateRange): KpiRowsPlan {
  const timeDimensions = plan.query.timeDimensions?.map((time) => ({ ...time, dateRange: range }));
  return { ...plan, range, query: { ...plan.query, timeDimensions } };
}

/** What there is to ask: once, or twice with a comparison. */
export function chartQueries({ rows, before }: ChartPlan): readonly Query[] {
  return before ? [rows.query, before.query] : [rows.query];
}

/** A column of numbers of a chart's table. */
export interface ChartColumn {
  /** The measure's id; with `:before` what it is compared with. */
  id: string;
  measure: ChartMeasure;
  unit: KpiUnit;
  isBefore: boolean;
}

/** A row with what it is compared with. */
export interface ChartRow extends KpiRow {
  /** By measure, of the same keys or the same place in time; absent without a comparison. */
  before?: KpiRow["values"] | undefined;
}

/** What came of a chart's queries. */
export interface ChartReading {
  rows: readonly ChartRow[];
  columns: readonly ChartColumn[];
  granularity: Granularity | null;
  /** Of all places in time; empty without a granularity. */
  starts: readonly string[];
  /** True when there are more rows than were asked for. */
  isCut: boolean;
  range: DateRange;
  /** The time it is compared with. */
  beforeRange: DateRange | null;
}

/**
 * Reads the answers to `chartQueries`, in their order. Rows are compared with those of the same dimensions' values; over time with the one at
 * the same place, counted from the start of each.
 */
export function readChart(
  plan: ChartPlan,
  answers: readonly (readonly Row[])[],
  context: PeriodContext,
  report: FreshnessReport | null,
): ChartReading {
  const [current = [], earlier = []] = answers;
  const rows = readKpiRows(plan.rows, current, context, report);
  const before = plan.before && readKpiRows(plan.before, earlier, context, report);
  const { granularity, limit, range } = plan.rows;
  const startsOf = (over: DateRange) => (granularity === null ? [] : bucketStarts(over, granularity, context.timeZone));
  const starts = startsOf(range);
  const matched = before && plan.before && matching(rows, before, starts, startsOf(plan.before.range));
  return {
    rows: rows.map((row, index) => (matched ? { ...row, before: matched[index]?.values } : row)),
    columns: plan.measures.flatMap((measure) => [
      { id: measure.id, measure, unit: measure.unit, isBefore: false },
      ...(before ? [{ id: `${measure.id}:before`, measure, unit: measure.unit, isBefore: true }] : []),
    ]),
    granularity,
    starts,
    isCut: current.length >= limit,
    range,
    beforeRange: plan.before?.range ?? null,
  };
}

function matching(
  rows: readonly KpiRow[],
  before: readonly KpiRow[],
  starts: readonly string[],
  startsBefore: readonly string[],
): (KpiRow | undefined)[] {
  const keyOf = ({ keys, start }: KpiRow, places: readonly string[]) =>
    JSON.stringify([Object.entries(keys), start === null ? null : places.indexOf(start)]);
  const byKey = new Map(before.map((row) => [keyOf(row, startsBefore), row]));
  return rows.map((row) => byKey.get(keyOf(row, starts)));
}
