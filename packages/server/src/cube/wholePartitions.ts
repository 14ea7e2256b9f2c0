import { queryOrchestrator } from "./queryOrchestrator.ts";

/** Both ends in the zone of the reports, `2026-11-01T00:00:00.000`. */
type LocalRange = readonly [start: string, end: string];

interface RangeLoader {
  /** From the first to the last moment that a rollup holds. */
  loadBuildRange(): Promise<LocalRange>;
  partitionRanges(
    ignoreQuestion?: boolean,
  ): Promise<{ buildRange: LocalRange; partitionRanges: readonly LocalRange[] }>;
}

let isDone = false;

/**
 * Has every partition of a rollup filled to its end, in the whole process. Cube fills the last one that a question needs only up to where the
 * question ends, and takes it for the whole partition afterwards: days asked for later would be missing. (It counts on
 * a worker that has built everything before anybody asks; here a question may be the first.)
 */
export function fillWholePartitions(): void {
  if (isDone) return;
  isDone = true;
  const loader = queryOrchestrator().PreAggregationPartitionRangeLoader.prototype as RangeLoader;
  const original = loader.partitionRanges;
  loader.partitionRanges = async function (ignoreQuestion) {
    const { partitionRanges } = await original.call(this, ignoreQuestion);
    return { partitionRanges, buildRange: await this.loadBuildRange() };
  };
}
