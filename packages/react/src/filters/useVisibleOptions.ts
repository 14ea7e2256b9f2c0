import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback } from "react";

/** px of an option of one line; longer names are measured. */
const HEIGHT = 32;
/** Up to so many all options are in the page. */
const VIRTUAL_ABOVE = 100;

/** The options that are in the page, of however many there are. */
export function useVisibleOptions({ box, count, kept }: Options): VisibleOptions {
  const isVirtual = count > VIRTUAL_ABOVE;
  const virtualizer = useVirtualizer({
    count,
    enabled: isVirtual,
    getScrollElement: () => box.current,
    estimateSize: () => HEIGHT,
    // A page without layout (in tests) still shows the first.
    initialRect: { width: 0, height: 10 * HEIGHT },
    overscan: 6,
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const indexes = defaultRangeExtractor(range);
        // The one that the field points at must be there to be pointed at.
        if (kept < 0 || kept >= range.count || indexes.includes(kept)) return indexes;
        return [...indexes, kept].sort((a, b) => a - b);
      },
      [kept],
    ),
  });
  const scrollTo = useCallback(
    (index: number) => {
      if (isVirtual) virtualizer.scrollToIndex(index, { align: "auto" });
      else box.current?.querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: "nearest" });
    },
    [isVirtual, virtualizer, box],
  );
  if (!isVirtual) {
    const options = Array.from({ length: count }, (_, index) => ({ index, before: 0 }));
    return { options, after: 0, last: count - 1, measure: undefined, scrollTo };
  }
  let end = 0;
  const options = virtualizer.getVirtualItems().map((item) => {
    const before = item.start - end;
    end = item.end;
    return { index: item.index, before };
  });
  return {
    options,
    after: virtualizer.getTotalSize() - end,
    last: virtualizer.range?.endIndex ?? 0,
    measure: virtualizer.measureElement,
    scrollTo,
  };
}

interface Options {
  /** What scrolls. */
  box: RefObject<HTMLElement | null>;
  count: number;
  /** One that stays in the page wherever it is scrolled to; -1 for none. */
  kept: number;
}

interface VisibleOptions {
  /** In order, each with the height in px of those left out before it. */
  options: readonly { index: number; before: number }[];
  /** Height in px of those left out after the last. */
  after: number;
  /** Index of the last in sight. */
  last: number;
  /** Gets each option's element, which has its index as `data-index`; undefined where nothing is to be measured. */
  measure: ((element: HTMLElement | null) => void) | undefined;
  /** Brings one into sight. */
  scrollTo: (index: number) => void;
}
