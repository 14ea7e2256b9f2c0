import { type RefObject, useState } from "react";
import { useBrowserLayoutEffect } from "../components/useBrowserLayoutEffect.ts";

/** Where columns lie out of sight. */
export type Overflow = "none" | "start" | "end" | "both";

/** Follows whether a box's content is wider than the box, and at which side there is more. */
export function useOverflow(box: RefObject<HTMLElement | null>): Overflow {
  const [overflow, setOverflow] = useState<Overflow>("none");
  useBrowserLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const hidden = element.scrollWidth - element.clientWidth;
      // Right to left, scrollLeft counts down from 0.
      const passed = Math.abs(element.scrollLeft);
      if (hidden <= 1) setOverflow("none");
      else if (passed <= 1) setOverflow("end");
      else setOverflow(passed >= hidden - 1 ? "start" : "both");
    };
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => {
      element.removeEventListener("scroll", measure);
      observer.disconnect();
    };
  }, [box]);
  return overflow;
}
