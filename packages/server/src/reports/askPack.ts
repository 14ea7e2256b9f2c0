import {
  type Catalog,
  type Claims,
  type FreshnessReport,
  type LoadLine,
  type LoadRequest,
  type PackKpi,
  type PackPeriod,
  planPack,
  readPackKpi,
} from "@northstar/core";
import { ServerError } from "../errors.ts";

/** The server, as far as reviews ask it. */
export interface Asked {
  catalog(claims: Claims): Promise<Catalog>;
  freshness(claims: Claims): Promise<FreshnessReport>;
  load(queries: LoadRequest["queries"], claims: Claims): Promise<LoadLine[]>;
}

/** KPIs asked in one request: two queries each. */
const TOGETHER = 50;

/** What the claims' row filters can't cut isn't for them. */
const NOT_THEIRS = new Set(["row_filter_not_applicable", "member_denied", "member_masked"]);

export interface AskedPack {
  kpis: PackKpi[];
  catalog: Catalog;
  report: FreshnessReport;
}

/**
 * Asks the numbers of a review as the claims see them, through the same way as a view. A KPI that these claims get no number of is left out; any other
 * fault ends it: a review must not lack a number without saying so.
 * @param only ids to ask for, all that the claims see when left out
 * @throws ServerError as a query's line, and as `catalog`
 */
export async function askPack(
  server: Asked,
  claims: Claims,
  period: PackPeriod,
  values: Readonly<Record<string, readonly string[]>>,
  now: Date,
  only?: ReadonlySet<string>,
): Promise<AskedPack> {
  const [catalog, report] = await Promise.all([server.catalog(claims), server.freshness(claims)]);
  const context = { now, timeZone: catalog.timeZone };
  const asked = catalog.kpis.filter(({ id }) => only?.has(id) ?? true);
  const plans = planPack(period, asked, values, context);
  const lines = new Map<string, LoadLine>();
  for (let from = 0; from < plans.length; from += TOGETHER) {
    const queries = plans.slice(from, from + TOGETHER).flatMap(({ kpi, query, series }) => [
      { id: `${kpi.id} numbers`, query },
      { id: `${kpi.id} series`, query: series.query },
    ]);
    for (const line of await server.load(queries, claims)) lines.set(line.id, line);
  }
  const kpis = plans.flatMap((plan): PackKpi[] => {
    const numbers = rowsOf(lines.get(`${plan.kpi.id} numbers`));
    const series = rowsOf(lines.get(`${plan.kpi.id} series`));
    return numbers && series ? [readPackKpi(plan, { numbers, series }, context, report)] : [];
  });
  return { kpis, catalog, report };
}

/** Null where the claims may not have them. */
function rowsOf(line: LoadLine | undefined) {
  if (line && "data" in line) return line.data;
  if (line && NOT_THEIRS.has(line.error.code)) return null;
  throw new ServerError(
    "query_failed",
    `A number of the review couldn't be asked${line ? `: ${line.error.detail}` : "."} Nothing was kept. Try again.`,
  );
}
