import { CubeRuntimeError } from "./errors.ts";

/** Filters in groups in groups need a quarter of it; Cube walks a query recursively. */
const MAX_DEPTH = 40;

/** Values of anything but filter values, in a whole request. */
const MAX_PARTS = 5_000;

/** Entries of a list that Cube makes SQL from: members, filters of a group, queries blended. */
const MAX_ENTRIES = 100;

const MAX_QUERIES = 20;

/** Of all filters together. */
const MAX_FILTER_VALUES = 20_000;

/** Lists that Cube's planner makes SQL from with the event loop standing still: thousands of members or queries take it a minute. */
const LIMITED = new Set(["measures", "dimensions", "segments", "timeDimensions", "filters", "order", "and", "or"]);

/**
 * Refuses what no reader means and Cube would take: a query of thousands of parts or levels, a group that filters nothing, a key that
 * names a prototype, text that a database cuts off. Looks at any JSON, level by level, before anything recursive does.
 *
 * @param input a query or a list of them, as it came
 * @throws CubeRuntimeError `bad_query`
 */
export function assertShape(input: unknown): void {
  if (Array.isArray(input) && input.length > MAX_QUERIES)
    throw refused(`At most ${MAX_QUERIES} queries are taken together.`);
  let level: unknown[] = [input];
  let parts = 0;
  let filterValues = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw refused(`The query is nested deeper than ${MAX_DEPTH} levels.`);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === "string") assertText(value);
      if (typeof value !== "object" || value === null) continue;
      if (!Array.isArray(value)) assertKeys(value);
      for (const [key, part] of Object.entries(value)) {
        if (key === "values" && Array.isArray(part)) filterValues += part.length;
        next.push(part);
      }
    }
    parts += next.length;
    if (filterValues > MAX_FILTER_VALUES) throw refused(`The filters have more than ${MAX_FILTER_VALUES} values.`);
    if (parts > MAX_PARTS + filterValues) throw refused(`The query has more than ${MAX_PARTS} parts.`);
    level = next;
  }
}

function assertKeys(part: object): void {
  for (const [key, value] of Object.entries(part)) {
    if (key === "__proto__") throw refused("'__proto__' is not allowed in a query.");
    if (key === "compareDateRange" && value !== null && !Array.isArray(value)) {
      throw refused("'compareDateRange' must be a list of date ranges.");
    }
    const size = sizeOf(value);
    if (LIMITED.has(key) && size > MAX_ENTRIES)
      throw refused(`'${key}' has ${size} entries; at most ${MAX_ENTRIES} are taken.`);
    if ((key === "and" || key === "or") && Array.isArray(value) && size === 0) {
      throw refused(`An empty '${key}' filters nothing. Leave it out.`);
    }
  }
}

/** NUL ends a string in some drivers, and half a surrogate pair is no text at all: the filter would be another than was asked. */
function assertText(value: string): void {
  if (value.includes("\u0000") || /\p{Surrogate}/u.test(value))
    throw refused("A text in the query is not well-formed.");
}

function sizeOf(value: unknown): number {
  return typeof value === "object" && value !== null ? Object.keys(value).length : 0;
}

function refused(message: string): CubeRuntimeError {
  return new CubeRuntimeError("bad_query", message);
}
