import { addBuckets, endOfBucket, startOfBucket } from "./civil.ts";
import type { KpiMeta } from "./kpi.ts";
import type { Period } from "./period.ts";
import type { DateRange } from "./query.ts";

type Compared = Pick<KpiMeta, "grain" | "comparesWholePeriods">;

/** Whether a KPI's number and what it is compared with are for stretches of the same length: only then is a change good or bad. */
export function isLikeForLike(kpi: Pick<KpiMeta, "comparesWholePeriods">, period: Pick<Period, "partial">): boolean {
  return !(kpi.comparesWholePeriods && period.partial);
}

/**
 * Dates that the earlier number of a KPI really covers: the comparison's own or, with `comparesWholePeriods`, those of the periods
 * of its grain that begin in it, to the end of the last. Null when none does.
 */
export function coveredRange(kpi: Compared, comparison: DateRange): DateRange | null {
  const [from, to] = [comparison[0].slice(0, 10), comparison[1].slice(0, 10)];
  if (!kpi.comparesWholePeriods || kpi.grain === "hour") return [from, to];
  const begun = startOfBucket(from, kpi.grain);
  const first = begun === from ? begun : addBuckets(begun, kpi.grain, 1);
  return first > to ? null : [first, endOfBucket(startOfBucket(to, kpi.grain), kpi.grain)];
}
