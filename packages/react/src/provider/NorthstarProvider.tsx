"use client";
import { type DrillState, type Filters, type Locale, layFilters, type Messages, resolveFilters } from "@northstar/core";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { DrillKeeper } from "../filters/DrillKeeper.tsx";
import type { Fetch } from "../transport/Http.ts";
import type { GetToken } from "../transport/token.ts";
import { NorthstarClient } from "./client.ts";
import {
  type Density,
  type Direction,
  FilterContext,
  type FiltersChange,
  NorthstarContext,
  type NorthstarContextValue,
  type ReportError,
  type Theme,
} from "./context.ts";

/** Connects the Northstar components and hooks inside it to a server, as one reader. */
export function NorthstarProvider({
  apiUrl,
  getToken,
  locale = "es",
  theme = "auto",
  density = "comfortable",
  direction = "ltr",
  filters: controlledFilters,
  onFiltersChange,
  drill,
  onDrillChange,
  messages = NO_MESSAGES,
  now = systemNow,
  fetch,
  onError,
  children,
}: NorthstarProviderProps) {
  // Hosts pass new functions on every render; the client, its cache and its connection outlive them.
  const latest = useRef({ getToken, fetch, now, onFiltersChange, onDrillChange, onError });
  useEffect(() => {
    latest.current = { getToken, fetch, now, onFiltersChange, onDrillChange, onError };
  });
  const createClient = () =>
    new NorthstarClient({
      apiUrl,
      getToken: () => latest.current.getToken(),
      fetch: (input, init) => (latest.current.fetch ?? globalThis.fetch)(input, init),
      now: () => latest.current.now(),
    });
  const [client, setClient] = useState(createClient);
  if (client.apiUrl !== apiUrl) setClient(createClient());
  useEffect(() => client.connect(), [client]);

  const [ownFilters, setOwnFilters] = useState<Filters>({});
  const chosen = controlledFilters ?? ownFilters;
  const filters = useMemo(() => resolveFilters(chosen), [chosen]);
  // Two changes of one tick lay over one another: the second begins where the first ended, not at what was last drawn.
  const drawn = useRef(chosen);
  const present = useRef(chosen);
  useEffect(() => {
    drawn.current = chosen;
    present.current = chosen;
  }, [chosen]);
  const replaceFilters = useCallback((next: Filters) => {
    present.current = next;
    // A host that keeps the filters may decline.
    setTimeout(() => {
      present.current = drawn.current;
    }, 0);
    setOwnFilters(next);
    latest.current.onFiltersChange?.(next);
  }, []);
  const setFilters = useCallback(
    (next: FiltersChange) => {
      const changes = typeof next === "function" ? next(resolveFilters(present.current)) : next;
      replaceFilters(layFilters(present.current, changes));
    },
    [replaceFilters],
  );

  const changeDrill = useCallback((next: DrillState | null) => latest.current.onDrillChange?.(next), []);
  const readClock = useCallback(() => latest.current.now(), []);
  const reportError = useCallback<ReportError>((error, place) => latest.current.onError?.(error, place), []);
  const value = useMemo<NorthstarContextValue>(
    () => ({
      client,
      locale,
      theme,
      density,
      direction,
      setFilters,
      replaceFilters,
      messages,
      now: readClock,
      reportError,
    }),
    [client, locale, theme, density, direction, setFilters, replaceFilters, messages, readClock, reportError],
  );
  const filterState = useMemo(() => ({ chosen, filters }), [chosen, filters]);
  return (
    <NorthstarContext.Provider value={value}>
      <FilterContext.Provider value={filterState}>
        <DrillKeeper drill={drill} onDrillChange={changeDrill}>
          {children}
        </DrillKeeper>
      </FilterContext.Provider>
    </NorthstarContext.Provider>
  );
}

const NO_MESSAGES: Partial<Messages> = {};
const systemNow = () => new Date();

export interface NorthstarProviderProps {
  /** The server's base address, without `/northstar/v1`. Another address is another cache. */
  apiUrl: string;
  /**
   * Gives a token that the host's back end signed for the person at the screen. Called before the last one ends and when the
   * server refuses one. When another person logs in, give the provider another `key`: it forgets the last one's token at once.
   */
  getToken: GetToken;
  /** @default "es" */
  locale?: Locale;
  /** @default "auto" */
  theme?: Theme;
  /** @default "comfortable" */
  density?: Density;
  /**
   * Which way it runs: with its words, not with the page around it, or figures and units would change places in a page written from
   * right to left. Set it with `messages` in such a language.
   * @default "ltr", as Spanish and English do
   */
  direction?: Direction;
  /** Filters kept by the host; the provider keeps its own without them. Memoize the object. */
  filters?: Filters;
  /** Hears every change of filters: all that is chosen. What isn't has its default, which may be another in each view (`resolveFilters`). */
  onFiltersChange?: (filters: Filters) => void;
  /** What is drilled into, kept by the host; null for nothing. The provider keeps its own without it. */
  drill?: DrillState | null;
  /** Hears when a drill is opened, changed and, with null, closed. */
  onDrillChange?: (drill: DrillState | null) => void;
  /** The host's own words for some texts. Memoize the object. */
  messages?: Partial<Messages>;
  /** A fixed clock for tests and stories. @default the system's */
  now?: () => Date;
  /** Stands in for the browser's `fetch`. */
  fetch?: Fetch;
  /**
   * Hears of every error that a tile shows (a KPI that doesn't exist, an answer that doesn't fit, an exception while drawing), with
   * the component and the KPI it happened in. What a role may not see is no error.
   */
  onError?: ReportError;
  children?: ReactNode;
}
