import { countDays } from "./civil.ts";
import { cleanValues } from "./filterState.ts";
import { type Filters, resolveFilters } from "./filters.ts";
import { COMPARISONS, PERIOD_PRESETS, type PeriodSelection } from "./period.ts";

/** How filters are written into the search part of a URL. */
export interface FilterSearchOptions {
  /** Begins the name of every parameter, so that the host and other providers may share the URL. @default "ns" */
  prefix?: string | undefined;
  /**
   * What holds where the URL says nothing; what equals it isn't written. @default the period of each view, against the period before
   */
  defaults?: Pick<Filters, "period" | "comparison"> | undefined;
}

const DEFAULT_PREFIX = "ns";
/** As the server: more values, or longer ones, are refused there. */
const MAX_VALUES = 1000;
const MAX_VALUE_LENGTH = 1000;
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
  const write = (name: string, value: string) => {
    if (isValue(value)) own.push(`${encode(name)}=${encode(value)}`);
  };
  if (periodText(period) !== periodText(options.defaults?.period)) write(`${prefix}.period`, periodText(period));
  if (comparison !== resolveFilters(options.defaults).comparison) write(`${prefix}.compare`, comparison);
  for (const [dimension, chosen] of Object.entries(cleanValues(values))) {
    for (const value of chosen) write(`${prefix}.filter.${dimension}`, value);
  }
  const text = [...partsOf(search).filter((part) => !readPart(part)[0].startsWith(`${prefix}.`)), ...own].join("&");
  return text === "" ? "" : `?${text}`;
}

/**
 * Reads what `filtersToSearch` wrote. What it doesn't know, or what is no date, no name or no text, is left out: a URL is anyone's.
 * There is no `period` where neither the URL nor the defaults say one: each view has its own then.
 */
export function filtersFromSearch(search: string, options: FilterSearchOptions = {}): Filters {
  const { prefix = DEFAULT_PREFIX } = options;
  const parameters = partsOf(search).map(readPart);
  const find = (wanted: string) => parameters.find(([name]) => name === `${prefix}.${wanted}`)?.[1] ?? "";
  const values = new Map<string, string[]>();
  for (const [name, value] of parameters) {
    const start = `${prefix}.filter.`;
    if (!name.startsWith(start) || !isValue(value)) continue;
    const dimension = name.slice(start.length);
    const chosen = values.get(dimension) ?? [];
    if (DIMENSION.test(dimension) && chosen.length < MAX_VALUES) values.set(dimension, [...chosen, value]);
  }
  const comparison = find("compare");
  const period = readPeriod(find("period")) ?? options.defaults?.period;
  return {
    ...(period && { period }),
    comparison:
      COMPARISONS.find((candidate) => candidate === comparison) ?? resolveFilters(options.defaults).comparison,
    values: cleanValues(Object.fromEntries(values)),
  };
}

function periodText(period: PeriodSelection | undefined): string {
  if (!period) return "";
  return "preset" in period ? period.preset : `${period.start}..${period.end}`;
}

function readPeriod(text: string): PeriodSelection | undefined {
  const preset = PERIOD_PRESETS.find((candidate) => candidate === text);
  if (preset) return { preset };
  const [start = "", end = "", ...rest] = text.split("..");
  try {
    return rest.length === 0 && countDays(start, end) > 0 ? { start, end } : undefined;
  } catch {
    return undefined;
  }
}

/** NUL is no text to a warehouse, and half a surrogate pair is no text at all. */
function isValue(value: string): boolean {
  return value.length <= MAX_VALUE_LENGTH && !value.includes("\u0000") && !/\p{Surrogate}/u.test(value);
}

function partsOf(search: string): string[] {
  return search
    .replace(/^\?/, "")
    .split("&")
    .filter((part) => part !== "");
}

/** Name and value of a parameter; what is no percent-encoding has neither. */
function readPart(part: string): readonly [name: string, value: string] {
  const at = part.indexOf("=");
  const name = at < 0 ? part : part.slice(0, at);
  try {
    return [decode(name), at < 0 ? "" : decode(part.slice(at + 1))];
  } catch {
    return ["", "\u0000"];
  }
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

/** What needs no escape in a search part stays readable. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/%(?:20|2F|3A|2C)/g, (code) => READABLE[code] ?? code);
}

const READABLE: Readonly<Record<string, string>> = { "%20": "+", "%2F": "/", "%3A": ":", "%2C": "," };
