import type { ResolvedFilters } from "@northstar/core";
import { type RefObject, useEffect, useRef } from "react";
import { useNorthstar } from "../hooks/useNorthstar.ts";

const MAX_STEPS = 20;
/** What Escape closes, and what it empties: there it isn't ours. */
const OPEN = ":popover-open, dialog[open]";
const TYPED_IN = "input, textarea, [contenteditable]";

/**
 * Escape, with the focus inside the view and nothing open, takes back the last change of the filters, whoever made it.
 * @param inside any element of the view
 */
export function useFilterUndo(inside: RefObject<HTMLElement | null>): void {
  const { filters, setFilters } = useNorthstar();
  const past = useRef<ResolvedFilters[]>([]);
  const last = useRef(filters);
  const restored = useRef<string | null>(null);

  useEffect(() => {
    const before = last.current;
    last.current = filters;
    const key = JSON.stringify(filters);
    if (JSON.stringify(before) === key) return;
    if (restored.current !== key) past.current = [...past.current, before].slice(-MAX_STEPS);
    restored.current = null;
  }, [filters]);

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
      setFilters(before);
    };
    scope.addEventListener("keydown", undo);
    return () => scope.removeEventListener("keydown", undo);
  }, [inside, setFilters]);
}
