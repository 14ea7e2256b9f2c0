import { tableTexts } from "@northstar/core";
import { useId, useMemo, useRef } from "react";
import { useInterface } from "../components/interface.ts";
import { EmptyState } from "../components/states.tsx";
import { ColumnChoice } from "./ColumnChoice.tsx";
import type { DataTableProps } from "./DataTable.tsx";
import { DataTableHead } from "./DataTableHead.tsx";
import { DataTableRow } from "./DataTableRow.tsx";
import { shapeColumn } from "./dataColumn.ts";
import { foldingOf } from "./folding.ts";
import { RowSpace } from "./RowSpace.tsx";
import { ROLES } from "./roles.ts";
import { useOverflow } from "./useOverflow.ts";
import { useRowWalk } from "./useRowWalk.ts";
import { useSortedTable } from "./useSortedTable.ts";
import { useVisibleRows } from "./useVisibleRows.ts";

/** From this many rows on, only those in sight are in the page. */
const VIRTUAL_ABOVE = 50;

/** In `ch`, of a bar as long as it may be. */
const BAR_CHARACTERS = 12;

/** What `DataTable` is when it has been loaded. */
export function DataTableBody<Row extends object>({
  title,
  rows,
  columns,
  rowKey,
  defaultSort,
  hasColumnChoice = false,
  maxHeight = 480,
  onSelect,
  isSelected,
  open,
  caption,
  empty,
  density = "regular",
}: Omit<DataTableProps<Row>, "className" | "style">) {
  const { t, format } = useInterface(tableTexts);
  const captionId = useId();
  const table = useSortedTable({ rows, columns, defaultSort, rowKey, locale: format.locale });
  const sorted = table.getRowModel().rows;
  const shownIds = new Set(table.getVisibleLeafColumns().map(({ id }) => id));
  const shown = columns.filter(({ id }) => shownIds.has(id));
  const shapes = useMemo(
    () => new Map(columns.map((column) => [column.id, shapeColumn(column, rows, format)])),
    [columns, rows, format],
  );
  const isVirtual = rows.length > VIRTUAL_ABOVE;
  const box = useRef<HTMLDivElement>(null);
  const walk = useRowWalk({ box, rows: sorted, onSelect, onOpen: open?.onOpen });
  const visible = useVisibleRows({ box, count: sorted.length, isVirtual, kept: walk.activeIndex, scroll: walk.scroll });
  const overflow = useOverflow(box);

  if (rows.length === 0) return <EmptyState {...empty} />;
  const folding = foldingOf(shown);
  const bars = shown.filter(({ bar }) => bar).length;
  const characters = shown.reduce((sum, { id, bar }) => sum + widthOf(shapes.get(id)?.characters ?? 0, bar), 0);
  const texts = characters - bars * BAR_CHARACTERS;
  return (
    <div className="ns-data" data-overflow={overflow}>
      {hasColumnChoice && (
        <ColumnChoice
          columns={columns.map(({ id, title: name }) => ({ id, title: name, isShown: shownIds.has(id) }))}
          onToggle={(id) => table.getColumn(id)?.toggleVisibility()}
        />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's */}
      <div
        ref={box}
        className="ns-data-scroll"
        role="group"
        aria-label={title}
        // What scrolls has to be reachable by keyboard; where rows are walked, they are.
        tabIndex={onSelect ? undefined : 0}
        style={isVirtual ? ({ "--ns-table-height": `${maxHeight}px` } as React.CSSProperties) : undefined}
        data-virtual={isVirtual ? "" : undefined}
      >
        <table
          className="ns-data-table"
          data-density={density}
          {...(onSelect ? ROLES.grid : ROLES.table)}
          data-folds={folding ? "" : undefined}
          aria-rowcount={isVirtual ? sorted.length + 1 : undefined}
          aria-describedby={caption === undefined ? undefined : captionId}
          // Only some rows are there to be measured, so what is seen decides on no width.
          style={
            {
              "--ns-data-across": folding?.across,
              "--ns-data-width": `${characters}ch`,
              "--ns-data-texts": `${texts}ch`,
              "--ns-data-bars": Math.max(1, bars),
            } as React.CSSProperties
          }
        >
          <caption className="ns-visually-hidden">{title}</caption>
          {isVirtual && (
            <colgroup>
              {shown.map(({ id, bar }) => (
                <col key={id} style={{ inlineSize: `${widthOf(shapes.get(id)?.characters ?? 0, bar)}ch` }} />
              ))}
            </colgroup>
          )}
          <DataTableHead
            columns={shown}
            shapes={shapes}
            sort={table.state.sorting[0] ?? null}
            isVirtual={isVirtual}
            onSort={(id) => table.getColumn(id)?.toggleSorting()}
          />
          <tbody {...ROLES.rowGroup} onKeyDown={walk.onKeyDown}>
            {visible.rows.map(({ index, before }) => {
              const row = sorted[index];
              if (!row) return null;
              return (
                <DataTableRow
                  key={row.id}
                  row={row.original}
                  index={index}
                  before={before}
                  isVirtual={isVirtual}
                  columns={shown}
                  shapes={shapes}
                  format={format}
                  onSelect={onSelect}
                  onReach={walk.reach}
                  isReachable={onSelect !== undefined && index === (walk.activeIndex ?? visible.rows[0]?.index)}
                  open={open}
                  isSelected={onSelect && isSelected ? isSelected(row.original) : undefined}
                />
              );
            })}
            <RowSpace height={visible.after} />
          </tbody>
        </table>
      </div>
      {overflow !== "none" && <p className="ns-data-hint">{t("table.scroll_hint")}</p>}
      {isVirtual && <p className="ns-data-printed ns-note">{t("table.printed", { total: rows.length })}</p>}
      {caption !== undefined && (
        <p id={captionId} className="ns-note">
          {caption}
        </p>
      )}
    </div>
  );
}

/** In `ch`, with the cell's padding; long texts are cut, and a bar takes its room. */
function widthOf(characters: number, bar: unknown): number {
  return Math.min(Math.max(characters, 5), 32) + 3 + (bar ? BAR_CHARACTERS : 0);
}
