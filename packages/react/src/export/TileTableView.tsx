import { useMemo } from "react";
import { useInterface } from "../components/interface.ts";
import type { TileTable, TileTableRow } from "../components/tileTable.ts";
import { DataTableBody } from "../table/DataTableBody.tsx";
import type { DataColumn } from "../table/dataColumn.ts";
import { cellWords, isRunningRow } from "./cellWords.ts";

/** A tile as a table: sorted by its headers, numbers in words. */
export function TileTableView({ table: given, maxHeight }: { table: TileTable; maxHeight: number }) {
  const { t, format } = useInterface();
  // A tile makes its table anew each time it is drawn; what is in it is seldom another one.
  const key = JSON.stringify(given);
  const table = useMemo(() => JSON.parse(key) as TileTable, [key]);
  const columns = useMemo(() => {
    const running = new Set(table.rows.filter((_, place) => isRunningRow(table, place)));
    return table.columns.map((column, index): DataColumn<TileTableRow> => {
      const isWritten = column.granularity !== undefined || index === 0;
      return {
        ...column,
        value: (row) => row[index] ?? null,
        cell: isWritten
          ? (row) => cellWords(row[index] ?? null, column, index === 0 && running.has(row), format, t)
          : undefined,
      };
    });
  }, [table, format, t]);
  return (
    <DataTableBody title={table.title} rows={table.rows} columns={columns} maxHeight={maxHeight} density="compact" />
  );
}
