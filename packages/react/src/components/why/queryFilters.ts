import type { MemberFilter, Query, QueryFilter } from "@northstar/core";

/** Values that a query is cut to, by member; null stands among them for rows without a value. */
export interface AppliedFilter {
  member: string;
  values: readonly (string | null)[];
}

/** Reads the filters that a query was asked with, as `valueFilters` writes them. */
export function appliedFilters({ filters = [] }: Query): AppliedFilter[] {
  const byMember = new Map<string, (string | null)[]>();
  for (const { member, operator, values = [] } of filters.flatMap(flatten)) {
    const known = byMember.get(member) ?? [];
    byMember.set(member, [...known, ...(operator === "notSet" ? [null] : values)]);
  }
  return [...byMember].map(([member, values]) => ({ member, values }));
}

function flatten(filter: QueryFilter): readonly MemberFilter[] {
  if ("and" in filter) return filter.and.flatMap(flatten);
  if ("or" in filter) return filter.or.flatMap(flatten);
  return [filter];
}
