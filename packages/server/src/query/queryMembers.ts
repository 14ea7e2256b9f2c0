import type { MemberFilter, Query, QueryFilter } from "@northstar/core";

/** A member as a query names it: where, and as what. */
export interface NamedMember {
  name: string;
  /** `measures[0]`, `filters[1].or[0].member` … */
  path: string;
  as: "measure" | "dimension" | "segment" | "time dimension" | "filter" | "order";
}

/** A filter on one member with its place in the query. */
export interface NamedFilter {
  filter: MemberFilter;
  path: string;
}

/** Every member that a query names, wherever it does: nothing can be asked for, filtered or sorted by outside this list. */
export function listMembers(query: Query): NamedMember[] {
  const plain = (names: readonly string[] | undefined, key: string, as: NamedMember["as"]): NamedMember[] =>
    (names ?? []).map((name, index) => ({ name, path: `${key}[${index}]`, as }));
  return [
    ...plain(query.measures, "measures", "measure"),
    ...plain(query.dimensions, "dimensions", "dimension"),
    ...plain(query.segments, "segments", "segment"),
    ...(query.timeDimensions ?? []).map(({ dimension }, index) => ({
      name: dimension,
      path: `timeDimensions[${index}].dimension`,
      as: "time dimension" as const,
    })),
    ...listFilters(query.filters ?? []).map(({ filter, path }) => ({
      name: filter.member,
      path: `${path}.member`,
      as: "filter" as const,
    })),
    ...(query.order ?? []).map(([name], index) => ({ name, path: `order[${index}]`, as: "order" as const })),
  ];
}

/** The filters on members, out of their groups. */
export function listFilters(filters: readonly QueryFilter[], path = "filters"): NamedFilter[] {
  return filters.flatMap((filter, index) => {
    const own = `${path}[${index}]`;
    if ("and" in filter) return listFilters(filter.and, `${own}.and`);
    if ("or" in filter) return listFilters(filter.or, `${own}.or`);
    return [{ filter, path: own }];
  });
}
