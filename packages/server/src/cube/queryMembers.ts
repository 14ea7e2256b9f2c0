import { hiddenMember } from "./classifyError.ts";
import { CubeRuntimeError } from "./errors.ts";

/** Names of the members that exist and of those that this reader may see. */
export interface MemberNames {
  visible: ReadonlySet<string>;
  existing: ReadonlySet<string>;
  /** Of the visible ones, those whose values this reader doesn't see. */
  masked: ReadonlySet<string>;
  /** Of the visible ones, as `/meta` has them. */
  types: ReadonlyMap<string, string>;
}

/**
 * Refuses a query that names a member which doesn't exist or which its reader may not see, wherever it stands. Cube itself refuses only
 * members in the answer: a filter on a hidden dimension would quietly give no rows.
 *
 * @throws CubeRuntimeError `bad_query` or `hidden_member`, naming all such members.
 */
export function assertMembersVisible(query: unknown, names: MemberNames): void {
  const asked = [...new Set(queryMembers(query))];
  const unknown = asked.filter((name) => !names.existing.has(name) && !names.visible.has(name));
  if (unknown.length > 0) {
    const list = unknown.map((name) => `'${name}'`).join(", ");
    throw new CubeRuntimeError("bad_query", `The model has no member ${list}. Check the names against /meta.`, {
      members: unknown,
    });
  }
  const hidden = asked.filter((name) => !names.visible.has(name));
  if (hidden.length > 0) throw hiddenMember(hidden);
}

/**
 * Refuses a query that filters or sorts by what its reader sees only a mask of. Cube 1.7 holds such a filter against the mask, so it
 * wouldn't tell a value; it would answer "nobody" or "everybody", which is wrong, and says so nowhere.
 *
 * @throws CubeRuntimeError `member_masked`, naming all such members.
 */
export function assertMasksHold(query: object, masked: ReadonlySet<string>): void {
  if (masked.size === 0 || !isRecord(query)) return;
  const used = [...list(query, "filters").flatMap(filterMembers), ...orderMembers(query.order)];
  const found = [...new Set(used.filter((name) => masked.has(name)))];
  if (found.length === 0) return;
  const names = found.map((name) => `'${name}'`).join(", ");
  throw new CubeRuntimeError(
    "member_masked",
    `Your roles see a mask of ${names}: it can be shown, not filtered or sorted by.`,
    { members: found },
  );
}

/** Cube leaves an order by what isn't asked for out, and the reader would take the rows for sorted. @throws CubeRuntimeError `bad_query` */
export function assertOrderAsked(query: object): void {
  if (!isRecord(query)) return;
  const asked = new Set([
    ...list(query, "measures").map(memberName),
    ...list(query, "dimensions").map(memberName),
    ...list(query, "timeDimensions")
      .filter((entry) => !isRecord(entry) || typeof entry.granularity === "string")
      .map((entry) => memberName(isRecord(entry) ? entry.dimension : entry)),
  ]);
  const missing = orderMembers(query.order).filter((name) => !asked.has(name));
  if (missing.length === 0) return;
  throw new CubeRuntimeError(
    "bad_query",
    `The order names ${missing.map((name) => `'${name}'`).join(", ")}, which the query doesn't ask for.`,
    { members: missing },
  );
}

/** Parts of Cube's format that carry SQL or undo access policies: its SQL API uses them, a reader may not. */
const SQL_FIELDS = ["subqueryJoins", "joinHints", "maskedMembers"];

/** Every member that a query names: `view.member`, granularity taken off. @throws CubeRuntimeError `bad_query` */
export function queryMembers(query: unknown): string[] {
  if (!isRecord(query)) throw malformed("A query must be an object.");
  for (const key of SQL_FIELDS) {
    if (key in query) throw malformed(`'${key}' is not allowed in a query.`);
  }
  return [
    ...list(query, "measures").map(memberName),
    ...list(query, "dimensions").map(memberName),
    ...list(query, "segments").map(memberName),
    ...list(query, "timeDimensions").map((entry) => memberName(isRecord(entry) ? entry.dimension : entry)),
    ...list(query, "filters").flatMap(filterMembers),
    ...orderMembers(query.order),
  ];
}

function filterMembers(filter: unknown): string[] {
  if (!isRecord(filter)) throw malformed("A filter must be an object.");
  if ("and" in filter) return list(filter, "and").flatMap(filterMembers);
  if ("or" in filter) return list(filter, "or").flatMap(filterMembers);
  return [memberName(filter.member ?? filter.dimension)];
}

function orderMembers(order: unknown): string[] {
  if (order === undefined || order === null) return [];
  if (Array.isArray(order)) return order.map((entry: unknown) => memberName(Array.isArray(entry) ? entry[0] : entry));
  if (isRecord(order)) return Object.keys(order).map(memberName);
  throw malformed("'order' must be a list of [member, direction].");
}

function memberName(value: unknown): string {
  if (typeof value !== "string") throw malformed("A member must be a name like 'view.member'.");
  const [cube, member, granularity, ...rest] = value.split(".");
  if (!cube || !member || granularity === "" || rest.length > 0) {
    throw malformed(`'${value}' is not a member: names look like 'view.member'.`);
  }
  return `${cube}.${member}`;
}

function list(query: Record<string, unknown>, key: string): unknown[] {
  const value = query[key];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw malformed(`'${key}' must be a list.`);
  return value;
}

function malformed(message: string): CubeRuntimeError {
  return new CubeRuntimeError("bad_query", message);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
