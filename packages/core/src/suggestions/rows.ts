import type { Claims } from "../claims.ts";
import type { SuggestionAnchor } from "./types.ts";

/** The rows that something is about: dimension (without the view) → values; a dimension that isn't named is not cut. */
export type SuggestionRows = Readonly<Record<string, readonly string[]>>;

/**
 * The rows that a suggestion is about: what its author sees, cut by the filters of its anchor.
 * @returns null when nothing is left of them
 */
export function suggestionRows(anchor: SuggestionAnchor, filters: Claims["filters"]): SuggestionRows | null {
  const rows = new Map<string, readonly string[]>();
  for (const [key, values] of Object.entries(filters)) if (values) rows.set(key, [...values]);
  if (anchor.kind === "tile") {
    for (const [name, chosen] of Object.entries(anchor.values)) {
      if (chosen.length === 0) continue;
      const key = name.slice(name.indexOf(".") + 1);
      const seen = rows.get(key);
      rows.set(key, seen ? chosen.filter((value) => seen.includes(value)) : [...chosen]);
    }
  }
  return [...rows.values()].some((values) => values.length === 0) ? null : Object.fromEntries(rows);
}

/**
 * Whether a reader sees all the rows that a suggestion is about. A reader who is cut by a dimension that those rows aren't cut by doesn't:
 * a text about all countries may tell of the others.
 */
export function seesRows(rows: SuggestionRows, filters: Claims["filters"]): boolean {
  return Object.entries(filters).every(([key, allowed]) => {
    if (!allowed) return true;
    const values = rows[key];
    return values !== undefined && values.length > 0 && values.every((value) => allowed.includes(value));
  });
}
