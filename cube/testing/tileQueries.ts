import {
  type CatalogKpi,
  elapsedRange,
  type PeriodContext,
  planFunnel,
  planKpi,
  planSeries,
  type Query,
  qualify,
  resolveFilters,
} from "@northstar/core";
import { collectFunnels, readKpis } from "../../packages/server/src/model/buildCatalog.ts";
import type { ViewIndex } from "../../packages/server/src/model/viewIndex.ts";

/** A question that a tile of a view asks, as the hooks of the client plan it. */
export interface TileQuery {
  /** `active_professionals, series`. */
  name: string;
  query: Query;
}

/**
 * Every question of the views' tiles: of each KPI its number with what it is compared with, and its series; of each funnel its steps; and both
 * broken down by what the catalogue says. New KPIs come by themselves.
 */
export function tileQueries(index: ViewIndex, context: PeriodContext): TileQuery[] {
  const fail = (where: string, error: Error): never => {
    throw new Error(`${where}: ${error.message}`);
  };
  const filters = resolveFilters();
  return [
    ...[...readKpis(index, fail).values()].flatMap((kpi) => [
      { name: `${kpi.id}, number`, query: planKpi(kpi, filters, context).query },
      { name: `${kpi.id}, series`, query: planSeries(kpi, filters, {}, context).query },
      ...(kpi.dimensions ?? [])
        .map((name) => qualify(name, kpi.measure))
        .map((dimension) => ({
          name: `${kpi.id} by ${shortName(dimension)}`,
          query: breakdownQuery(kpi, dimension, context),
        })),
    ]),
    ...[...collectFunnels(index, fail).values()].flatMap((funnel) => [
      { name: `funnel ${funnel.id}`, query: planFunnel(funnel, filters, null, context).totals },
      ...funnel.breakdowns.flatMap((dimension) => {
        const query = planFunnel(funnel, filters, dimension, context).breakdown?.query;
        return query === undefined ? [] : [{ name: `funnel ${funnel.id} by ${shortName(dimension)}`, query }];
      }),
    ]),
  ];
}

/** The same tiles for a reader who has chosen one country, or whom a token cuts to it, where that can cut them. */
export function tilesOfCountry(tiles: readonly TileQuery[], index: ViewIndex, country: string): TileQuery[] {
  return tiles.flatMap(({ name, query }) => {
    const measure = query.measures?.[0] ?? "";
    const member = qualify("country", measure);
    const rowFilters = index.members.get(measure)?.meta.row_filters;
    if (!Array.isArray(rowFilters) || !rowFilters.includes("country") || query.dimensions?.includes(member)) return [];
    const filters = [...(query.filters ?? []), { member, operator: "equals", values: [country] }];
    return [{ name: `${name}, one country`, query: { ...query, filters } }];
  });
}

/** As the tier table of sponsorship asks: the period so far, largest first. */
function breakdownQuery(kpi: CatalogKpi, dimension: string, context: PeriodContext): Query {
  const period = planKpi(kpi, resolveFilters(), context).period;
  return {
    measures: [kpi.measure],
    dimensions: [dimension],
    timeDimensions: [{ dimension: kpi.timeDimensionMember, dateRange: elapsedRange(period) }],
    order: [[kpi.measure, "desc"]],
    limit: 100,
    timezone: context.timeZone,
  };
}

function shortName(member: string): string {
  return member.slice(member.indexOf(".") + 1);
}
