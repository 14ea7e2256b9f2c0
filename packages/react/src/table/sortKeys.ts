import type { DataColumn } from "./dataColumn.ts";
import { rankTexts } from "./rankTexts.ts";

/** A column's rows as numbers that sort as the column does, one for each row in the order given; NaN for what has no value. */
export interface SortKeys {
  isText: boolean;
  /** Found when it is first asked for, and kept: 100,000 rows are sorted by looking numbers up. */
  at(index: number): number;
}

/** Keys of a column: its numbers, or the places of its texts in the language's order. What the first value is, the column is. */
export function sortKeys<Row>(column: DataColumn<Row>, rows: readonly Row[], locale: string): SortKeys {
  const first = rows.find((row) => column.value(row) !== null);
  const isText = first !== undefined && typeof column.value(first) === "string";
  let keys: Float64Array | null = null;
  const find = () => (isText ? textKeys(column, rows, locale) : numberKeys(column, rows));
  return {
    isText,
    at: (index) => {
      keys ??= find();
      return keys[index] ?? Number.NaN;
    },
  };
}

/** Orders two keys, rising; `nulls` is 1 to have those without a value behind, -1 to have them in front. */
export function compareKeys(a: number, b: number, nulls: 1 | -1): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : nulls;
  return Number.isNaN(b) ? -nulls : a - b;
}

function numberKeys<Row>(column: DataColumn<Row>, rows: readonly Row[]): Float64Array {
  return Float64Array.from(rows, (row) => {
    const value = column.value(row);
    return typeof value === "number" ? value : Number.NaN;
  });
}

function textKeys<Row>(column: DataColumn<Row>, rows: readonly Row[], locale: string): Float64Array {
  const texts = rows.map((row) => {
    const value = column.value(row);
    return value === null ? null : String(value);
  });
  const ranks = rankTexts(
    texts.filter((text) => text !== null),
    locale,
  );
  return Float64Array.from(texts, (text) => (text === null ? Number.NaN : (ranks.get(text) ?? Number.NaN)));
}
