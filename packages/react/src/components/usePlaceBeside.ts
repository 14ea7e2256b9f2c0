import type { RefObject } from "react";
import { useBrowserLayoutEffect } from "./useBrowserLayoutEffect.ts";

/** Keeps an open popover beside its anchor while the page scrolls, the window changes, or what is in it grows. */
export function usePlaceBeside(
  panel: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  isOpen: boolean,
): void {
  useBrowserLayoutEffect(() => {
    const element = panel.current;
    if (!isOpen || !element) return;
    const place = () => placeBeside(element, anchor.current);
    place();
    // Captured: whatever scrolls moves the anchor.
    window.addEventListener("scroll", place, { capture: true, passive: true });
    window.addEventListener("resize", place);
    // It has no size yet where React draws before the browser shows it, and what is loaded only now makes it grow.
    const sizes = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(place);
    sizes?.observe(element);
    return () => {
      sizes?.disconnect();
      window.removeEventListener("scroll", place, { capture: true });
      window.removeEventListener("resize", place);
    };
  }, [isOpen, anchor, panel]);
}

const GAP = 6;
const EDGE = 8;

/** Below the anchor, right edges together, above when there is no room; never beyond the window. */
function placeBeside(panel: HTMLElement, anchor: HTMLElement | null): void {
  if (!anchor) return;
  const from = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  // Of the frame that it is in.
  const { innerWidth, innerHeight } = panel.ownerDocument.defaultView ?? window;
  const left = Math.max(EDGE, Math.min(from.right - width, innerWidth - width - EDGE));
  const isBelow = from.bottom + GAP + height + EDGE <= innerHeight || from.top < height + GAP + EDGE;
  const top = isBelow ? Math.min(from.bottom + GAP, innerHeight - height - EDGE) : from.top - GAP - height;
  panel.style.setProperty("--ns-popover-left", `${left}px`);
  panel.style.setProperty("--ns-popover-top", `${Math.max(EDGE, top)}px`);
}
