import { countDays } from "./civil.ts";
import { cleanValues, type FilterValues } from "./filterState.ts";
import { type Filters, resolveFilters } from "./filters.ts";
import { COMPARISONS, type Comparison, PERIOD_PRESETS, type PeriodSelection } from "./period.ts";
import { isSearchValue, joinSearch, readSearchPart, searchParts, writeSearchPart } from "./searchParts.ts";

/** How filters are written into the search part of a URL. */
export interface FilterSearchOptions {
  /** Begins the name of every parameter, so that the host and other providers may share the URL. @default "ns" */
  prefix?: string | undefined;
  /**
   * What holds where the URL says nothing; what equals it isn't written. @default the period of each view, against the period before
   */
  defaults?: Pick<Filters, "period" | "comparison"> | undefined;
}

export const DEFAULT_PREFIX = "ns";
/** As the server: more values are refused there. */
const MAX_VALUES = 1000;
const DIMENSION = /^[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)?$/;

/**
 * Filters as the search part of a URL: `?ns.period=last_month&ns.compare=none&ns.filter.source=google&ns.filter.source=linkedin`, two
 * dates as `2026-11-01..2026-11-20`. The same filters always give the same text.
 * @param search the URL's present one: parameters of the host stay as they are written, before ours
 * @returns with its `?`, or empty
 */
export function filtersToSearch(filters: Filters, search = "", options: FilterSearchOptions = {}): string {
  const { prefix = DEFAULT_PREFIX } = options;
  const { period = options.defaults?.period } = filters;
  const { comparison, values } = resolveFilters(options.defaults, filters);
  const own: string[] = [];
  if (periodText(period) !== periodText(options.defaults?.period)) {
    own.push(...writeSearchPart(`${prefix}.period`, periodText(period)));
  }
  if (comparison !== resolveFilters(options.defaults).comparison) {
    own.push(...writeSearchPart(`${prefix}.compare`, comparison));
  }
  const others = searchParts(search).filter((part) => {
    const [name] = readSearchPart(part);
    // What is drilled into is another's to write: `drillToSearch`.
    return !name.startsWith(`${prefix}.`) || isDrillPart(name, prefix);
  });
  return joinSearch([...others, ...own, ...valueParts(values, prefix)]);
}

/** Chosen values as parameters: `ns.filter.source=google`. */
export function valueParts(values: FilterValues, prefix: string): string[] {
  return Object.entries(cleanValues(values)).flatMap(([dimension, chosen]) =>
    chosen.flatMap((value) => writeSearchPart(`${prefix}.filter.${dimension}`, value)),
  );
}

/** True for the parameters of `drillToSearch`. */
export function isDrillPart(name: string, prefix: string): boolean {
  return name === `${prefix}.drill` || name.startsWith(`${prefix}.drill.`);
}

/**
 * Reads what `filtersToSearch` wrote. What it doesn't know, or what is no date, no name or no text, is left out: a URL is anyone's.
 * There is no `period` where neither the URL nor the defaults say one: each view has its own then.
 */
export function filtersFromSearch(search: string, options: FilterSearchOptions = {}): Filters {
  const { prefix = DEFAULT_PREFIX } = options;
  const parameters = searchParts(search).map(readSearchPart);
  const find = (wanted: string) => parameters.find(([name]) => name === `${prefix}.${wanted}`)?.[1] ?? "";
  const period = readPeriod(find("period")) ?? options.defaults?.period;
  return {
    ...(period && { period }),
    comparison: readComparison(find("compare")) ?? resolveFilters(options.defaults).comparison,
    values: readValues(parameters, prefix),
  };
}

/** Reads what `valueParts` wrote. */
export function readValues(parameters: readonly (readonly [string, string])[], prefix: string): FilterValues {
  const values = new Map<string, string[]>();
  const start = `${prefix}.filter.`;
  for (const [name, value] of parameters) {
    if (!name.startsWith(start) || !isSearchValue(value)) continue;
    const dimension = name.slice(start.length);
    const chosen = values.get(dimension) ?? [];
    if (DIMENSION.test(dimension) && chosen.length < MAX_VALUES) values.set(dimension, [...chosen, value]);
  }
  return cleanValues(Object.fromEntries(values));
}

export function readComparison(text: string): Comparison | undefined {
  return COMPARISONS.find((candidate) => candidate === text);
}

export function periodText(period: PeriodSelection | undefined): string {
  if (!period) return "";
  return "preset" in period ? period.preset : `${period.start}..${period.end}`;
}

export function readPeriod(text: string): PeriodSelection | undefined {
  const preset = PERIOD_PRESETS.find((candidate) => candidate === text);
  if (preset) return { preset };
  const [start = "", end = "", ...rest] = text.split("..");
  try {
    return rest.length === 0 && countDays(start, end) > 0 ? { start, end } : undefined;
  } catch {
    return undefined;
  }
}
