import { addDays, addMonths, endOfBucket } from "../civil.ts";
import type { Granularity } from "../kpi.ts";
import type { SeriesPoint } from "../planSeries.ts";
import type { DateRange } from "../query.ts";
import { isLikeForLike } from "../wholePeriods.ts";
import { deviationsFrom, isSameHourOfWeek, SEASON_LENGTH } from "./anomaly.ts";
import { isCounted } from "./fillCounted.ts";
import { type BadSide, standing } from "./limits.ts";
import type { PartReading } from "./planRule.ts";
import { projectPeriod } from "./projectPeriod.ts";
import { DEFAULT_HISTORY, periodOfRule, type SimpleCondition } from "./ruleDefaults.ts";
import type { AlertCause, AlertLevel, AlertLimits, AlertRuleInput, AlertVerdict } from "./types.ts";

type Known = Extract<AlertVerdict, { kind: "known" }>;

/**
 * What a rule comes to by what was read of its parts. Late or missing input gives no verdict: it can neither fire nor resolve anything.
 * Rules that only look at the age of sources are about nothing else.
 */
export function judgeRule(
  rule: Pick<AlertRuleInput, "condition" | "on">,
  readings: readonly PartReading[],
): AlertVerdict {
  const verdicts = readings.map((reading) => judgePart(reading, periodOfRule(rule)));
  if (rule.condition.kind === "composite") return judgeTogether(verdicts, rule.condition.match);
  return verdicts[0] ?? unknown({ kind: "failed", code: "nothing_watched" });
}

function judgePart(reading: PartReading, on: "complete" | "running" | "projected"): AlertVerdict {
  const { condition, watch } = reading.part;
  if (reading.kind === "failed") return unknown({ kind: "failed", code: reading.code });
  const { freshness } = reading;
  if (condition.kind === "freshness") {
    if (freshness.lagSeconds === null) return unknown({ kind: "late_source", sources: freshness.lateSources });
    return known(freshness.lagSeconds / freshness.sloSeconds, null, null, condition, "above");
  }
  if (freshness.status !== "fresh") return unknown({ kind: "late_source", sources: freshness.lateSources });
  if (reading.kind === "series") return judgeSeries(reading.points, reading.grain, reading);
  if (reading.kind === "age") return unknown({ kind: "failed", code: "nothing_watched" });

  const { current, previous, complete, period } = reading.reading;
  const dates: DateRange = [period.start, period.end];
  if (current === null) return unknown({ kind: "no_rows" });
  if (condition.kind === "change") {
    if (!isLikeForLike(reading.kpi, period)) return unknown({ kind: "failed", code: "whole_periods_only" });
    return change(current, previous, dates, condition);
  }
  const projected = projectPeriod({ current, previousPart: previous, previousWhole: complete }, reading.kpi);
  const value = on === "projected" ? projected : current;
  if (value === null) return unknown({ kind: "too_early" });
  switch (condition.kind) {
    case "threshold":
      return known(value, value, dates, condition, condition.direction);
    case "target":
      return againstTarget(value, reading.kpi.target, dates, condition);
    default:
      return unknown({ kind: "failed", code: `${condition.kind}_of_${on}_${watch.kpi}` });
  }
}

function judgeSeries(
  points: readonly SeriesPoint[],
  grain: Granularity,
  { part: { condition }, kpi }: PartReading,
): AlertVerdict {
  const last = points.at(-1);
  if (!last) return unknown({ kind: "no_rows" });
  const dates = datesOf(last.start, grain);
  if (condition.kind === "missing") {
    const isMissing = ({ value }: SeriesPoint) => value === null || (value === 0 && isCounted(kpi));
    const lastWithData = points.findLastIndex((point) => !isMissing(point));
    return known(points.length - 1 - lastWithData, null, dates, condition, "above");
  }
  const { value } = last;
  if (value === null) return unknown({ kind: "no_rows" });
  switch (condition.kind) {
    case "threshold":
      return known(value, value, dates, condition, condition.direction);
    case "target":
      return againstTarget(value, kpi.target, dates, condition);
    case "change":
      return change(value, earlierValue(points, grain, condition), dates, condition);
    case "anomaly": {
      const earlier = earlierOfSeason(points, condition);
      const distance = deviationsFrom(value, earlier);
      if (distance === null) return unknown({ kind: "too_little_history", periods: earlier.length });
      const compared = condition.direction === "both" ? Math.abs(distance) : distance;
      return known(compared, value, dates, condition, condition.direction === "below" ? "below" : "above");
    }
    case "freshness":
      return unknown({ kind: "failed", code: "nothing_watched" });
  }
}

/** Values before the last, of its season. */
export function earlierOfSeason(
  points: readonly SeriesPoint[],
  { season, history = DEFAULT_HISTORY }: Extract<SimpleCondition, { kind: "anomaly" }>,
): number[] {
  const last = points.at(-1);
  const found: number[] = [];
  const apart = SEASON_LENGTH[season];
  for (let index = points.length - 1 - apart; last && index >= 0 && found.length < history; index -= apart) {
    // Daylight saving takes an hour out of a series: what was a week apart is an hour less.
    if (season === "hour_of_week") {
      const aside = [0, 1, -1].find((by) => isSameHourOfWeek(points[index + by]?.start, last.start));
      if (aside === undefined) continue;
      index += aside;
    }
    const value = points[index]?.value ?? null;
    if (value !== null) found.unshift(value);
  }
  return found;
}

/** The value that a change is held against, at the last point. */
export function earlierValue(
  points: readonly SeriesPoint[],
  grain: Granularity,
  { against }: Pick<Extract<SimpleCondition, { kind: "change" }>, "against">,
): number | null {
  const last = points.at(-1);
  const start = last && against === "previous_year" ? yearBefore(last.start, grain) : points.at(-2)?.start;
  return points.find((point) => point.start === start)?.value ?? null;
}

function againstTarget(
  value: number,
  target: number | undefined,
  dates: DateRange,
  condition: Extract<SimpleCondition, { kind: "target" }>,
): AlertVerdict {
  if (!target) return unknown({ kind: "failed", code: "no_target" });
  return known(value / target, value, dates, condition, condition.direction);
}

function change(
  value: number,
  before: number | null,
  dates: DateRange,
  condition: Extract<SimpleCondition, { kind: "change" }>,
): AlertVerdict {
  const isRelative = condition.as === "relative";
  if (before === null || (isRelative && before === 0)) return unknown({ kind: "too_little_history", periods: 0 });
  const compared = isRelative ? (value - before) / Math.abs(before) : value - before;
  return known(compared, value, dates, condition, condition.direction);
}

function known(
  compared: number,
  value: number | null,
  period: DateRange | null,
  limits: AlertLimits,
  side: BadSide,
): Known {
  return { kind: "known", ...standing(compared, limits, side), compared, value, period };
}

function unknown(cause: AlertCause): AlertVerdict {
  return { kind: "unknown", cause };
}

/**
 * Enough parts have to be beyond at once. What isn't known counts for neither side: while the others leave it open, the whole isn't known
 * either. `compared` is how many are beyond, `limit` how many it takes.
 */
function judgeTogether(verdicts: readonly AlertVerdict[], match: "all" | "any" | { count: number }): AlertVerdict {
  const needed = match === "all" ? verdicts.length : match === "any" ? 1 : match.count;
  const seen = verdicts.filter((verdict) => verdict.kind === "known");
  const unseen = verdicts.length - seen.length;
  const settled = (is: (verdict: Known) => boolean): boolean | null => {
    const count = seen.filter(is).length;
    if (count >= needed) return true;
    return count + unseen >= needed ? null : false;
  };
  const isRed = settled(({ entered }) => entered === "red");
  const isAmber = settled(({ entered }) => entered !== null);
  const keepsRed = settled(({ held }) => held.red);
  const keepsAmber = settled(({ held }) => held.amber || held.red);
  if (isAmber === null) {
    const first = verdicts.find((verdict) => verdict.kind === "unknown");
    return unknown(first?.cause ?? { kind: "no_rows" });
  }
  const entered: AlertLevel | null = isRed ? "red" : isAmber ? "amber" : null;
  return {
    kind: "known",
    entered,
    // Where that isn't known, nothing is let go.
    held: { amber: keepsAmber !== false, red: keepsRed !== false },
    compared: seen.filter((verdict) => verdict.entered !== null).length,
    value: null,
    limit: needed,
    period: seen.find(({ period }) => period !== null)?.period ?? null,
  };
}

/** The bucket a year earlier: the same month, quarter or year by name; for hours, days and weeks 52 weeks, so that Mondays meet Mondays. */
export function yearBefore(start: string, grain: Granularity): string {
  const date = start.slice(0, 10);
  if (grain === "hour" || grain === "day" || grain === "week") {
    return `${addDays(date, -364)}${start.slice(10)}`;
  }
  return addMonths(date, -12);
}

function datesOf(start: string, grain: Granularity): DateRange {
  if (grain === "hour") return [start, start.replace(":00:00.000", ":59:59.999")];
  return [start, endOfBucket(start, grain)];
}
