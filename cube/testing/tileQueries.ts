import {
  type CatalogKpi,
  elapsedRange,
  type PeriodContext,
  planFunnel,
  planKpi,
  planSeries,
  type Query,
  qualify,
  ROW_FILTERS,
  resolveFilters,
} from "@northstar/core";
import type { CubeMeta } from "../../packages/server/src/cube/types.ts";
import { collectFunnels, readKpis } from "../../packages/server/src/model/buildCatalog.ts";
import type { ViewIndex } from "../../packages/server/src/model/viewIndex.ts";

/** A question that a tile of a view asks, as the hooks of the client plan it. */
export interface TileQuery {
  /** `active_professionals, series`. */
  name: string;
  query: Query;
}

/** What is known of each dimension: the cube that it lives in. */
type CubeOfMember = ReadonlyMap<string, string>;

/**
 * Every question of the views' tiles: of each KPI its number with what it is compared with, and its series; of each funnel its steps; and both
 * broken down by what a view breaks them down by: those that the KPI names, else the row filters that can cut it and the
 * dimensions of its own cube. New KPIs come by themselves.
 */
export function tileQueries(index: ViewIndex, meta: CubeMeta, context: PeriodContext): TileQuery[] {
  const cubes = cubeOfMember(meta);
  const fail = (where: string, error: Error): never => {
    throw new Error(`${where}: ${error.message}`);
  };
  const filters = resolveFilters();
  return [
    ...[...readKpis(index, fail).values()].flatMap((kpi) => [
      { name: `${kpi.id}, number`, query: planKpi(kpi, filters, context).query },
      { name: `${kpi.id}, series`, query: planSeries(kpi, filters, {}, context).query },
      ...breakdownsOf(kpi, index, cubes).map((dimension) => ({
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

function breakdownsOf(kpi: CatalogKpi, { members }: ViewIndex, cubes: CubeOfMember): string[] {
  const ofFilters = ROW_FILTERS.filter((key) => kpi.rowFilters?.includes(key)).map((key) => qualify(key, kpi.measure));
  if (kpi.breakdowns)
    return kpi.breakdowns.map((name) => qualify(name, kpi.measure)).filter((name) => members.has(name));
  const view = kpi.measure.split(".", 1)[0] ?? "";
  const ofCube = [...members.values()]
    .filter(({ kind, type, view: own }) => kind === "dimension" && type !== "time" && own === view)
    .filter(({ name }) => cubes.get(name) === cubes.get(kpi.measure))
    .map(({ name }) => name);
  return [...new Set([...ofFilters, ...ofCube])].filter((name) => members.has(name));
}

function cubeOfMember(meta: CubeMeta): CubeOfMember {
  return new Map(
    meta.cubes.flatMap(({ measures, dimensions }) =>
      [...measures, ...dimensions].map(({ name, aliasMember }) => [name, aliasMember?.split(".", 1)[0] ?? ""] as const),
    ),
  );
}

function shortName(member: string): string {
  return member.slice(member.indexOf(".") + 1);
}
