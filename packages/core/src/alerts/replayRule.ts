import type { CatalogKpi, Granularity } from "../kpi.ts";
import type { SeriesPoint } from "../planSeries.ts";
import { advanceAlert } from "./advanceAlert.ts";
import { fillCounted } from "./fillCounted.ts";
import { judgeRule } from "./judgeRule.ts";
import { lookback, type PartReading } from "./planRule.ts";
import { partsOf, type RulePart, timingOf } from "./ruleDefaults.ts";
import { endOfPeriod, nextSlot } from "./schedule.ts";
import type { AlertLevel, AlertRuleInput, AlertSchedule, AlertState, AlertTransition } from "./types.ts";

/** A part of a rule with all the periods that it is replayed over, and as many before as its condition looks back on. */
export interface PartHistory {
  part: RulePart;
  kpi: CatalogKpi;
  grain: Granularity;
  /** Complete periods, oldest first. */
  points: readonly SeriesPoint[];
}

/** What a rule would have done. Times are milliseconds since the epoch. */
export interface Replay {
  /** Of the first part's periods: what the rule was at when each was over. */
  levels: readonly { start: string; level: AlertLevel | null }[];
  firings: readonly {
    from: number;
    to: number | null;
    start: string;
    end: string | null;
    level: AlertLevel;
    value: number | null;
  }[];
  messages: number;
  flapping: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Lets a rule look at each period when it was over, and again whenever one of its durations ran out, as it would have looked all the time.
 * One with times of the day looks at those alone, and in between only while it waits for data, as in service: what has lasted for long enough
 * is found at the next of them. Everything is taken as loaded in time: what was late is not in the warehouse any more. Quiet hours move messages
 * but don't change their number. Nor is it kept how a running period stood: a rule on one is replayed on how it ended.
 * @param from first period that counts, ISO date; those before are only looked back on
 */
export function replayRule(
  rule: Pick<
    AlertRuleInput,
    "watch" | "condition" | "on" | "forSeconds" | "keepFiringSeconds" | "remindSeconds" | "schedule"
  >,
  read: readonly PartHistory[],
  from: string,
  timeZone: string,
): Replay {
  const history = read.map((one) => ({ ...one, points: fillCounted(one.points, one.kpi) }));
  const timing = timingOf(rule);
  // A rule may be replayed with other limits than those that the history was read for.
  const parts = partsOf(rule);
  const ends = history.map(({ points, grain }) => points.map(({ start }) => endOfPeriod(start, grain, timeZone)));
  const moments = [...new Set(ends.flat())].sort((a, b) => a - b);
  const lookFrom = looksOf(rule.schedule, timeZone);
  const seen = history.map(() => 0);
  const levels: { start: string; level: AlertLevel | null }[] = [];
  const told: { at: number; start: string; transition: AlertTransition; value: number | null }[] = [];
  let state: AlertState | null = null;
  for (const [turn, moment] of moments.entries()) {
    const readings = history.map((one, index): PartReading => {
      const over = ends[index] ?? [];
      let end = seen[index] ?? 0;
      while ((over[end] ?? Infinity) <= moment) end += 1;
      seen[index] = end;
      const own = parts[index] ?? one.part;
      const window = one.points.slice(Math.max(0, end - lookback(own.condition, one.grain) - 2), end);
      const freshness = { status: "fresh" as const, lagSeconds: 0, sloSeconds: 1, lateSources: [], watermark: null };
      return { kind: "series", part: own, kpi: one.kpi, grain: one.grain, points: window, freshness };
    });
    const first = readings[0];
    const start = (first?.kind === "series" && first.points.at(-1)?.start) || "";
    const isCounted = start.slice(0, 10) >= from;
    if (!isCounted) continue;
    const verdict = judgeRule(rule, readings);
    const until = moments[turn + 1] ?? Number.POSITIVE_INFINITY;
    for (let at = lookFrom(moment, state); at !== null && at < until; ) {
      const step: ReturnType<typeof advanceAlert> = advanceAlert(state, verdict, timing, at);
      state = step.state;
      const value = verdict.kind === "known" ? verdict.value : null;
      for (const transition of step.transitions) told.push({ at, start, transition, value });
      const mark = nextMark(state, timing, at, until);
      at = mark === null ? null : lookFrom(mark, state);
    }
    if (levels.at(-1)?.start !== start) levels.push({ start, level: state?.level ?? null });
    else levels[levels.length - 1] = { start, level: state?.level ?? null };
  }
  return { levels, ...countMessages(told, rule.remindSeconds, shortly(history), moments.at(-1) ?? 0) };
}

/** Finds the first look from an instant on; instants come in order. */
function looksOf(
  schedule: AlertSchedule | undefined,
  timeZone: string,
): (from: number, state: AlertState | null) => number | null {
  if (!schedule || "everySeconds" in schedule) return (from) => from;
  let asked = Number.POSITIVE_INFINITY;
  let slot: number | null = null;
  return (from, state) => {
    if (state !== null && state.blindSince !== null) return from;
    if (slot === null || from < asked || from > slot) slot = nextSlot(schedule, from, timeZone);
    asked = from;
    return slot;
  };
}

/** When the next duration runs out, before anything new is known. */
function nextMark(
  { pending, recoveringSince, easingSince }: AlertState,
  { forSeconds, keepFiringSeconds }: ReturnType<typeof timingOf>,
  now: number,
  until: number,
): number | null {
  const marks = [
    pending && pending.since + forSeconds * 1000,
    recoveringSince !== null ? recoveringSince + keepFiringSeconds * 1000 : null,
    easingSince !== null ? easingSince + keepFiringSeconds * 1000 : null,
  ].filter((mark) => mark !== null && mark > now && mark < until);
  return marks.length > 0 ? Math.min(...(marks as number[])) : null;
}

/** A firing that comes so soon after the end of the last was the same thing, going back and forth. */
function shortly(history: readonly PartHistory[]): number {
  const periods = history.map(({ grain }) => 2 * LENGTH_MS[grain]);
  return Math.max(DAY_MS, Math.min(...periods));
}

const LENGTH_MS: Readonly<Record<Granularity, number>> = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 31 * DAY_MS,
  quarter: 92 * DAY_MS,
  year: 366 * DAY_MS,
};

function countMessages(
  told: readonly { at: number; start: string; transition: AlertTransition; value: number | null }[],
  remindSeconds: number | undefined,
  soonMs: number,
  lastMoment: number,
): Pick<Replay, "firings" | "messages" | "flapping"> {
  const firings: {
    from: number;
    to: number | null;
    start: string;
    end: string | null;
    level: AlertLevel;
    value: number | null;
  }[] = [];
  let messages = 0;
  let flapping = 0;
  for (const { at, start, transition, value } of told) {
    const open = firings.at(-1);
    switch (transition.kind) {
      case "fired":
        messages += 1;
        // Its message, and that of the recovery that was none.
        if (open?.to !== null && open?.to !== undefined && at - open.to <= soonMs) flapping += 2;
        firings.push({ from: at, to: null, start, end: null, level: transition.level, value });
        break;
      case "escalated":
        messages += 1;
        if (open) open.level = "red";
        break;
      case "recovered":
        messages += 1;
        if (open) {
          open.to = at;
          open.end = start;
        }
        break;
    }
  }
  if (remindSeconds) {
    for (const { from, to } of firings) messages += Math.floor(((to ?? lastMoment) - from) / (remindSeconds * 1000));
  }
  return { firings, messages, flapping };
}
