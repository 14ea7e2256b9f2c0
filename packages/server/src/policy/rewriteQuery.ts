import type { Claims, MemberFilter, Query, QueryFilter } from "@northstar/core";
import { ServerError } from "../errors.ts";
import { type IndexedMember, readRowFilters, type ViewIndex } from "../model/viewIndex.ts";
import { listMembers } from "../query/queryMembers.ts";

/** Dimension of every view that holds the tenant of a row. */
const TENANT_DIMENSION = "tenant";

/**
 * Adds to a query what its reader's token cuts: the tenant always, and each row filter in force. Fails closed:
 * a query that can't be cut is refused rather than answered whole. A query that has the filters already is left
 * as it is, so the policy may be applied on several ways to Cube and holds exactly once.
 * @param index the public views of the model, whatever the role
 * @throws ServerError `unknown_member` for what is in no public view, `row_filter_not_applicable` (403) when a row filter, or the tenant, can't cut a member asked
 */
export function rewriteQuery<Q extends Query>(query: Q, claims: Claims, index: ViewIndex): Q {
  const members = resolveMembers(query, index);
  const views = [...new Set(members.map(({ view }) => view))];
  const keys = Object.keys(claims.filters).filter((key) => claims.filters[key] !== undefined);
  for (const key of keys) checkCut(key, members);
  const added = views.flatMap((view) => [
    cutBy(view, TENANT_DIMENSION, [claims.tenant], index),
    ...keys.map((key) => cutBy(view, key, claims.filters[key] ?? [], index)),
  ]);
  const present = query.filters ?? [];
  const missing = added.filter((filter) => !present.some((other) => isSame(other, filter)));
  return missing.length === 0 ? query : { ...query, filters: [...present, ...missing] };
}

function resolveMembers(query: Query, index: ViewIndex): IndexedMember[] {
  const members: IndexedMember[] = [];
  const unknown: string[] = [];
  for (const { name } of listMembers(query)) {
    const member = typeof name === "string" ? index.members.get(memberOf(name)) : undefined;
    if (member) members.push(member);
    else unknown.push(String(name));
  }
  if (unknown.length > 0 || members.length === 0) {
    throw new ServerError(
      "unknown_member",
      `There is no ${unknown.join(", ") || "member in the query"} in a public view.`,
      {
        members: unknown,
      },
    );
  }
  return members;
}

/** Cube also writes a time dimension with its granularity behind a second dot. */
function memberOf(name: string): string {
  return name.split(".", 2).join(".");
}

/** A measure says which keys can cut it; one that doesn't say is cut by none. A dimension is cut by all unless it says otherwise. */
function checkCut(key: string, members: readonly IndexedMember[]): void {
  const uncut = members.filter((member) => {
    const declared = readRowFilters(member);
    return declared ? !declared.includes(key) : member.kind === "measure";
  });
  if (uncut.length === 0) return;
  // A reader knows the measure they asked for; the date it is by tells them nothing.
  const measures = uncut.filter(({ kind }) => kind === "measure");
  throw notApplicable(key, [...new Set((measures.length > 0 ? measures : uncut).map(({ name }) => name))]);
}

function cutBy(view: string, dimension: string, values: readonly string[], index: ViewIndex): MemberFilter {
  const member = `${view}.${dimension}`;
  if (index.members.get(member)?.kind !== "dimension") throw noDimension(view, dimension);
  if (values.length === 0) throw notApplicable(dimension, [member]);
  return { member, operator: "equals", values: [...values] };
}

function noDimension(view: string, dimension: string): ServerError {
  return new ServerError(
    "row_filter_not_applicable",
    `The view ${view} has no dimension ${dimension}, by which your access is limited, so it is refused rather than shown whole. The model must include it in the view.`,
    { members: [`${view}.${dimension}`] },
  );
}

function notApplicable(key: string, members: readonly string[]): ServerError {
  return new ServerError(
    "row_filter_not_applicable",
    `Your access is limited by ${key}, and ${members.join(", ")} can't be limited so. It is refused rather than shown whole.`,
    { members },
  );
}

function isSame(other: QueryFilter, filter: MemberFilter): boolean {
  return (
    "member" in other &&
    other.member === filter.member &&
    other.operator === filter.operator &&
    other.values?.length === filter.values?.length &&
    (other.values ?? []).every((value, at) => value === filter.values?.[at])
  );
}
