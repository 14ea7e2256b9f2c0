import { BOARD_COLUMNS, type BoardItem, moveItem, resizeItem } from "@northstar/core/own-charts";
import { type PointerEvent, type RefObject, useEffect, useState } from "react";

/** What a pointer holds: which item, by its place or by its corner, and from where. */
interface Held {
  chart: string;
  by: "place" | "corner";
  fromX: number;
  fromY: number;
  items: readonly BoardItem[];
}

/** A board while something of it is dragged: where everything would be. Escape lets go and changes nothing. */
export function useBoardDrag(
  grid: RefObject<HTMLElement | null>,
  items: readonly BoardItem[],
  put: (items: readonly BoardItem[], chart: string) => void,
) {
  const [held, setHeld] = useState<Held | null>(null);
  useEffect(() => {
    if (!held) return;
    const letGo = (event: KeyboardEvent) => event.key === "Escape" && setHeld(null);
    document.addEventListener("keydown", letGo);
    return () => document.removeEventListener("keydown", letGo);
  }, [held]);

  const handle = (chart: string, by: Held["by"]) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setHeld({ chart, by, fromX: event.clientX, fromY: event.clientY, items });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const box = grid.current;
      const item = items.find((each) => each.chart === chart);
      if (!held || held.chart !== chart || !box || !item) return;
      const { column, row } = cellOf(box);
      const columns = Math.round((event.clientX - held.fromX) / column);
      const rows = Math.round((event.clientY - held.fromY) / row);
      const next =
        by === "place"
          ? moveItem(items, chart, { x: item.x + columns, y: item.y + rows })
          : resizeItem(items, chart, { w: item.w + columns, h: item.h + rows });
      setHeld({ ...held, items: next });
    },
    onPointerUp: () => {
      if (held?.chart === chart && held.items !== items) put(held.items, chart);
      setHeld(null);
    },
    onPointerCancel: () => setHeld(null),
  });

  return { shown: held?.items ?? items, heldChart: held?.chart ?? null, handle };
}

/** px of a column and of a row, each with its gap. */
function cellOf(grid: HTMLElement): { column: number; row: number } {
  const { columnGap, rowGap, gridAutoRows } = getComputedStyle(grid);
  const gap = Number.parseFloat(columnGap) || 0;
  return {
    column: (grid.clientWidth + gap) / BOARD_COLUMNS,
    row: (Number.parseFloat(gridAutoRows) || 80) + (Number.parseFloat(rowGap) || 0),
  };
}
