import type { Values } from "./askNumbers.ts";

/** Old and new side by side. */
export interface ComparedValue {
  old: number | null;
  new: number | null;
  /** new − old; null where one of them is missing. */
  difference: number | null;
  /** Difference ÷ |old| as a fraction; null where old is missing or 0. */
  relative: number | null;
}

export interface ComparedRow extends ComparedValue {
  key: string;
}

export interface ComparedValues {
  total: ComparedValue;
  byMonth: readonly ComparedRow[];
  byDimension: readonly ComparedRow[];
}

/** Months in order; the values of the dimension with the largest first. */
export function compareValues(before: Values | null, after: Values | null): ComparedValues {
  const rowsOf = (list: "byMonth" | "byDimension"): ComparedRow[] =>
    [...new Set([...(before?.[list].keys() ?? []), ...(after?.[list].keys() ?? [])])].map((key) => ({
      key,
      ...compare(before?.[list].get(key) ?? null, after?.[list].get(key) ?? null),
    }));
  const size = (row: ComparedRow) => Math.max(Math.abs(row.old ?? 0), Math.abs(row.new ?? 0));
  return {
    total: compare(before?.total ?? null, after?.total ?? null),
    byMonth: rowsOf("byMonth").sort((a, b) => (a.key < b.key ? -1 : 1)),
    byDimension: rowsOf("byDimension").sort((a, b) => size(b) - size(a) || (a.key < b.key ? -1 : 1)),
  };
}

function compare(before: number | null, after: number | null): ComparedValue {
  const difference = before === null || after === null ? null : after - before;
  const relative = difference === null || before === null || before === 0 ? null : difference / Math.abs(before);
  return { old: before, new: after, difference, relative };
}
