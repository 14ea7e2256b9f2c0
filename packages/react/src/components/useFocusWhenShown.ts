import { type RefObject, useRef } from "react";
import { useBrowserLayoutEffect } from "./useBrowserLayoutEffect.ts";

/**
 * Gives the focus to what `find` names, once the popover around `inside` is shown. Where a reader's click opens one, React draws what is in
 * it before the browser shows it, and nothing hidden takes the focus; where it is drawn later, it is shown already.
 */
export function useFocusWhenShown(
  inside: RefObject<HTMLElement | null>,
  isDrawn: boolean,
  find: (inside: HTMLElement) => HTMLElement | null | undefined,
): void {
  const latest = useRef(find);
  useBrowserLayoutEffect(() => {
    latest.current = find;
  });
  useBrowserLayoutEffect(() => {
    const element = inside.current;
    if (!isDrawn || !element) return;
    const focus = () => latest.current(element)?.focus({ preventScroll: true });
    const follow = (event: Event) => {
      if ((event as ToggleEvent).newState === "open") focus();
    };
    focus();
    const popover = element.closest("[popover]");
    popover?.addEventListener("toggle", follow);
    return () => popover?.removeEventListener("toggle", follow);
  }, [inside, isDrawn]);
}
