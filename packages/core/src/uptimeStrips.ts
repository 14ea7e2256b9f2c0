import type { KpiRow } from "./planKpiRows.ts";

/** Days of one thing that runs or doesn't, and its uptime over all of them. Uptimes are fractions; null before it was in service. */
export interface UptimeStripData {
  id: string;
  uptime: number | null;
  days: readonly { start: string; uptime: number | null; partial: boolean }[];
}

/**
 * One strip for each value of a dimension, the worst first, with a cell for every day whether or not there is a row for it.
 * @param daily rows by the dimension and by day
 * @param totals rows by the dimension over the same days: a mean of days would weigh a day's part like a whole one
 * @param starts every day of the strip
 * @param today ISO date of the day that is running
 */
export function uptimeStrips(
  { daily, totals }: { daily: readonly KpiRow[]; totals: readonly KpiRow[] },
  names: { kpi: string; dimension: string },
  starts: readonly string[],
  today: string,
): UptimeStripData[] {
  const uptimes = new Map(
    daily.map((row) => [`${row.start} ${row.keys[names.dimension]}`, row.values[names.kpi] ?? null]),
  );
  const strips = totals.map(({ keys, values }) => {
    const id = keys[names.dimension] ?? NOT_SET;
    return {
      id,
      uptime: values[names.kpi] ?? null,
      days: starts.map((start) => ({ start, uptime: uptimes.get(`${start} ${id}`) ?? null, partial: start >= today })),
    };
  });
  return strips.sort((one, other) => (one.uptime ?? 2) - (other.uptime ?? 2) || (one.id < other.id ? -1 : 1));
}

/** What the model calls runs and incidents that don't say of which flow. */
const NOT_SET = "(not set)";
