import { useMemo } from "react";
import type { TileTable } from "../components/tileTable.ts";
import { DataTable } from "../table/DataTable.tsx";
import type { DataColumn } from "../table/dataColumn.ts";

type Cells = TileTable["rows"][number];

/** A tile as a table: sorted by its headers, numbers in words. */
export function TileTableView({ table, maxHeight }: { table: TileTable; maxHeight: number }) {
  const { title, columns, rows } = table;
  // A tile makes its table anew each time it is drawn; what is in it is seldom another one.
  const key = JSON.stringify(columns);
  const definitions = useMemo(
    () =>
      (JSON.parse(key) as typeof columns).map(
        (column, index): DataColumn<Cells> => ({ ...column, value: (row) => row[index] ?? null }),
      ),
    [key],
  );
  return <DataTable title={title} rows={rows} columns={definitions} maxHeight={maxHeight} density="compact" />;
}
