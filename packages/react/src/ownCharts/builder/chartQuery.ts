import type { Query } from "@cubejs-client/core";
import { type Granularity, qualify } from "@northstar/core";
import { type ChartCatalog, type ChartSpec, findMeasure, shortName } from "@northstar/core/own-charts";

/** What of a spec the query builder holds: measures, dimensions and the grain. The rest it has no form for. */
export type QueryPart = Pick<ChartSpec, "measures" | "dimensions" | "grain">;

/** A spec's part in Cube's form. Names that these roles don't see stay as they are: the builder calls them missing. */
export function toQuery(
  { measures, dimensions, grain }: QueryPart,
  catalog: Pick<ChartCatalog, "kpis" | "funnels">,
): Query {
  const found = measures.map((name) => findMeasure(name, catalog)?.measure ?? null);
  const first = found.find((measure) => measure !== null);
  return {
    measures: measures.map((name, index) => found[index]?.measure ?? name),
    dimensions: first ? dimensions.map((name) => qualify(name, first.measure)) : [...dimensions],
    ...(first && grain !== null && { timeDimensions: [{ dimension: first.timeDimensionMember, granularity: grain }] }),
  };
}

/**
 * The part of a spec that a query in Cube's form is. What was in it before keeps the name that it had there: an earlier name of a KPI is
 * for its reader to change, not for the form.
 */
export function fromQuery(
  query: Query,
  catalog: Pick<ChartCatalog, "kpis" | "funnels">,
  before: Pick<ChartSpec, "measures">,
): QueryPart {
  const { measures = [], dimensions = [], timeDimensions = [] } = query;
  const names = new Map(before.measures.map((name) => [findMeasure(name, catalog)?.measure.measure ?? name, name]));
  return {
    measures: measures.map((member) => names.get(member) ?? findMeasure(member, catalog)?.measure.id ?? member),
    dimensions: dimensions.map(shortName),
    grain: (timeDimensions[0]?.granularity as Granularity | undefined) ?? null,
  };
}
