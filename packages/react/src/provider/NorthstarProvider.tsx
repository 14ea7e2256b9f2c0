"use client";
import { type Filters, type Locale, type Messages, type ResolvedFilters, resolveFilters } from "@northstar/core";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Fetch } from "../transport/Http.ts";
import type { GetToken } from "../transport/token.ts";
import { NorthstarClient } from "./client.ts";
import {
  type Density,
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
  filters: controlledFilters,
  onFiltersChange,
  messages = NO_MESSAGES,
  now = systemNow,
  fetch,
  onError,
  children,
}: NorthstarProviderProps) {
  // Hosts pass new functions on every render; the client, its cache and its connection outlive them.
  const latest = useRef({ getToken, fetch, now, onFiltersChange, onError });
  useEffect(() => {
    latest.current = { getToken, fetch, now, onFiltersChange, onError };
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
  const filters = useMemo(() => resolveFilters(controlledFilters ?? ownFilters), [controlledFilters, ownFilters]);
  const isPeriodChosen = (controlledFilters ?? ownFilters).period !== undefined;
  // Two changes of one tick lay over one another: the second begins where the first ended, not at what was last drawn.
  const drawn = useRef(filters);
  const present = useRef(filters);
  useEffect(() => {
    drawn.current = filters;
    present.current = filters;
  }, [filters]);
  const setFilters = useCallback((next: FiltersChange) => {
    const changed = resolveFilters(present.current, typeof next === "function" ? next(present.current) : next);
    present.current = changed;
    // A host that keeps the filters may decline.
    setTimeout(() => {
      present.current = drawn.current;
    }, 0);
    setOwnFilters(changed);
    latest.current.onFiltersChange?.(changed);
  }, []);

  const readClock = useCallback(() => latest.current.now(), []);
  const reportError = useCallback<ReportError>((error, place) => latest.current.onError?.(error, place), []);
  const value = useMemo<NorthstarContextValue>(
    () => ({
      client,
      locale,
      theme,
      density,
      filters,
      isPeriodChosen,
      setFilters,
      messages,
      now: readClock,
      reportError,
    }),
    [client, locale, theme, density, filters, isPeriodChosen, setFilters, messages, readClock, reportError],
  );
  return <NorthstarContext.Provider value={value}>{children}</NorthstarContext.Provider>;
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
  /** Filters kept by the host; the provider keeps its own without them. Memoize the object. */
  filters?: Filters;
  /** Hears every change of filters, with all defaults filled in. */
  onFiltersChange?: (filters: ResolvedFilters) => void;
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
