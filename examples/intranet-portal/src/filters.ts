import type { Filters } from "@northstar/react";
import { useSyncExternalStore } from "react";

let current: Filters = {};
const listeners = new Set<() => void>();

/** Period and comparison of the section Tablero: the host keeps them, so that its two pages share one choice. */
export function useDashboardFilters(): [Filters, (next: Filters) => void] {
  return [useSyncExternalStore(subscribe, () => current), choose];
}

function choose(next: Filters): void {
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
