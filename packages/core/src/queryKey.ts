import type { Query } from "./query.ts";

/**
 * A text that is the same for queries that must have the same answer: parts left out or empty, and the order of measures,
 * dimensions, segments, filters and a filter's values don't count; the order of time dimensions, ranges and `order` does.
 * Where a query with dimensions says no order, its measures and dimensions say it: rows then come sorted by the first of them, and
 * a limit keeps others.
 */
export function queryKey(query: Query): string {
  const { measures, dimensions, ...rest } = query;
  if (!dimensions?.length || query.order?.length) return JSON.stringify(normalize(query, ""));
  return JSON.stringify(normalize({ ...rest, sorted: [measures ?? [], dimensions] }, ""));
}

const UNORDERED = new Set(["measures", "dimensions", "segments", "filters", "values", "and", "or"]);

function normalize(value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => normalize(item, ""));
    if (!UNORDERED.has(name)) return items;
    return items.map((item) => JSON.stringify(item)).sort();
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined && !(Array.isArray(part) && part.length === 0))
      .sort(([first], [second]) => (first < second ? -1 : 1))
      .map(([key, part]) => [key, normalize(part, key)]),
  );
}
