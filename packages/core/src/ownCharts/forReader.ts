import type { ReaderAccess } from "../kpi.ts";
import { checkSpec } from "./checkSpec.ts";
import { type ChartCatalog, shortName } from "./findMeasure.ts";
import type { ChartProblem, ChartSpec } from "./types.ts";

/**
 * A chart as it may be handed to a reader: a filter's values are data, so those of a dimension that the reader doesn't see, and those beyond the
 * reader's own row filters, stay behind. A chart that lost all values of a filter is another chart: it has a problem and isn't drawn.
 */
export function specForReader(
  spec: ChartSpec,
  catalog: ChartCatalog,
  filters: ReaderAccess["filters"],
): { spec: ChartSpec; problems: ChartProblem[] } {
  const seen = new Set([
    ...catalog.kpis.flatMap(({ dimensions = [], alsoIn = [] }) => [
      ...dimensions,
      ...alsoIn.flatMap((place) => place.dimensions ?? []),
    ]),
    ...catalog.funnels.flatMap(({ breakdowns }) => breakdowns.map(shortName)),
  ]);
  const kept: Record<string, readonly string[]> = {};
  const lost: ChartProblem[] = [];
  for (const [name, values] of Object.entries(spec.filters)) {
    const own = filters[shortName(name)];
    kept[name] = seen.has(shortName(name)) ? values.filter((value) => !own || own.includes(value)) : [];
    if (kept[name].length === 0) lost.push({ kind: "unknown", path: `filters.${name}`, name });
  }
  const shown = { ...spec, filters: kept };
  const paths = new Set(lost.map(({ path }) => path));
  return { spec: shown, problems: [...lost, ...checkSpec(shown, catalog).filter(({ path }) => !paths.has(path))] };
}
