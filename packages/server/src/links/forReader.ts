import {
  type CatalogKpi,
  drillFromSearch,
  drillToSearch,
  type Filters,
  filtersFromSearch,
  filtersToSearch,
} from "@northstar/core";

type Values = NonNullable<Filters["values"]>;

/**
 * A link's search without the filters of dimensions that cut nothing its reader sees: neither their values nor their names are for them.
 * @returns the search, and how many dimensions were left out
 */
export function searchForReader(
  search: string,
  kpis: readonly Pick<CatalogKpi, "dimensions">[],
): { search: string; dropped: number } {
  const known = new Set(kpis.flatMap(({ dimensions = [] }) => dimensions.map(shortName)));
  const dropped = new Set<string>();
  const keep = (values: Values): Values =>
    Object.fromEntries(
      Object.entries(values).filter(([dimension]) => {
        const isKnown = known.has(shortName(dimension));
        if (!isKnown) dropped.add(shortName(dimension));
        return isKnown;
      }),
    );
  const filters = filtersFromSearch(search);
  const drill = drillFromSearch(search);
  const kept = filtersToSearch({ ...filters, values: keep(filters.values ?? {}) });
  if (!drill) return { search: kept, dropped: dropped.size };
  const { values, filters: tile } = drill;
  const ownDrill = {
    ...drill,
    ...(values && { values: keep(values) }),
    ...(tile && { filters: { ...tile, ...(tile.values && { values: keep(tile.values) }) } }),
  };
  return { search: drillToSearch(ownDrill, kept), dropped: dropped.size };
}

function shortName(dimension: string): string {
  return dimension.slice(dimension.indexOf(".") + 1);
}
