import { contentId } from "../sources/hashing.ts";
import { booleanOf, isObject, type JsonObject, textOf } from "../sources/values.ts";

/** Rows of a sheet by their key, as they were when they came last. */
export type SheetRows = Readonly<Record<string, JsonObject>>;

export interface SheetChanges {
  /** Rows that are new, or other than they were, and rows that are gone, with `_deleted`. */
  changed: JsonObject[];
  rows: SheetRows;
}

/**
 * What changed between two states of a sponsorship sheet. A row is known by its `external_id`, or where it has none by all that it says, so
 * that changing such a row is taking one out and putting another in. Two rows with one `external_id` that say different things can't both
 * be true: the second is marked so that it is set aside.
 */
export function sheetChanges(before: SheetRows, given: readonly JsonObject[]): SheetChanges {
  const rows: Record<string, JsonObject> = {};
  const changed: JsonObject[] = [];
  for (const row of given) {
    const id = textOf(row.external_id);
    const key = id === null ? `row:${hashOf(row)}` : `id:${id}`;
    const known = rows[key];
    if (known !== undefined) {
      if (hashOf(known) !== hashOf(row)) changed.push({ ...row, kind: "duplicate external_id" });
      continue;
    }
    rows[key] = row;
    const old = before[key];
    if (old === undefined || hashOf(old) !== hashOf(row)) changed.push(row);
  }
  // Before what is new: a row that says the same in other words is the same entry.
  const gone = Object.entries(before).filter(([key]) => !Object.hasOwn(rows, key));
  return { changed: [...gone.map(([, row]) => ({ ...row, _deleted: "true" })), ...changed], rows };
}

/** Whatever the order of the columns. */
function hashOf(row: JsonObject): string {
  const keys = Object.keys(row).sort();
  return contentId(...keys.flatMap((key) => (textOf(row[key]) === null ? [] : [key, textOf(row[key])])));
}

/** Rows of a kind that this keeps account of: not those of a monthly snapshot, which are entries of the month in which they come. */
export function isEntryRow(row: unknown): row is JsonObject {
  return isObject(row) && row.sponsor_key === undefined && booleanOf(row._deleted) !== true;
}
