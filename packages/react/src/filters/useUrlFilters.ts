import {
  type DrillState,
  drillFromSearch,
  drillToSearch,
  type FilterSearchOptions,
  type Filters,
  filtersFromSearch,
  filtersToSearch,
} from "@northstar/core";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { followAddress, tellOfAddress } from "./followAddress.ts";

export interface UseUrlFiltersOptions extends FilterSearchOptions {
  /** Whether a change is a step that the back button undoes, or takes the place of the last. @default "push" */
  history?: "push" | "replace";
}

/** What `<NorthstarProvider {...useUrlFilters()}>` takes. */
export interface UrlFilters {
  filters: Filters;
  onFiltersChange: (filters: Filters) => void;
  drill: DrillState | null;
  onDrillChange: (drill: DrillState | null) => void;
}

/**
 * Keeps a provider's filters and what is drilled into in the page's URL: they survive a reload, can be sent as a link, and the back
 * button undoes them: it closes a drill. The host's own parameters stay. On the server, and while a page hydrates, the defaults hold. A host with a router of its own passes
 * `filters` and `onFiltersChange` itself, with `filtersFromSearch` and `filtersToSearch`.
 */
export function useUrlFilters({ prefix, defaults, history = "push" }: UseUrlFiltersOptions = {}): UrlFilters {
  const search = useSyncExternalStore(followAddress, readSearch, noSearch);
  // Hosts write the options in place: their text, not their identity, says whether they changed.
  const options = JSON.stringify({ prefix, defaults });
  const own = filtersToSearch(filtersFromSearch(search, { prefix, defaults }), "", { prefix, defaults });
  const filters = useMemo(() => filtersFromSearch(own, JSON.parse(options) as FilterSearchOptions), [own, options]);
  const onFiltersChange = useCallback(
    (next: Filters) => {
      writeSearch(filtersToSearch(next, location.search, JSON.parse(options) as FilterSearchOptions), history);
    },
    [options, history],
  );
  const drilled = drillToSearch(drillFromSearch(search, { prefix }), "", { prefix });
  const drill = useMemo(() => drillFromSearch(drilled, { prefix }), [drilled, prefix]);
  const onDrillChange = useCallback(
    (next: DrillState | null) => {
      const isOpen = drillFromSearch(location.search, { prefix }) !== null;
      const wasOpened = location.href === opened;
      // The step that opened it is taken back; where it isn't the last one, or another page's link, there is nothing to go back to.
      if (next === null && isOpen && wasOpened) {
        opened = null;
        window.history.back();
        return;
      }
      // What is looked at inside is no step of its own.
      const isStep = next !== null && !isOpen && history === "push";
      writeSearch(drillToSearch(next, location.search, { prefix }), isStep ? "push" : "replace");
      if (isStep || (next !== null && wasOpened)) opened = location.href;
    },
    [prefix, history],
  );
  return useMemo(
    () => ({ filters, onFiltersChange, drill, onDrillChange }),
    [filters, onFiltersChange, drill, onDrillChange],
  );
}

/** @param search in the place of the present one */
function writeSearch(search: string, history: "push" | "replace"): void {
  if (search === location.search) return;
  const url = `${location.pathname}${search}${location.hash}`;
  // The state may be a router's: it stays with the entry.
  if (history === "push") window.history.pushState(window.history.state, "", url);
  else window.history.replaceState(window.history.state, "", url);
  tellOfAddress();
}

/** Address of the history's entry that opening a drill made, while it is the present one. */
let opened: string | null = null;

const readSearch = () => location.search;
const noSearch = () => "";
