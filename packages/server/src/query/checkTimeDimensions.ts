import type { DateRange, Granularity, QueryTimeDimension } from "@northstar/core";
import { type ParsedDateRange, parseDateRange } from "./parseDateRange.ts";
import type { Refuse } from "./refuse.ts";

/** Shortest length of each period, so that the number of periods is never counted too low. */
const PERIOD_MS: Record<Granularity, number> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 28 * 86_400_000,
  quarter: 90 * 86_400_000,
  year: 365 * 86_400_000,
};

const MAX_PERIODS = 50_000;
const MAX_COMPARED_RANGES = 12;

/** Checks granularities, ranges and comparisons. Throws through `refuse`. */
export function checkTimeDimensions(items: readonly QueryTimeDimension[], refuse: Refuse): void {
  for (const [index, item] of items.entries()) {
    const path = `timeDimensions[${index}]`;
    const { granularity, dateRange, compareDateRange } = item;
    if (items.findIndex((other) => other.dimension === item.dimension) !== index) {
      refuse("query_invalid", `${path}.dimension`, `${item.dimension} is named twice`);
    }
    if (granularity !== undefined && !Object.hasOwn(PERIOD_MS, granularity)) {
      refuse(
        "granularity_invalid",
        `${path}.granularity`,
        `there is no granularity ${JSON.stringify(granularity)}; there are ${Object.keys(PERIOD_MS).join(", ")}`,
      );
    }
    if (dateRange) checkRange(dateRange, granularity, `${path}.dateRange`, refuse);
    if (!compareDateRange) continue;
    if (dateRange) refuse("date_range_invalid", path, "dateRange and compareDateRange exclude each other");
    if (compareDateRange.length === 0 || compareDateRange.length > MAX_COMPARED_RANGES) {
      refuse("date_range_invalid", `${path}.compareDateRange`, `it takes 1 to ${MAX_COMPARED_RANGES} ranges`);
    }
    if (items.some((other, at) => at < index && other.compareDateRange)) {
      refuse("date_range_invalid", `${path}.compareDateRange`, "only one time dimension can be compared");
    }
    for (const [at, range] of compareDateRange.entries()) {
      checkRange(range, granularity, `${path}.compareDateRange[${at}]`, refuse);
    }
  }
}

function checkRange(range: DateRange, granularity: Granularity | undefined, where: string, refuse: Refuse): void {
  const parsed: ParsedDateRange | string = parseDateRange(range);
  if (typeof parsed === "string") refuse("date_range_invalid", where, parsed);
  if (granularity === undefined) return;
  const periods = (parsed.endMs - parsed.startMs) / PERIOD_MS[granularity];
  if (periods > MAX_PERIODS) {
    refuse(
      "date_range_invalid",
      where,
      `by ${granularity} it would be over ${MAX_PERIODS} rows; take a longer granularity or a shorter range`,
    );
  }
}
