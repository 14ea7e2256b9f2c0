import type { ChartFont } from "@northstar/core";
import { type RefObject, useRef, useState } from "react";
import { useBrowserLayoutEffect } from "../components/useBrowserLayoutEffect.ts";

export interface ChartBox {
  width: number;
  height: number;
  font: ChartFont;
  /** Pixels of the screen for each px. */
  pixelRatio: number;
}

/**
 * Size and font of the element a chart is drawn in, followed as they change; null before they are known. They are, before the first
 * paint: the drawing is made once. `expected` stands for it where there is no page to measure, and until it is measured.
 */
export function useChartBox<E extends HTMLElement>(
  expected?: Pick<ChartBox, "width" | "height">,
): [ref: RefObject<E | null>, box: ChartBox | null] {
  const ref = useRef<E>(null);
  const [box, setBox] = useState<ChartBox | null>(expected ? { ...expected, font: { size: 12 }, pixelRatio: 1 } : null);

  useBrowserLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const width = element.clientWidth;
      const height = element.clientHeight;
      if (width === 0 || height === 0) return;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      const pixelRatio = window.devicePixelRatio;
      setBox((old) => {
        const isSame =
          old?.width === width && old.height === height && old.font.size === size && old.pixelRatio === pixelRatio;
        return isSame ? old : { width, height, font: { size }, pixelRatio };
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return [ref, box];
}
