import { type FreshnessReport, SOURCES, type SourceFreshness, type SourceWatermark } from "./freshness.ts";

/** Freshness of a KPI: that of the source that lags most, against the KPI's own objective. */
export interface KpiFreshness {
  /** `unknown` until a freshness report has come. */
  status: "fresh" | "late" | "never" | "unknown";
  /** Seconds since the source that lags most was ingested; null when one never was, or when it isn't known yet. */
  lagSeconds: number | null;
  sloSeconds: number;
  lateSources: readonly string[];
  /** Greatest event time ingested of the source that lags most, ISO. */
  watermark: string | null;
}

/** The same report at a later time: lags grow as the clock goes on. */
export function ageFreshness(report: FreshnessReport, now: Date): FreshnessReport {
  return { now: now.toISOString(), sources: report.sources.map((source) => ageSource(source, now)) };
}

function ageSource(source: SourceFreshness, now: Date): SourceFreshness {
  if (source.lastLoadedAt === null) return { ...source, lagSeconds: null, status: "never" };
  const lagSeconds = Math.max(0, Math.floor((now.getTime() - Date.parse(source.lastLoadedAt)) / 1000));
  return { ...source, lagSeconds, status: lagSeconds > source.sloSeconds ? "late" : "fresh" };
}

/** Sources in the order in which Northstar names them, a host's own after them by name: the same on every screen and every day. */
export function inSourceOrder<S extends { source: string }>(sources: readonly S[]): S[] {
  const rank = ({ source }: S) => {
    const place = (SOURCES as readonly string[]).indexOf(source);
    return place < 0 ? SOURCES.length : place;
  };
  return [...sources].sort(
    (one, other) => rank(one) - rank(other) || (one.source < other.source ? -1 : one.source > other.source ? 1 : 0),
  );
}

/** A report with newer watermarks laid over it. Sources that the report doesn't know are left out. */
export function mergeWatermarks(report: FreshnessReport, watermarks: readonly SourceWatermark[]): FreshnessReport {
  const newest = new Map(watermarks.map((watermark) => [watermark.source, watermark]));
  return { ...report, sources: report.sources.map((source) => ({ ...source, ...newest.get(source.source) })) };
}

/** Names of the sources whose watermark differs between two reports. */
export function advancedSources(before: readonly SourceWatermark[], after: readonly SourceWatermark[]): string[] {
  const old = new Map(before.map((watermark) => [watermark.source, watermark]));
  return after
    .filter(({ source, lastEventAt, lastLoadedAt }) => {
      const known = old.get(source);
      return known?.lastEventAt !== lastEventAt || known.lastLoadedAt !== lastLoadedAt;
    })
    .map(({ source }) => source);
}

/** Holds a report against a KPI's (or funnel's) objective. A source that the report lacks has never delivered. */
export function kpiFreshness(
  kpi: { sources: readonly string[]; sloSeconds: number },
  report: FreshnessReport | null,
): KpiFreshness {
  const { sloSeconds } = kpi;
  if (!report) return { status: "unknown", lagSeconds: null, sloSeconds, lateSources: [], watermark: null };
  const known = kpi.sources.map(
    (id) => report.sources.find(({ source }) => source === id) ?? { source: id, lagSeconds: null, lastEventAt: null },
  );
  const never = known.filter(({ lagSeconds }) => lagSeconds === null);
  const late = known.filter(({ lagSeconds }) => lagSeconds !== null && lagSeconds > sloSeconds);
  const latest = known.reduce<(typeof known)[number] | null>(
    (slowest, source) => ((source.lagSeconds ?? 0) > (slowest?.lagSeconds ?? -1) ? source : slowest),
    null,
  );
  return {
    status: never.length > 0 ? "never" : late.length > 0 ? "late" : "fresh",
    lagSeconds: never.length > 0 ? null : (latest?.lagSeconds ?? null),
    sloSeconds,
    lateSources: [...never, ...late].map(({ source }) => source),
    watermark: never.length > 0 ? null : (latest?.lastEventAt ?? null),
  };
}
