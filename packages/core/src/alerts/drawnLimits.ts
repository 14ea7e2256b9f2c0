import type { SeriesPoint } from "../planSeries.ts";
import { usualOf } from "./anomaly.ts";
import { fillCounted } from "./fillCounted.ts";
import { earlierOfSeason, earlierValue } from "./judgeRule.ts";
import { lookback } from "./planRule.ts";
import type { PartHistory } from "./replayRule.ts";
import type { AlertLevel } from "./types.ts";

/** A limit as it can be drawn on a KPI's line: in the KPI's unit, a value for each point; null where there is none. */
export interface DrawnLimit {
  level: AlertLevel;
  kind: "enter" | "exit";
  values: readonly (number | null)[];
}

/**
 * Limits of a condition in the KPI's own unit, over the last `count` points; those of a change or an anomaly move from point to point.
 * Conditions that aren't about the KPI's value have none.
 */
export function drawnLimits({ part: { condition }, kpi, grain, ...read }: PartHistory, count: number): DrawnLimit[] {
  if (condition.kind === "missing" || condition.kind === "freshness") return [];
  const points = fillCounted(read.points, kpi);
  const first = points.length - count;
  const inUnit = (compared: number, window: readonly SeriesPoint[]): number | null => {
    switch (condition.kind) {
      case "threshold":
        return compared;
      case "target":
        return kpi.target === undefined ? null : compared * kpi.target;
      case "change": {
        const before = earlierValue(window, grain, condition);
        if (before === null) return null;
        return before + (condition.as === "relative" ? compared * Math.abs(before) : compared);
      }
      case "anomaly": {
        const usual = usualOf(earlierOfSeason(window, condition));
        return usual && usual.middle + compared * usual.spread;
      }
    }
  };
  const windows = Array.from({ length: count }, (_, index) =>
    points.slice(Math.max(0, first + index - lookback(condition, grain) - 1), first + index + 1),
  );
  const at = (compared: number) => windows.map((window) => inUnit(compared, window));
  const sides = condition.kind === "anomaly" && condition.direction === "both" ? [1, -1] : [1];
  return (["amber", "red"] as const).flatMap((level) => {
    const limit = condition[level];
    if (!limit) return [];
    return sides.flatMap((side): DrawnLimit[] => [
      { level, kind: "enter", values: at(side * limit.enter) },
      ...(limit.exit === undefined || limit.exit === limit.enter
        ? []
        : [{ level, kind: "exit" as const, values: at(side * limit.exit) }]),
    ]);
  });
}
