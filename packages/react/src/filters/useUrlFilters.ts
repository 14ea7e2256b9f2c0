import { type FilterSearchOptions, type Filters, filtersFromSearch, filtersToSearch } from "@northstar/core";
import { useCallback, useMemo, useSyncExternalStore } from "react";

export interface UseUrlFiltersOptions extends FilterSearchOptions {
  /** Whether a change is a step that the back button undoes, or takes the place of the last. @default "push" */
  history?: "push" | "replace";
}

/** What `<NorthstarProvider {...useUrlFilters()}>` takes. */
export interface UrlFilters {
  filters: Filters;
  onFiltersChange: (filters: Filters) => void;
}

/**
 * Keeps a provider's filters in the page's URL: they survive a reload, can be sent as a link, and the back button undoes them. The host's
 * own parameters stay. On the server, and while a page hydrates, the defaults hold. A host with a router of its own passes
 * `filters` and `onFiltersChange` itself, with `filtersFromSearch` and `filtersToSearch`.
 */
export function useUrlFilters({ prefix, defaults, history = "push" }: UseUrlFiltersOptions = {}): UrlFilters {
  const search = useSyncExternalStore(subscribe, readSearch, noSearch);
  // Hosts write the options in place: their text, not their identity, says whether they changed.
  const options = JSON.stringify({ prefix, defaults });
  const own = filtersToSearch(filtersFromSearch(search, { prefix, defaults }), "", { prefix, defaults });
  const filters = useMemo(() => filtersFromSearch(own, JSON.parse(options) as FilterSearchOptions), [own, options]);
  const onFiltersChange = useCallback(
    (next: Filters) => {
      const written = filtersToSearch(next, location.search, JSON.parse(options) as FilterSearchOptions);
      if (written === location.search) return;
      const url = `${location.pathname}${written}${location.hash}`;
      // The state may be a router's: it stays with the entry.
      if (history === "push") window.history.pushState(window.history.state, "", url);
      else window.history.replaceState(window.history.state, "", url);
      for (const listener of listeners) listener();
    },
    [options, history],
  );
  return useMemo(() => ({ filters, onFiltersChange }), [filters, onFiltersChange]);
}

/** `pushState` tells nobody, so every hook of the page hears of the others here. */
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  // Where the browser has it, it tells of a host's own `pushState` too.
  const navigation: unknown = Reflect.get(globalThis, "navigation");
  const target = navigation instanceof EventTarget ? navigation : null;
  target?.addEventListener("currententrychange", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
    target?.removeEventListener("currententrychange", listener);
  };
}

const readSearch = () => location.search;
const noSearch = () => "";
