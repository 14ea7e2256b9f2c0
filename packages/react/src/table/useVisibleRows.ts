import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useState } from "react";
import { useBrowserLayoutEffect } from "../components/useBrowserLayoutEffect.ts";

const ROW_HEIGHT = 38;

/** The rows that are in the page, and the room that those left out take. */
export function useVisibleRows({ box, count, isVirtual, kept, scroll }: Options): VisibleRows {
  const [rowHeight, setRowHeight] = useState(ROW_HEIGHT);
  const virtualizer = useVirtualizer({
    count,
    enabled: isVirtual,
    getScrollElement: () => box.current,
    // All rows of a long table are equally high, their texts cut: measuring one is measuring all.
    estimateSize: () => rowHeight,
    // A page without layout (on the server, in tests) still shows the first rows.
    initialRect: { width: 0, height: 20 * ROW_HEIGHT },
    overscan: 8,
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const indexes = defaultRangeExtractor(range);
        // A focused row that scrolls away stays, or focus would be lost.
        if (kept === null || kept >= range.count || indexes.includes(kept)) return indexes;
        return [...indexes, kept].sort((a, b) => a - b);
      },
      [kept],
    ),
  });

  useBrowserLayoutEffect(() => {
    const header = box.current?.querySelector("thead");
    scroll.current = (index) => {
      if (!isVirtual) {
        box.current?.querySelector(`[data-row="${index}"]`)?.scrollIntoView({ block: "nearest" });
        return;
      }
      const element = box.current;
      if (!element) return;
      // The sticky header covers what is under it, so "in sight" begins below it.
      const top = index * rowHeight;
      const room = element.clientHeight - (header?.offsetHeight ?? 0);
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room;
    };
  }, [box, isVirtual, rowHeight, scroll]);

  const width = virtualizer.scrollRect?.width ?? 0;
  // With another width rows may be cards, or tables again.
  useBrowserLayoutEffect(() => {
    const height = box.current?.querySelector<HTMLElement>("[data-row]")?.getBoundingClientRect().height ?? 0;
    if (!isVirtual || height === 0 || Math.abs(height - rowHeight) < 0.01) return;
    setRowHeight(height);
    virtualizer.measure();
  }, [box, isVirtual, rowHeight, virtualizer, width]);

  if (!isVirtual) {
    return { rows: Array.from({ length: count }, (_, index) => ({ index, before: 0 })), after: 0 };
  }
  let end = 0;
  const rows = virtualizer.getVirtualItems().map((item) => {
    const before = item.start - end;
    end = item.end;
    return { index: item.index, before };
  });
  return { rows, after: virtualizer.getTotalSize() - end };
}

interface VisibleRows {
  /** In order, each with the height in px of the rows left out before it. */
  rows: readonly { index: number; before: number }[];
  /** Height in px of the rows left out after the last. */
  after: number;
}

interface Options {
  box: RefObject<HTMLDivElement | null>;
  count: number;
  isVirtual: boolean;
  /** A row that stays in the page wherever it is scrolled to. */
  kept: number | null;
  /** Gets what brings a row into sight. */
  scroll: RefObject<(index: number) => void>;
}
