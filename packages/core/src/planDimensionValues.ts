import { withValues } from "./filterState.ts";
import { qualify, type ResolvedFilters, valueFilters } from "./filters.ts";
import type { CatalogKpi, KpiUnit } from "./kpi.ts";
import { elapsedRange, kpiPeriod, type PeriodContext, resolvePeriod } from "./period.ts";
import type { Query, Row } from "./query.ts";
import { toNumber } from "./toNumber.ts";

/** What to ask for the values of a dimension. */
export interface DimensionValuesPlan {
  /** The KPI that the values are counted by. */
  kpi: CatalogKpi;
  member: string;
  limit: number;
  query: Query;
}

/** A value that may be chosen. `""` stands for rows without one. */
export interface DimensionValue {
  value: string;
  /** The KPI's number for it. */
  weight: number | null;
}

/** Values asked for at first: a list is opened more often than it is read to its end. */
const FIRST = 200;
/** Values asked for when a reader goes on; what is further down still is found by searching. */
const MOST = 10_000;
/** Units of numbers that add up: an order by a rate would put the smallest values first. */
const ADDITIVE: readonly KpiUnit[] = ["people", "count", "minutes", "money"];

/**
 * Plans the question for a dimension's values: those with data in the chosen period under what is chosen of the other dimensions, by
 * the KPI that the most of these cut, largest first. Null when the reader sees no KPI that has the dimension.
 * @param search part of a value, upper and lower case alike; all without it
 * @param isWhole whether all of a long list are wanted, and not its first
 */
export function planDimensionValues(
  name: string,
  search: string,
  kpis: readonly CatalogKpi[],
  filters: ResolvedFilters,
  context: PeriodContext,
  isWhole = false,
): DimensionValuesPlan | null {
  const others = withValues(filters.values, name, []);
  const kpi = fittingKpi(name, kpis, Object.keys(others));
  if (!kpi) return null;
  const member = qualify(name, kpi.measure);
  const period = kpiPeriod(kpi, resolvePeriod(filters.period, context), context);
  const sought = search.trim();
  const limit = isWhole ? MOST : FIRST;
  return {
    kpi,
    member,
    limit,
    query: {
      measures: [kpi.measure],
      dimensions: [member],
      timeDimensions: [{ dimension: kpi.timeDimensionMember, dateRange: elapsedRange(period) }],
      filters: [
        ...valueFilters(others, { member: kpi.measure, dimensions: kpi.dimensions }),
        ...(sought === "" ? [] : [{ member, operator: "contains", values: [sought] }]),
      ],
      order: [[kpi.measure, "desc"]],
      limit,
      timezone: context.timeZone,
    },
  };
}

function fittingKpi(name: string, kpis: readonly CatalogKpi[], others: readonly string[]): CatalogKpi | null {
  const score = ({ dimensions = [], unit }: CatalogKpi) =>
    others.filter((other) => dimensions.includes(other)).length * 2 + (ADDITIVE.includes(unit) ? 1 : 0);
  const [best = null] = kpis
    .filter(({ dimensions }) => dimensions?.includes(name))
    // A stable sort: of equals the catalogue's first.
    .sort((one, other) => score(other) - score(one));
  return best;
}

/** Reads the answer to `plan.query`. */
export function readDimensionValues({ kpi, member }: DimensionValuesPlan, rows: readonly Row[]): DimensionValue[] {
  const weights = new Map<string, number | null>();
  for (const row of rows) {
    const cell = row[member];
    const value = cell === null || cell === undefined ? "" : String(cell);
    if (!weights.has(value)) weights.set(value, toNumber(row[kpi.measure]));
  }
  return [...weights].map(([value, weight]) => ({ value, weight }));
}

/** Text without case and accents, to search in what is on the screen: `bogota` finds `Bogotá`. */
export function searchable(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
