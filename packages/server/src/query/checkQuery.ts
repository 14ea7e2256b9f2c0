import type { Query } from "@northstar/core";
import { ServerError } from "../errors.ts";
import { type IndexedMember, readRowFilters, type ViewIndex } from "../model/viewIndex.ts";
import { checkFilters } from "./checkFilters.ts";
import { checkTimeDimensions } from "./checkTimeDimensions.ts";
import { listMembers, type NamedMember } from "./queryMembers.ts";
import type { Refuse } from "./refuse.ts";

/** What a query is held against. */
export interface QueryRules {
  /** What these claims may see. */
  visible: ViewIndex;
  /** What anyone may see: tells a denied member from an unknown one. */
  all: ViewIndex;
}

/**
 * Holds a well-shaped query against the model and the role, before Cube sees it: Cube answers a filter on
 * a hidden dimension with no rows and drops an order it can't place, and neither may pass for an answer.
 * @param path how the query is called in messages, e.g. `queries[0].query`
 * @throws ServerError 400 for what is wrong with the query (`unknown_member`, `unknown_operator`, `date_range_invalid` …), 403 `member_denied`, `member_masked`
 */
export function checkQuery(query: Query, path: string, rules: QueryRules): void {
  const refuse: Refuse = (code, where, why) => {
    const full = where === "" ? path : `${path}.${where}`;
    throw new ServerError(code, `${full}: ${why}`, { members: [full] });
  };
  const named = listMembers(query);
  checkNames(named, path, rules);
  const members = rules.visible.members;
  checkMasks(named, members);
  for (const item of named) checkKind(item, members.get(item.name), refuse);
  checkViews(named, members, path);
  checkRepeats(query, refuse);
  checkFilters(query.filters ?? [], members, refuse);
  checkCuts(named, members, refuse);
  checkTimeDimensions(query.timeDimensions ?? [], refuse);
  checkOrder(query, refuse);
  if (query.timezone !== undefined && !isTimeZone(query.timezone)) {
    refuse(
      "time_zone_invalid",
      "timezone",
      `${JSON.stringify(query.timezone)} is not an IANA zone such as America/Bogota`,
    );
  }
  const grouped = (query.timeDimensions ?? []).some((item) => item.granularity !== undefined);
  if (!query.measures?.length && !query.dimensions?.length && !grouped) {
    refuse("query_empty", "", "it asks for no measure, no dimension and no time dimension with a granularity");
  }
}

function checkNames(named: readonly NamedMember[], path: string, { visible, all }: QueryRules): void {
  const unknown = named.filter(({ name }) => !all.members.has(name) && !visible.members.has(name));
  if (unknown.length > 0) {
    throw new ServerError(
      "unknown_member",
      `${unknown.map((item) => `${path}.${item.path}: there is no ${item.name}`).join("; ")}. The catalogue lists what there is.`,
      { members: distinct(unknown.map(({ name }) => name)) },
    );
  }
  const denied = distinct(named.filter(({ name }) => !visible.members.has(name)).map(({ name }) => name));
  if (denied.length > 0) {
    throw new ServerError(
      "member_denied",
      `Your roles may not see ${denied.join(", ")}. Nothing of this query was answered; ask for a role that may, or leave it out.`,
      { members: denied },
    );
  }
}

/** A mask may be shown. A filter or an order by it would be by the mask: right for no one, and the reader isn't told. */
function checkMasks(named: readonly NamedMember[], members: ViewIndex["members"]): void {
  const used = named.filter(({ name, as }) => (as === "filter" || as === "order") && members.get(name)?.masked);
  if (used.length === 0) return;
  const masked = distinct(used.map(({ name }) => name));
  throw new ServerError(
    "member_masked",
    `Your roles see a mask of ${masked.join(", ")}: it can be shown, not filtered or sorted by.`,
    { members: masked },
  );
}

function checkKind({ name, path, as }: NamedMember, member: IndexedMember | undefined, refuse: Refuse): void {
  if (!member) return;
  if (as === "measure" || as === "dimension" || as === "segment") {
    if (member.kind !== as) refuse("query_invalid", path, `${name} is a ${member.kind}, not a ${as}`);
  } else if (as === "time dimension") {
    if (member.kind !== "dimension" || member.type !== "time")
      refuse("query_invalid", path, `${name} is not a time dimension`);
  } else if (member.kind === "segment") {
    refuse("query_invalid", path, `${name} is a segment; name it in segments`);
  }
}

/** Views aren't joined: two of them in one query would multiply rows, or cut only one of them by the row filters. */
function checkViews(named: readonly NamedMember[], members: ViewIndex["members"], path: string): void {
  const views = distinct(named.flatMap(({ name }) => members.get(name)?.view ?? []));
  if (views.length > 1) {
    throw new ServerError(
      "query_mixes_views",
      `${path}: it mixes the views ${views.join(", ")}. Ask one query a view.`,
      {
        members: views,
      },
    );
  }
}

/** A measure says by which row filters it can be cut; Cube would speak of joins, or count too much. */
function checkCuts(named: readonly NamedMember[], members: ViewIndex["members"], refuse: Refuse): void {
  const isRowFilter = (key: string) => [...members.values()].some((member) => readRowFilters(member)?.includes(key));
  for (const { name, path, as } of named) {
    const key = name.slice(name.indexOf(".") + 1);
    if (as !== "filter" || !isRowFilter(key)) continue;
    const uncut = named.filter((item) => {
      const member = members.get(item.name);
      return member?.kind === "measure" && readRowFilters(member)?.includes(key) === false;
    });
    if (uncut.length > 0) {
      const measures = distinct(uncut.map((item) => item.name)).join(", ");
      refuse("filter_not_applicable", path, `${measures} can't be cut by ${key}; ask without this filter`);
    }
  }
}

function checkRepeats(query: Query, refuse: Refuse): void {
  for (const key of ["measures", "dimensions", "segments"] as const) {
    const list = query[key] ?? [];
    const index = list.findIndex((name, at) => list.indexOf(name) !== at);
    if (index >= 0) refuse("query_invalid", `${key}[${index}]`, `${list[index]} is named twice`);
  }
}

/** Cube leaves an order by something that isn't asked for out; the reader would take the rows for sorted. */
function checkOrder(query: Query, refuse: Refuse): void {
  const asked = new Set([
    ...(query.measures ?? []),
    ...(query.dimensions ?? []),
    ...(query.timeDimensions ?? []).filter((item) => item.granularity !== undefined).map((item) => item.dimension),
  ]);
  const order = query.order ?? [];
  for (const [index, [name]] of order.entries()) {
    if (!asked.has(name)) refuse("order_invalid", `order[${index}]`, `${name} is not among what the query asks for`);
    if (order.findIndex(([other]) => other === name) !== index) {
      refuse("order_invalid", `order[${index}]`, `${name} is named twice`);
    }
  }
}

function isTimeZone(name: string): boolean {
  // Intl also takes offsets such as +05:00, which the warehouses don't.
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function distinct<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}
