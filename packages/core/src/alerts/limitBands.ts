import type { ChartBand } from "../charts/chartInput.ts";
import type { Granularity, KpiMeta, KpiUnit } from "../kpi.ts";
import type { AlertLevel } from "./types.ts";

/** Of these a day is a part of a month: a limit for one says nothing about the other. */
const ADDS_UP: ReadonlySet<KpiUnit> = new Set(["people", "count", "money", "minutes"]);

/**
 * Where a KPI's limits are passed, on an axis of its values, amber and then red. None where the chart's periods aren't those that the
 * limits are for, unless it is a rate or a duration, whose limits hold for any.
 */
export function limitBands(
  { thresholds, polarity, unit, grain }: Pick<KpiMeta, "thresholds" | "polarity" | "unit" | "grain">,
  granularity: Granularity,
): (ChartBand & { level: AlertLevel })[] {
  if (!thresholds || (granularity !== grain && ADDS_UP.has(unit))) return [];
  const { amber, red } = thresholds;
  return polarity === "up"
    ? [
        { from: red, to: amber, level: "amber" },
        { from: null, to: red, level: "red" },
      ]
    : [
        { from: amber, to: red, level: "amber" },
        { from: red, to: null, level: "red" },
      ];
}
