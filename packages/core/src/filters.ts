import type { Comparison, PeriodSelection } from "./period.ts";
import type { MemberFilter } from "./query.ts";

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

/** Lays filters over one another, field by field, the last on top, over the defaults. */
export function resolveFilters(...layers: readonly (Filters | undefined)[]): ResolvedFilters {
  const resolved = { ...DEFAULT_FILTERS };
  for (const { period, comparison, values } of layers.filter((layer) => layer !== undefined)) {
    if (period) resolved.period = period;
    if (comparison) resolved.comparison = comparison;
    if (values) resolved.values = values;
  }
  return resolved;
}

/** Chosen values as query filters. A name without a view is taken in the view of `member`. */
export function valueFilters(values: ResolvedFilters["values"], member: string): MemberFilter[] {
  return Object.entries(values)
    .filter(([, chosen]) => chosen.length > 0)
    .map(([dimension, chosen]) => ({
      member: qualify(dimension, member),
      operator: "equals",
      values: [...chosen],
    }));
}

/** Gives a name the view of another member, unless it has one: `country` beside `executive.date` is `executive.country`. */
export function qualify(name: string, member: string): string {
  return name.includes(".") ? name : `${viewOf(member)}.${name}`;
}

function viewOf(member: string): string {
  return member.slice(0, member.indexOf("."));
}
