import { type KeyboardEvent, type RefObject, useCallback, useRef, useState } from "react";
import { useBrowserLayoutEffect } from "../components/useBrowserLayoutEffect.ts";

/** Walks rows by keyboard: arrows, Home, End, Page up and down; Enter and space choose, or Enter opens where rows open. One row is in the Tab order. */
export function useRowWalk<Row>({ box, rows, onSelect, onOpen }: Options<Row>) {
  const [activeId, setActiveId] = useState<string | null>(null);
  // Where focus is to go once the row is in the page.
  const goal = useRef<number | null>(null);
  const scroll = useRef<(index: number) => void>(() => {});
  const found = activeId === null ? -1 : rows.findIndex(({ id }) => id === activeId);
  const activeIndex = found < 0 ? null : found;

  useBrowserLayoutEffect(() => {
    if (goal.current === null) return;
    const row = box.current?.querySelector<HTMLElement>(`[data-row="${goal.current}"]`);
    if (!row) return;
    goal.current = null;
    row.focus({ preventScroll: true });
  });

  const reach = useCallback((index: number) => setActiveId(rows[index]?.id ?? null), [rows]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!onSelect || !(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return;
    const index = activeIndex ?? 0;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const row = rows[index];
      const act = event.key === "Enter" ? (onOpen ?? onSelect) : onSelect;
      if (row) act(row.original);
      return;
    }
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / (event.target.offsetHeight || 1)) - 2);
    const next = nextRow(event.key, index, page, rows.length);
    if (next === null) return;
    event.preventDefault();
    goal.current = next;
    setActiveId(rows[next]?.id ?? null);
    scroll.current(next);
  };
  return { activeIndex, reach, onKeyDown, scroll };
}

/** Where a key leads; null for keys that lead nowhere. */
export function nextRow(key: string, index: number, page: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined ? null : Math.max(0, Math.min(count - 1, index + step));
}

interface Options<Row> {
  box: RefObject<HTMLDivElement | null>;
  /** In the order shown. */
  rows: readonly { id: string; original: Row }[];
  onSelect: ((row: Row) => void) | undefined;
  onOpen: ((row: Row) => void) | undefined;
}
