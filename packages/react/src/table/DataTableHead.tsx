import { tableTexts } from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import type { ColumnShape, DataColumn } from "./dataColumn.ts";
import { ROLES } from "./roles.ts";

/** The header row: each title is a button that sorts by its column, and turns the order round when it already does. */
export function DataTableHead<Row>({ columns, shapes, sort, isVirtual, onSort }: DataTableHeadProps<Row>) {
  const { t } = useInterface(tableTexts);
  return (
    <thead {...ROLES.rowGroup}>
      <tr {...ROLES.row} data-label={t("table.sort_by")} aria-rowindex={isVirtual ? 1 : undefined}>
        {columns.map(({ id, title }) => {
          const direction = sort?.id === id ? (sort.desc ? "descending" : "ascending") : undefined;
          return (
            <th {...ROLES.columnHeader} key={id} scope="col" data-align={shapes.get(id)?.align} aria-sort={direction}>
              <button type="button" className="ns-data-sort" title={title} onClick={() => onSort(id)}>
                <span className="ns-data-title">{title}</span>
                <svg className="ns-data-arrow" viewBox="0 0 8 6" aria-hidden="true">
                  <path d={direction === "ascending" ? "M4 0 8 6H0z" : "M4 6 0 0h8z"} />
                </svg>
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface DataTableHeadProps<Row> {
  columns: readonly DataColumn<Row>[];
  shapes: ReadonlyMap<string, ColumnShape>;
  sort: { id: string; desc: boolean } | null;
  isVirtual: boolean;
  onSort(id: string): void;
}
