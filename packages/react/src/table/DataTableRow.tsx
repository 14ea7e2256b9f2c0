import type { FormatContext } from "@northstar/core";
import { memo } from "react";
import { OpenIcon } from "../components/icons.tsx";
import type { RowOpening } from "./DataTable.tsx";
import { type ColumnShape, cellText, type DataColumn } from "./dataColumn.ts";
import { RowSpace } from "./RowSpace.tsx";
import { ROLES } from "./roles.ts";

function Row<Row>({
  row,
  index,
  before,
  isVirtual,
  columns,
  shapes,
  format,
  onSelect,
  open,
  onReach,
  isReachable,
  isSelected,
}: DataTableRowProps<Row>) {
  const lead = Math.max(
    0,
    columns.findIndex(({ isLead }) => isLead),
  );
  return (
    <>
      <RowSpace height={before} />
      <tr
        {...ROLES.row}
        className="ns-data-row"
        data-row={index}
        // The header is the first.
        aria-rowindex={isVirtual ? index + 2 : undefined}
        aria-selected={isSelected}
        data-selectable={onSelect ? "" : undefined}
        tabIndex={onSelect ? (isReachable ? 0 : -1) : undefined}
        onFocus={onSelect && (() => onReach(index))}
        onClick={onSelect && (() => onSelect(row))}
      >
        {columns.map((column, place) => {
          const shape = shapes.get(column.id);
          const Cell = place === 0 ? "th" : "td";
          const role = place === 0 ? ROLES.rowHeader : onSelect ? ROLES.gridCell : ROLES.cell;
          return (
            <Cell
              {...role}
              key={column.id}
              scope={place === 0 ? "row" : undefined}
              data-align={shape?.align}
              data-label={column.title}
              data-lead={place === lead ? "" : undefined}
            >
              <CellContent column={column} row={row} shape={shape} format={format} isCut={isVirtual} />
              {place === 0 && open && <OpenButton row={row} open={open} isWalked={onSelect !== undefined} />}
            </Cell>
          );
        })}
      </tr>
    </>
  );
}

/** A row, drawn again only when what it shows changes: scrolling draws the new ones alone. */
export const DataTableRow = memo(Row) as typeof Row;

/** Where rows are walked, Enter on the row does the same, and Tab needn't stop at each. */
function OpenButton<Row>({ row, open, isWalked }: { row: Row; open: RowOpening<Row>; isWalked: boolean }) {
  return (
    <button
      type="button"
      className="ns-row-open"
      tabIndex={isWalked ? -1 : undefined}
      aria-haspopup="dialog"
      aria-label={open.label(row)}
      title={open.label(row)}
      onClick={(event) => {
        event.stopPropagation();
        open.onOpen(row);
      }}
    >
      <OpenIcon />
    </button>
  );
}

function CellContent<Row>({ column, row, shape, format, isCut }: CellContentProps<Row>) {
  const value = column.value(row);
  const text = cellText(value, column.unit, format);
  const words = column.cell?.(row) ?? text;
  if (column.bar && shape && typeof value === "number") {
    const scale = typeof column.bar === "object" ? column.bar : {};
    const share = shape.max > 0 ? Math.min(1, Math.max(0, value / shape.max)) : 0;
    const style = {
      "--ns-share": share,
      "--ns-figure-width": `${shape.figureCharacters}ch`,
      "--ns-bar-colour": `var(--ns-category-${scale.category?.(row) ?? 1})`,
    } as React.CSSProperties;
    return (
      <span className="ns-data-barred" style={style}>
        <span className="ns-data-bar" aria-hidden="true" />
        <span className="ns-data-figure">{words}</span>
      </span>
    );
  }
  const tone = column.tone?.(row);
  return (
    <span className="ns-data-cell" data-tone={tone} title={isCut && column.cell === undefined ? text : undefined}>
      {words}
    </span>
  );
}

interface CellContentProps<Row> {
  column: DataColumn<Row>;
  row: Row;
  shape: ColumnShape | undefined;
  format: FormatContext;
  /** Whether long texts are cut, and so said in full by a tooltip. */
  isCut: boolean;
}

interface DataTableRowProps<Row> {
  row: Row;
  /** Its place in the order shown. */
  index: number;
  /** Height in px of the rows left out before it. */
  before: number;
  isVirtual: boolean;
  columns: readonly DataColumn<Row>[];
  shapes: ReadonlyMap<string, ColumnShape>;
  format: FormatContext;
  onSelect: ((row: Row) => void) | undefined;
  open: RowOpening<Row> | undefined;
  onReach(index: number): void;
  /** The one row that Tab goes to. */
  isReachable: boolean;
  isSelected: boolean | undefined;
}
