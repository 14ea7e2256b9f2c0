import { type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from "react";
import { type GridCell, isSameCell, nextCell } from "./nextCell.ts";

/** A cell that is pointed at or walked to, and where its tooltip hangs from. */
export interface ActiveCell extends GridCell {
  /** Middle of its lower edge, and width of the surface, in px of the surface. */
  x: number;
  y: number;
  width: number;
}

/** What a host may do with the cells of a grid. */
export interface CellChoice {
  /** The chosen cell: framed, its row's and column's names bold. */
  selected?: GridCell | null | undefined;
  /**
   * A cell was chosen: by a click or a tap, or by Enter on the cell walked to; null when the chosen one was chosen again or left by Escape.
   * A cell without a value can't be chosen.
   */
  onSelect?: ((cell: GridCell | null) => void) | undefined;
  /** What is behind a cell is asked for: by a double click, or by Enter on the cell that is chosen (on any, without `onSelect`). */
  onDrill?: ((cell: GridCell) => void) | undefined;
}

/**
 * Makes cells explorable: hover and focus point at the same one, arrow keys walk both ways, a click or Enter chooses, a double click or
 * a second Enter drills. Cells are the elements with `data-cell="row column"` inside the surface.
 */
export function useGridCells({ rows, columns, hasValue, selected = null, onSelect, onDrill }: GridCellsOptions) {
  const surface = useRef<HTMLDivElement>(null);
  const [found, setActive] = useState<ActiveCell | null>(null);
  // Fewer cells than before must not leave the walk outside.
  const active = found && found.row < rows && found.column < columns ? found : null;
  const isInteractive = onSelect !== undefined || onDrill !== undefined;

  const reach = (cell: GridCell | null, isScrolled = false) => {
    const element = cell && surface.current?.querySelector(`[data-cell="${cell.row} ${cell.column}"]`);
    if (!cell || !element || !surface.current) return setActive(null);
    if (isScrolled) element.scrollIntoView({ block: "nearest", inline: "nearest" });
    const box = surface.current.getBoundingClientRect();
    const { left, bottom, width } = element.getBoundingClientRect();
    setActive({ ...cell, x: left + width / 2 - box.left, y: bottom - box.top, width: box.width });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && active && isInteractive) {
      event.preventDefault();
      if (!hasValue(active)) return;
      const { row, column } = active;
      if (onSelect && !isSameCell(active, selected)) onSelect({ row, column });
      else if (onDrill) onDrill({ row, column });
      else onSelect?.(null);
      return;
    }
    if (event.key === "Escape" && selected !== null && onSelect) {
      event.preventDefault();
      onSelect(null);
      return;
    }
    const isRtl = surface.current !== null && getComputedStyle(surface.current).direction === "rtl";
    const next = nextCell(event.key, { active, rows, columns, isRtl, isFar: event.ctrlKey || event.metaKey });
    if (next === undefined) return;
    event.preventDefault();
    reach(next, true);
  };
  const onClick = (event: MouseEvent) => {
    const cell = cellOf(event);
    // A tap has no pointer that moved there before.
    reach(cell);
    if (!cell || !onSelect || !hasValue(cell)) return;
    if (!isSameCell(cell, selected)) onSelect(cell);
    // The second click of a drill must not take back what the first chose.
    else if (event.detail < 2 || !onDrill) onSelect(null);
  };
  const onDoubleClick = (event: MouseEvent) => {
    const cell = cellOf(event);
    if (!cell || !onDrill || !hasValue(cell)) return;
    event.stopPropagation();
    onDrill(cell);
  };

  const handlers = {
    onKeyDown,
    onFocus: (event: FocusEvent) => {
      if (event.target.matches(":focus-visible")) reach(selected ?? { row: 0, column: 0 });
    },
    onBlur: () => setActive(null),
    onScroll: () => active && reach(active),
    onPointerDown: (event: PointerEvent) => reach(cellOf(event)),
    onPointerMove: (event: PointerEvent) => {
      const cell = cellOf(event);
      if (!cell || !isSameCell(cell, active)) reach(cell);
    },
    // A finger that is lifted leaves too: what it pointed at is to be read until another cell is tapped.
    onPointerLeave: ({ pointerType }: PointerEvent) => pointerType !== "touch" && setActive(null),
    onClick: isInteractive ? onClick : undefined,
    onDoubleClick: onDrill ? onDoubleClick : undefined,
    "data-interactive": isInteractive ? "" : undefined,
  };
  /** State attributes of a cell. */
  const attributes = (cell: GridCell) => ({
    "data-cell": `${cell.row} ${cell.column}`,
    "data-active": isSameCell(cell, active) ? "" : undefined,
    "data-selected": selected !== null && isSameCell(cell, selected) ? "" : undefined,
  });
  return { surface, active, handlers, attributes };
}

function cellOf({ target }: { target: EventTarget }): GridCell | null {
  const [row, column] =
    target instanceof Element
      ? (target.closest<HTMLElement>("[data-cell]")?.dataset.cell?.split(" ").map(Number) ?? [])
      : [];
  return row === undefined || column === undefined ? null : { row, column };
}

interface GridCellsOptions extends CellChoice {
  /** Numbers of them. */
  rows: number;
  columns: number;
  hasValue(cell: GridCell): boolean;
}
