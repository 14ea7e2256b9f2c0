import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import type { DataColumn } from "./dataColumn.ts";
import { rankTexts } from "./rankTexts.ts";

// Marked, so that bundlers leave it out where no table is drawn.
const FEATURES = /* @__PURE__ */ tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: /* @__PURE__ */ createSortedRowModel(),
});

/** One column, one direction. */
export interface DataSort {
  /** Id of the column. */
  id: string;
  direction: "asc" | "desc";
}

/** The order and the columns of a table: TanStack Table without any of its markup. */
export function useSortedTable<Row extends object>({ rows, columns, defaultSort, rowKey, locale }: Options<Row>) {
  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof FEATURES, Row> => {
        const { isText, toKey } = sortKeys(column, rows, locale);
        return {
          id: column.id,
          accessorFn: toKey,
          sortFn: BY_KEY,
          sortUndefined: "last",
          // Numbers begin with the best, texts with the first letter.
          sortDescFirst: !isText && column.polarity !== "down",
        };
      }),
    [columns, rows, locale],
  );
  return useTable<typeof FEATURES, Row>({
    features: FEATURES,
    columns: definitions,
    data: rows,
    ...(rowKey && { getRowId: rowKey }),
    initialState: {
      sorting: defaultSort ? [{ id: defaultSort.id, desc: defaultSort.direction === "desc" }] : [],
      columnVisibility: Object.fromEntries(columns.map(({ id, isHidden }) => [id, !isHidden])),
    },
    // A third click would bring back an order that no header shows.
    enableSortingRemoval: false,
    enableMultiSort: false,
  });
}

const BY_KEY = (a: { getValue<T>(id: string): T }, b: { getValue<T>(id: string): T }, id: string): number =>
  a.getValue<number>(id) - b.getValue<number>(id);

/**
 * What a column's rows are sorted by: the number, or the text's place among the column's texts, found when it is first asked for.
 * Undefined for what has no value: that is what TanStack puts last in both directions.
 */
function sortKeys<Row>(column: DataColumn<Row>, rows: readonly Row[], locale: string) {
  const first = rows.find((row) => column.value(row) !== null);
  const isText = first !== undefined && typeof column.value(first) === "string";
  if (!isText) {
    const toKey = (row: Row) => {
      const value = column.value(row);
      return typeof value === "number" && !Number.isNaN(value) ? value : undefined;
    };
    return { isText, toKey };
  }
  let ranks: ReadonlyMap<string, number> | null = null;
  const textOf = (row: Row) => {
    const value = column.value(row);
    return value === null ? null : String(value);
  };
  const toKey = (row: Row) => {
    ranks ??= rankTexts(
      rows.map(textOf).filter((text) => text !== null),
      locale,
    );
    const text = textOf(row);
    return text === null ? undefined : ranks.get(text);
  };
  return { isText, toKey };
}

interface Options<Row> {
  rows: readonly Row[];
  columns: readonly DataColumn<Row>[];
  defaultSort: DataSort | undefined;
  rowKey: ((row: Row, index: number) => string) | undefined;
  locale: string;
}
