import type { FormatContext, Locale, Messages, ResolvedFilters } from "@northstar/core";
import { useMemo } from "react";
import {
  type Density,
  type FiltersChange,
  type Theme,
  useFilterState,
  useNorthstarContext,
} from "../provider/context.ts";
import { useCatalog } from "./useCatalog.ts";
import { useFormat } from "./useFormat.ts";

/** Settings and choices that hold for everything inside a provider. */
export interface Northstar {
  locale: Locale;
  theme: Theme;
  density: Density;
  /** ISO 4217 code of money, from the catalogue; USD until it is here. */
  currency: string;
  /** Reporting zone, from the catalogue; America/Bogota until it is here. */
  timeZone: string;
  filters: ResolvedFilters;
  /** Lays filters over the present ones, field by field; `onFiltersChange` hears of it. */
  setFilters: (next: FiltersChange) => void;
  /** The host's own words for some texts. */
  messages: Partial<Messages>;
  format: FormatContext;
  now: () => Date;
  /** True while the warehouse holds generated sample data. */
  sample: boolean;
}

/** Reads the settings of the provider around a component. */
export function useNorthstar(): Northstar {
  const { theme, density, setFilters, messages, now } = useNorthstarContext();
  const { filters } = useFilterState();
  const format = useFormat();
  const catalog = useCatalog();
  const sample = (catalog.status === "ready" ? catalog.value.sample : null) ?? false;
  return useMemo(() => {
    const { locale, currency, timeZone } = format;
    return { locale, theme, density, currency, timeZone, filters, setFilters, messages, format, now, sample };
  }, [theme, density, filters, setFilters, messages, format, now, sample]);
}
