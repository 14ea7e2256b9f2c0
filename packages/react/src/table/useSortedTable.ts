import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  type SortFn,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import { cellComparer } from "./compareCells.ts";
import type { CellValue, DataColumn } from "./dataColumn.ts";

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
  const definitions = useMemo(() => {
    const compare = cellComparer(locale);
    const sortFn: SortFn<typeof FEATURES, Row> = (a, b, id) =>
      compare(a.getValue<CellValue>(id), b.getValue<CellValue>(id));
    return columns.map(
      (column): ColumnDef<typeof FEATURES, Row> => ({
        id: column.id,
        // Undefined and not null: that is what TanStack puts last in both directions.
        accessorFn: (row) => column.value(row) ?? undefined,
        sortFn,
        sortUndefined: "last",
        sortDescFirst: startsDescending(column, rows),
      }),
    );
  }, [columns, rows, locale]);
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

/** Numbers begin with the best, texts with the first letter. */
function startsDescending<Row>(column: DataColumn<Row>, rows: readonly Row[]): boolean {
  const first = rows.slice(0, 100).find((row) => column.value(row) !== null);
  return first !== undefined && typeof column.value(first) === "number" && column.polarity !== "down";
}

interface Options<Row> {
  rows: readonly Row[];
  columns: readonly DataColumn<Row>[];
  defaultSort: DataSort | undefined;
  rowKey: ((row: Row, index: number) => string) | undefined;
  locale: string;
}
