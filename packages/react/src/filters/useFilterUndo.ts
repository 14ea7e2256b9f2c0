import type { Filters } from "@northstar/core";
import { type RefObject, useEffect, useRef } from "react";
import { useFilterState, useNorthstarContext } from "../provider/context.ts";

const MAX_STEPS = 20;
/** What Escape closes, and what it empties: there it isn't ours. */
const OPEN = ":popover-open, dialog[open]";
const TYPED_IN = "input, textarea, [contenteditable]";

/**
 * Escape, with the focus inside the view and nothing open, takes back the last change of the filters, whoever made it.
 * @param inside any element of the view
 */
export function useFilterUndo(inside: RefObject<HTMLElement | null>): void {
  const { chosen } = useFilterState();
  const { replaceFilters } = useNorthstarContext();
  const past = useRef<Filters[]>([]);
  const last = useRef(chosen);
  const restored = useRef<string | null>(null);

  useEffect(() => {
    const before = last.current;
    last.current = chosen;
    const key = JSON.stringify(chosen);
    if (JSON.stringify(before) === key) return;
    if (restored.current !== key) past.current = [...past.current, before].slice(-MAX_STEPS);
    restored.current = null;
  }, [chosen]);

  useEffect(() => {
    const scope = inside.current?.closest<HTMLElement>(".ns-root");
    if (!scope) return;
    const undo = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      if (event.target instanceof Element && event.target.matches(TYPED_IN)) return;
      if (scope.querySelector(OPEN)) return;
      const before = past.current.pop();
      if (!before) return;
      event.preventDefault();
      restored.current = JSON.stringify(before);
      replaceFilters(before);
    };
    scope.addEventListener("keydown", undo);
    return () => scope.removeEventListener("keydown", undo);
  }, [inside, replaceFilters]);
}
