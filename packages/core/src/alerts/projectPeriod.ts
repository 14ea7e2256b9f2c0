import type { CatalogKpi } from "../kpi.ts";

const LEAST_SHARE = 0.1;

/**
 * Where a running period would end if it went on as the one before did from the same point: what has come ÷ the share that had come then.
 * That share knows of weekends, of months that fill at their end, and of people who are counted once however often they come, which a
 * straight line doesn't. A share of a whole (a percentage, a ratio, a rate, a duration) isn't carried on: it stays as it is.
 * @returns null while it can't be said: less than a tenth had come by then, so that what little there is would be blown up more than tenfold
 */
export function projectPeriod(
  {
    current,
    previousPart,
    previousWhole,
  }: { current: number | null; previousPart: number | null; previousWhole: number | null },
  { unit, comparesWholePeriods }: Pick<CatalogKpi, "unit" | "comparesWholePeriods">,
): number | null {
  if (current === null) return null;
  if (unit === "percent" || unit === "ratio" || unit === "per_second" || unit === "seconds") return current;
  // How much of such a one had come by a day isn't known.
  if (comparesWholePeriods || !previousPart || !previousWhole) return null;
  const share = previousPart / previousWhole;
  if (share < LEAST_SHARE) return null;
  return current / share;
}
