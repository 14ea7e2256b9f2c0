import type { FreshnessOfAnswer, FreshnessReport, SourceFreshness, SourceWatermark } from "@northstar/core";

/**
 * Each source against its objective. The lag is counted from the last load, not the last event: a source in
 * which nothing happened is not late for it.
 */
export function freshnessReport(
  watermarks: readonly SourceWatermark[],
  objectives: ReadonlyMap<string, number>,
  now: Date,
): FreshnessReport {
  const sources = [...objectives].map(([source, sloSeconds]): SourceFreshness => {
    const watermark = watermarks.find((item) => item.source === source);
    const loadedAt = watermark?.lastLoadedAt ?? null;
    const lagSeconds =
      loadedAt === null ? null : Math.max(0, Math.round((now.getTime() - Date.parse(loadedAt)) / 1000));
    return {
      source,
      lastEventAt: watermark?.lastEventAt ?? null,
      lastLoadedAt: loadedAt,
      sloSeconds,
      lagSeconds,
      status: lagSeconds === null ? "never" : lagSeconds > sloSeconds ? "late" : "fresh",
    };
  });
  return { now: now.toISOString(), sources };
}

/** The watermark an answer rests on: that of the source that lags most; null when one never delivered, or when it rests on none. */
export function answerFreshness(sources: readonly string[], watermarks: readonly SourceWatermark[]): FreshnessOfAnswer {
  const times = sources.map((source) => watermarks.find((item) => item.source === source)?.lastEventAt ?? null);
  const oldest = times.reduce<string | null>((low, time, index) => {
    if (index === 0) return time;
    return low === null || time === null ? null : Date.parse(time) < Date.parse(low) ? time : low;
  }, null);
  return { sources, watermark: oldest };
}
