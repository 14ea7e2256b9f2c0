import type { Filters, Locale, Messages, PeriodContext, ResolvedFilters } from "@northstar/core";
import { createContext, useContext } from "react";
import { NorthstarError } from "../errors.ts";
import type { NorthstarClient } from "./client.ts";

/** `auto` follows the page's `color-scheme`. */
export type Theme = "light" | "dark" | "auto" | "contrast";

/** `compact` has less air around and between things, for readers who compare many numbers. */
export type Density = "comfortable" | "compact";

/** Which way what is drawn runs: with its texts, not with the page around it. */
export type Direction = "ltr" | "rtl";

/** Filters to lay over the present ones, or what makes them from the present ones. */
export type FiltersChange = Filters | ((present: ResolvedFilters) => Filters);

/** What the provider passes down, but for the filters: those change often, and not all that is drawn goes by them. */
export interface NorthstarContextValue {
  client: NorthstarClient;
  locale: Locale;
  theme: Theme;
  density: Density;
  direction: Direction;
  /** Lays filters over the chosen ones, field by field. */
  setFilters: (next: FiltersChange) => void;
  /** Puts filters in the place of the chosen ones: what they leave out has its default again. */
  replaceFilters: (next: Filters) => void;
  /** The host's own words for some texts. */
  messages: Partial<Messages>;
  now: () => Date;
  /** Within what a link opened: the day that periods are worked out at, and the grain of trends. Keep the object. */
  pinned?: Partial<PeriodContext>;
  /** Tells the host of an error that a tile shows. */
  reportError: ReportError;
}

/** Where an error is shown: the component's name and its KPI, null where there is none or several. */
export type ReportError = (error: NorthstarError, place: { tile: string | null; kpi: string | null }) => void;

export const NorthstarContext = createContext<NorthstarContextValue | null>(null);

/** The filters that hold here. */
export interface FilterState {
  /** What the reader or the host chose. */
  chosen: Filters;
  /** The same over the defaults, of which a view may have its own. */
  filters: ResolvedFilters;
}

export const FilterContext = createContext<FilterState | null>(null);

/** Throws `no_provider` outside a provider. */
export function useNorthstarContext(): NorthstarContextValue {
  return useContext(NorthstarContext) ?? failOutside();
}

/** Who uses it is drawn anew with every change of the filters. Throws `no_provider` outside a provider. */
export function useFilterState(): FilterState {
  return useContext(FilterContext) ?? failOutside();
}

function failOutside(): never {
  throw new NorthstarError(
    "no_provider",
    "A Northstar component or hook was used outside <NorthstarProvider>, which knows the server and the token. Put the provider around it.",
  );
}
