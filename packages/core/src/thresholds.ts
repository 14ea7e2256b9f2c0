import type { KpiMeta } from "./kpi.ts";

/** How a value stands against its KPI's limits; `unknown` when either is missing. */
export type Level = "ok" | "amber" | "red" | "unknown";

/**
 * Level of a value. With polarity `up` it is amber (red) below the limit, with `down` above it; on the limit it is still well.
 */
export function levelOf(kpi: Pick<KpiMeta, "thresholds" | "polarity">, value: number | null): Level {
  const { thresholds, polarity } = kpi;
  if (!thresholds || value === null || Number.isNaN(value)) return "unknown";
  const isBeyond = (limit: number) => (polarity === "up" ? value < limit : value > limit);
  if (isBeyond(thresholds.red)) return "red";
  return isBeyond(thresholds.amber) ? "amber" : "ok";
}
