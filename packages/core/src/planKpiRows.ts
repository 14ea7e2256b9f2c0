import { CoreError } from "./errors.ts";
import { ignoredFilters, qualify, type ResolvedFilters, valueFilters } from "./filters.ts";
import type { FreshnessReport } from "./freshness.ts";
import type { CatalogKpi, Granularity, KpiPlace } from "./kpi.ts";
import { isNeverLoaded, valueOfLoaded } from "./noValue.ts";
import {
  bucketStarts,
  elapsedRange,
  isPartialBucket,
  kpiPeriod,
  type Period,
  type PeriodContext,
  resolvePeriod,
  trailingRange,
} from "./period.ts";
import { filterableKpi } from "./planKpi.ts";
import type { DateRange, Query, Row } from "./query.ts";
import { toNumber } from "./toNumber.ts";

/** How the values of several KPIs are laid out in rows. */
export interface KpiRowsOptions {
  /** Dimensions, without the view; a row for each combination of their values. */
  by?: readonly string[] | undefined;
  /** A row for each bucket of time too. */
  granularity?: Granularity | undefined;
  /** With a granularity: the last `count` buckets up to the chosen period's last. Without it, the part of the chosen period that has begun. */
  count?: number | undefined;
  /** A KPI's id or a dimension. Without it rows come in the order of time, else of the first KPI, largest first. */
  order?: { by: string; direction: "asc" | "desc" } | undefined;
  /** Most rows. @default 1000 */
  limit?: number | undefined;
}

/** What to ask for the rows of several KPIs, and for which dates. */
export interface KpiRowsPlan {
  kpis: readonly CatalogKpi[];
  /** Short name → member. */
  by: ReadonlyMap<string, string>;
  period: Period;
  range: DateRange;
  granularity: Granularity | null;
  limit: number;
  /** Dimensions of which values are chosen that don't cut these KPIs. */
  ignoredFilters: readonly string[];
  query: Query;
}

/** One row: values by KPI id. */
export interface KpiRow {
  /** Values of the dimensions by their short names; null where a row has none. */
  keys: Readonly<Record<string, string | null>>;
  /** ISO date or local date-time of the bucket; null without a granularity. */
  start: string | null;
  /** True when its bucket isn't over. */
  partial: boolean;
  values: Readonly<Record<string, number | null>>;
}

const DEFAULT_LIMIT = 1000;

/**
 * Plans one query for several KPIs side by side. Some view must show them all by one time dimension, or their rows wouldn't be about
 * the same things.
 * @throws CoreError `mixed_kpis`, `unknown_dimension`
 */
export function planKpiRows(
  asked: readonly CatalogKpi[],
  filters: ResolvedFilters,
  options: KpiRowsOptions,
  context: PeriodContext,
): KpiRowsPlan {
  const kpis = inOneView(asked);
  const [first] = kpis;
  if (!first) throw new CoreError("mixed_kpis", "No KPI is asked for. Name at least one.");
  const { granularity = null, count, limit = DEFAULT_LIMIT } = options;
  const period = kpiPeriod(first, resolvePeriod(filters.period, context), context);
  const range =
    granularity !== null && count !== undefined
      ? trailingRange(granularity, count, period, context)
      : elapsedRange(period);
  const by = new Map((options.by ?? []).map((name) => [name, dimensionOf(name, kpis)]));
  // One list of filters for all: only what cuts every KPI may be in it.
  const cuts = kpis.map(filterableKpi);
  const ignored = [...new Set(cuts.flatMap((cut) => ignoredFilters(filters.values, cut)))];
  const values = Object.fromEntries(Object.entries(filters.values).filter(([name]) => !ignored.includes(name)));
  const timeMember = first.timeDimensionMember;
  return {
    kpis,
    by,
    period,
    range,
    granularity,
    limit,
    ignoredFilters: ignored,
    query: {
      measures: kpis.map(({ measure }) => measure),
      dimensions: [...by.values()],
      timeDimensions: [{ dimension: timeMember, ...(granularity && { granularity }), dateRange: range }],
      filters: valueFilters(values, filterableKpi(first)),
      order: [orderOf(options.order, kpis, by, granularity ? timeMember : null)],
      limit,
      timezone: context.timeZone,
    },
  };
}

/** The KPIs under the names of the first view of the first one that shows them all by one time dimension. */
function inOneView(kpis: readonly CatalogKpi[]): readonly CatalogKpi[] {
  const [first] = kpis;
  for (const { timeDimensionMember } of first ? placesOf(first) : []) {
    const placed = kpis.flatMap((kpi) => {
      const place = placesOf(kpi).find((candidate) => candidate.timeDimensionMember === timeDimensionMember);
      return place ? { ...kpi, ...place } : [];
    });
    if (placed.length === kpis.length) return placed;
  }
  const other = kpis.find(({ timeDimensionMember }) => timeDimensionMember !== first?.timeDimensionMember);
  if (!first || !other) return kpis;
  throw new CoreError(
    "mixed_kpis",
    `"${first.id}" goes by ${first.timeDimensionMember} and "${other.id}" by ${other.timeDimensionMember}: they can't share rows. Ask for them separately.`,
  );
}

function placesOf({ measure, timeDimensionMember, dimensions, alsoIn = [] }: CatalogKpi): readonly KpiPlace[] {
  return [{ measure, timeDimensionMember, dimensions }, ...alsoIn];
}

function dimensionOf(name: string, kpis: readonly CatalogKpi[]): string {
  for (const { id, dimensions } of kpis) {
    if (!dimensions || dimensions.includes(name)) continue;
    throw new CoreError(
      "unknown_dimension",
      `"${id}" can't be broken down by "${name}". It can be by: ${dimensions.join(", ") || "nothing"}.`,
    );
  }
  return qualify(name, kpis[0]?.measure ?? "");
}

function orderOf(
  order: KpiRowsOptions["order"],
  kpis: readonly CatalogKpi[],
  by: ReadonlyMap<string, string>,
  timeMember: string | null,
): readonly [string, "asc" | "desc"] {
  if (!order) return timeMember ? [timeMember, "asc"] : [kpis[0]?.measure ?? "", "desc"];
  const member = by.get(order.by) ?? kpis.find(({ id }) => id === order.by)?.measure;
  if (member !== undefined) return [member, order.direction];
  throw new CoreError("unknown_dimension", `Rows can't be ordered by "${order.by}": it isn't one of their columns.`);
}

/**
 * Reads the answer to `plan.query`. Without dimensions every bucket of the range has a row, those without data with null.
 * @param report how far the KPIs' sources are loaded, as for `readKpi`
 */
export function readKpiRows(
  plan: KpiRowsPlan,
  rows: readonly Row[],
  context: PeriodContext,
  report: FreshnessReport | null,
): KpiRow[] {
  const { kpis, by, granularity, range } = plan;
  const never = new Map(kpis.map((kpi) => [kpi.id, isNeverLoaded(kpi.sources, report)]));
  const timeColumn = `${kpis[0]?.timeDimensionMember}.${granularity}`;
  const startLength = granularity === "hour" ? 23 : 10;
  const read = (row: Row): KpiRow => {
    const start = granularity ? String(row[timeColumn]).slice(0, startLength) : null;
    return {
      keys: Object.fromEntries([...by].map(([name, member]) => [name, keyOf(row[member])])),
      start,
      partial: start !== null && granularity !== null && isPartialBucket(start, granularity, context),
      values: Object.fromEntries(
        kpis.map((kpi) => [kpi.id, valueOfLoaded(toNumber(row[kpi.measure]), kpi, never.get(kpi.id) ?? null)]),
      ),
    };
  };
  const known = rows.map(read);
  if (!granularity || by.size > 0) return known;
  const byStart = new Map(known.map((row) => [row.start, row]));
  const none = Object.fromEntries(kpis.map(({ id }) => [id, null]));
  return bucketStarts(range, granularity, context.timeZone).map(
    (start) =>
      byStart.get(start) ?? {
        keys: {},
        start,
        partial: isPartialBucket(start, granularity, context),
        values: none,
      },
  );
}

function keyOf(cell: Row[string] | undefined): string | null {
  return cell === null || cell === undefined || cell === "" ? null : String(cell);
}
