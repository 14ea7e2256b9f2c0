import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo, useRef } from "react";
import type { DataColumn } from "./dataColumn.ts";
import { compareKeys, sortKeys } from "./sortKeys.ts";

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
  const isFalling = useRef(defaultSort?.direction === "desc");
  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof FEATURES, Row> => {
        const keys = sortKeys(column, rows, locale);
        return {
          id: column.id,
          accessorFn: (row) => column.value(row),
          // TanStack turns the result round for a falling order: what has no value is last in both. Its own `sortUndefined` reads every
          // value four times a comparison.
          sortFn: (a, b) => compareKeys(keys.at(a.index), keys.at(b.index), isFalling.current ? -1 : 1),
          sortUndefined: false,
          // Numbers begin with the best, texts with the first letter.
          sortDescFirst: !keys.isText && column.polarity !== "down",
        };
      }),
    [columns, rows, locale],
  );
  const table = useTable<typeof FEATURES, Row>({
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
  // Before the rows are asked for, which is when they are sorted.
  isFalling.current = table.state.sorting[0]?.desc ?? false;
  return table;
}

interface Options<Row> {
  rows: readonly Row[];
  columns: readonly DataColumn<Row>[];
  defaultSort: DataSort | undefined;
  rowKey: ((row: Row, index: number) => string) | undefined;
  locale: string;
}
