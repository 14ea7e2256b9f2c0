import { type Period, resolvePeriod } from "@northstar/core";
import type { Filters } from "../../hooks/types.ts";
import { useNorthstar } from "../../hooks/useNorthstar.ts";

/** The chosen period in dates; null when it isn't one, which the KPI hooks say as an error of their own. */
export function useChosenPeriod(filters: Filters | undefined): Period | null {
  const { filters: shared, now, timeZone } = useNorthstar();
  try {
    return resolvePeriod(filters?.period ?? shared.period, { now: now(), timeZone });
  } catch {
    return null;
  }
}
