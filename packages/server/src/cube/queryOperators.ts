import { OPERATORS, operatorsOf } from "../query/operators.ts";
import { CubeRuntimeError } from "./errors.ts";

/** What Cube takes beside our own operators: other names, and a time that equals a time. */
const ALSO: Record<string, readonly string[]> = {
  string: ["in", "notIn"],
  number: ["in", "notIn"],
  boolean: ["in", "notIn"],
  time: ["equals", "notEquals"],
};

/** `measureFilter` is of Cube's SQL API alone. */
const KNOWN: ReadonlySet<string> = new Set([...OPERATORS, "in", "notIn", "measureFilter"]);

/**
 * Refuses a filter whose operator doesn't go with the type of its member: Cube makes SQL of it all the same, and the database's failure
 * would look like a fault of ours. Operators that nobody knows are left to Cube, which names them.
 *
 * @param typeOf a member's type as `/meta` has it
 * @throws CubeRuntimeError `bad_query`
 */
export function assertOperatorsFit(query: object, typeOf: (member: string) => string | undefined): void {
  const { filters } = query as { filters?: unknown };
  if (Array.isArray(filters)) for (const filter of filters) assertFilter(filter, typeOf);
}

function assertFilter(filter: unknown, typeOf: (member: string) => string | undefined): void {
  if (typeof filter !== "object" || filter === null) return;
  const { and, or, member, dimension, operator } = filter as Record<string, unknown>;
  for (const group of [and, or]) if (Array.isArray(group)) for (const part of group) assertFilter(part, typeOf);
  const name = member ?? dimension;
  if (typeof name !== "string" || typeof operator !== "string") return;
  const type = typeOf(name);
  if (type === undefined) return;
  const allowed = [...operatorsOf(type), ...(ALSO[type] ?? [])];
  if (allowed.includes(operator) || !KNOWN.has(operator)) return;
  throw new CubeRuntimeError(
    "bad_query",
    `${name} is of type ${type} and takes ${allowed.join(", ")}; not ${operator}.`,
    { members: [name] },
  );
}
