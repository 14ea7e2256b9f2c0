import { findKpi } from "../findKpi.ts";
import type { Catalog, CatalogFunnel, CatalogKpi, KpiAlias } from "../kpi.ts";
import type { ChartMeasure } from "./types.ts";

/** What of the catalogue charts go by. */
export type ChartCatalog = Pick<Catalog, "kpis" | "denied" | "funnels" | "deniedFunnels" | "dimensionTitles">;

/** A measure by its name or one that it had: then `alias` says which. */
export interface FoundMeasure {
  measure: ChartMeasure;
  alias: KpiAlias | null;
}

/** Finds what a spec names: a KPI's id, or the member of any view that shows it, or of a funnel's step. Null when these roles see none. */
export function findMeasure(name: string, catalog: Pick<ChartCatalog, "kpis" | "funnels">): FoundMeasure | null {
  const found = findKpi(catalog.kpis, name);
  if (found) return { measure: found.kpi, alias: found.alias };
  if (!name.includes(".")) return null;
  for (const measure of [...catalog.kpis, ...funnelMeasures(catalog.funnels)]) {
    if (measure.measure === name || measure.alsoIn?.some((place) => place.measure === name))
      return { measure, alias: null };
  }
  // A member that was renamed: its short name is one that the KPI had.
  const former = findKpi(catalog.kpis, shortName(name));
  return former?.alias ? { measure: former.kpi, alias: former.alias } : null;
}

/** All that can be put into a chart, KPIs first, in the catalogue's order. */
export function chartMeasures(catalog: Pick<ChartCatalog, "kpis" | "funnels">): readonly ChartMeasure[] {
  const known = new Set(
    catalog.kpis.flatMap(({ measure, alsoIn = [] }) => [measure, ...alsoIn.map((place) => place.measure)]),
  );
  return [...catalog.kpis, ...funnelMeasures(catalog.funnels).filter(({ measure }) => !known.has(measure))];
}

/** Steps of funnels as measures: people, by the funnel's date and breakdowns. */
function funnelMeasures(funnels: readonly CatalogFunnel[]): CatalogKpi[] {
  return funnels.flatMap(({ steps, timeDimensionMember, breakdowns, sources, sloSeconds, owner, roles, definition }) =>
    steps.map(({ title, measure }) => ({
      id: measure,
      version: 1,
      title,
      definition,
      unit: "people" as const,
      polarity: "up" as const,
      grain: "month" as const,
      owner: owner ?? "",
      sloSeconds,
      sources,
      roles: roles ?? [],
      timeDimension: shortName(timeDimensionMember),
      timeDimensionMember,
      measure,
      dimensions: breakdowns.map(shortName),
    })),
  );
}

/** A member's name without its view. */
export function shortName(member: string): string {
  return member.slice(member.indexOf(".") + 1);
}
