import type { Comparison, PeriodSelection } from "./period.ts";
import type { MemberFilter, QueryFilter } from "./query.ts";

/** What a reader has chosen. Everything left out has its default: this month, the previous period, no values. */
export interface Filters {
  period?: PeriodSelection | undefined;
  comparison?: Comparison | undefined;
  /** Dimension name (`country`, or fully qualified) → chosen values; an empty list means all. */
  values?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** Filters with every default filled in. */
export interface ResolvedFilters {
  period: PeriodSelection;
  comparison: Comparison;
  values: Readonly<Record<string, readonly string[]>>;
}

const DEFAULT_FILTERS: ResolvedFilters = {
  period: { preset: "this_month" },
  comparison: "previous_period",
  values: {},
};

/** Lays filters over one another, field by field, the last on top. What no layer has chosen stays open. */
export function layFilters(...layers: readonly (Filters | undefined)[]): Filters {
  const laid: { -readonly [Key in keyof Filters]: Filters[Key] } = {};
  for (const { period, comparison, values } of layers.filter((layer) => layer !== undefined)) {
    if (period) laid.period = period;
    if (comparison) laid.comparison = comparison;
    if (values) laid.values = values;
  }
  return laid;
}

/** The same over the defaults. */
export function resolveFilters(...layers: readonly (Filters | undefined)[]): ResolvedFilters {
  return { ...DEFAULT_FILTERS, ...(layFilters(...layers) as Partial<ResolvedFilters>) };
}

/** What chosen values are held against: one of its members, and the dimensions that cut it (without the view; any when absent). */
export interface Filterable {
  member: string;
  dimensions?: readonly string[] | undefined;
}

/** Stands among chosen values for rows that have none. */
export const NO_FILTER_VALUE = "";

/** Chosen values as query filters, of the dimensions that cut the thing; `ignoredFilters` names the others. */
export function valueFilters(values: ResolvedFilters["values"], filterable: Filterable): QueryFilter[] {
  return chosenOf(values)
    .filter(([dimension]) => isCutBy(filterable, dimension))
    .map(([dimension, chosen]) => valueFilter(qualify(dimension, filterable.member), chosen));
}

/** Names of the dimensions of which values are chosen that don't cut the thing: its number is for all of them, and readers are told. */
export function ignoredFilters(values: ResolvedFilters["values"], filterable: Filterable): readonly string[] {
  return chosenOf(values)
    .map(([dimension]) => dimension)
    .filter((dimension) => !isCutBy(filterable, dimension));
}

function chosenOf(values: ResolvedFilters["values"]) {
  return Object.entries(values).filter(([, chosen]) => chosen.length > 0);
}

function isCutBy({ member, dimensions }: Filterable, name: string): boolean {
  if (!dimensions) return true;
  const full = qualify(name, member);
  return dimensions.some((dimension) => qualify(dimension, member) === full);
}

function valueFilter(member: string, chosen: readonly string[]): QueryFilter {
  const values = chosen.filter((value) => value !== NO_FILTER_VALUE);
  const without: MemberFilter = { member, operator: "notSet" };
  if (values.length === 0) return without;
  const equals: MemberFilter = { member, operator: "equals", values };
  return values.length === chosen.length ? equals : { or: [equals, without] };
}

/** Gives a name the view of another member, unless it has one: `country` beside `executive.date` is `executive.country`. */
export function qualify(name: string, member: string): string {
  return name.includes(".") ? name : `${viewOf(member)}.${name}`;
}

function viewOf(member: string): string {
  return member.slice(0, member.indexOf("."));
}
