import {
  type Catalog,
  type Claims,
  CoreError,
  type FreshnessReport,
  type FunnelStepValue,
  type KpiRow,
  type KpiRowsPlan,
  type LoadLine,
  type LoadRequest,
  type PackKpi,
  type PeriodContext,
  planFunnel,
  planKpi,
  planKpiRows,
  planSeries,
  type Query,
  type ResolvedFilters,
  readFunnelSteps,
  readKpi,
  readKpiRows,
  readSeries,
  recordOf,
} from "@northstar/core";
import { ServerError } from "../../errors.ts";
import type { TableTitle, ViewParts } from "./viewParts.ts";

/** The server, as far as files of views ask it. */
export interface AskedServer {
  catalog(claims: Claims): Promise<Catalog>;
  freshness(claims: Claims): Promise<FreshnessReport>;
  load(queries: LoadRequest["queries"], claims: Claims): Promise<LoadLine[]>;
}

export interface AnsweredTable {
  title: TableTitle;
  plan: KpiRowsPlan;
  rows: readonly KpiRow[];
}

export interface AnsweredFunnel {
  id: string;
  steps: readonly FunnelStepValue[];
}

/** A view's numbers as its reader sees them. */
export interface AnsweredView {
  catalog: Catalog;
  report: FreshnessReport;
  kpis: readonly PackKpi[];
  tables: readonly AnsweredTable[];
  funnels: readonly AnsweredFunnel[];
  /** KPIs and funnels of the view that the reader gets no number of. */
  hidden: number;
}

/** Queries in one request. */
const TOGETHER = 50;

/** What the claims' row filters can't cut isn't for them. */
const NOT_THEIRS = new Set(["row_filter_not_applicable", "member_denied", "member_masked"]);

/**
 * Asks what a view asks, by the same plans and through the same way: under the claims' roles and row filters. What they get no number of is left out and
 * counted; any other fault ends it: a file must not lack a number without saying so.
 * @throws ServerError `role_missing` where nothing is left, and as a query's line
 */
export async function askView(
  server: AskedServer,
  claims: Claims,
  parts: ViewParts,
  filters: ResolvedFilters,
  now: Date,
): Promise<AnsweredView> {
  const [catalog, report] = await Promise.all([server.catalog(claims), server.freshness(claims)]);
  const context: PeriodContext = { now, timeZone: catalog.timeZone };
  const kpisOf = (ids: readonly string[]) => catalog.kpis.filter(({ id }) => ids.includes(id));
  const inOrder = parts.kpis.flatMap((id) => kpisOf([id]));
  const numbers = inOrder.map((kpi) => ({
    plan: planKpi(kpi, filters, context),
    series: planSeries(kpi, filters, {}, context),
  }));
  const tables = parts.tables.flatMap(({ title, kpis: ids, by, order }) => {
    const found = ids.flatMap((id) => kpisOf([id]));
    const plan =
      found.length === ids.length ? planned(() => planKpiRows(found, filters, { by, order }, context)) : null;
    return plan ? [{ title, plan }] : [];
  });
  const funnels = catalog.funnels
    .filter(({ id }) => parts.funnels.includes(id))
    .map((funnel) => planFunnel(funnel, filters, null, context));
  const answers = await askAll(server, claims, [
    ...numbers.flatMap(({ plan, series }) => [plan.query, series.query]),
    ...tables.map(({ plan }) => plan.query),
    ...funnels.map(({ totals }) => totals),
  ]);

  const kpis = numbers.flatMap(({ plan, series }): PackKpi[] => {
    const [number, points] = [answers.get(plan.query), answers.get(series.query)];
    if (!number || !points) return [];
    const { current, previous, comparisonRange, complete, completePeriod, level } = readKpi(plan, number, report);
    return [
      {
        kpi: recordOf(plan.kpi),
        period: plan.currentRange,
        value: current,
        previous,
        previousPeriod: comparisonRange ?? plan.currentRange,
        previousYear: null,
        previousYearPeriod: plan.currentRange,
        complete,
        completePeriod,
        level,
        series: {
          granularity: series.granularity,
          points: readSeries(series, points, context, report).map(({ start, value }) => ({ start, value })),
        },
        ignoredFilters: plan.ignoredFilters,
      },
    ];
  });
  const shownFunnels = funnels.flatMap((plan): AnsweredFunnel[] => {
    const rows = answers.get(plan.totals);
    return rows ? [{ id: plan.funnel.id, steps: readFunnelSteps(plan, rows) }] : [];
  });
  if (kpis.length + shownFunnels.length === 0) {
    throw new ServerError("role_missing", "Your role sees nothing of this view, so there is nothing to write.", {
      members: claims.roles,
    });
  }
  return {
    catalog,
    report,
    kpis,
    tables: tables.flatMap(({ title, plan }): AnsweredTable[] => {
      const rows = answers.get(plan.query);
      return rows ? [{ title, plan, rows: readKpiRows(plan, rows, context, report) }] : [];
    }),
    funnels: shownFunnels,
    hidden: parts.kpis.length + parts.funnels.length - kpis.length - shownFunnels.length,
  };
}

/** Null where the reader can't break these KPIs down so. */
function planned(plan: () => KpiRowsPlan): KpiRowsPlan | null {
  try {
    return plan();
  } catch (error) {
    if (error instanceof CoreError && error.code === "unknown_dimension") return null;
    throw error;
  }
}

type Rows = Extract<LoadLine, { data: unknown }>["data"];

/** Answers by query; none for what isn't the reader's. */
async function askAll(server: AskedServer, claims: Claims, queries: readonly Query[]): Promise<Map<Query, Rows>> {
  const answers = new Map<Query, Rows>();
  for (let from = 0; from < queries.length; from += TOGETHER) {
    const part = queries.slice(from, from + TOGETHER);
    const lines = await server.load(
      part.map((query, index) => ({ id: String(index), query })),
      claims,
    );
    for (const line of lines) {
      const query = part[Number(line.id)];
      if (query && "data" in line) answers.set(query, line.data);
      else if (!("data" in line) && !NOT_THEIRS.has(line.error.code)) {
        throw new ServerError(
          "query_failed",
          `A number of the file couldn't be asked: ${line.error.detail} Nothing was written. Try again.`,
        );
      }
    }
  }
  return answers;
}
