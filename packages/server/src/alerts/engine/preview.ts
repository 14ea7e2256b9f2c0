import {
  type AlertPreview,
  type AlertRuleInput,
  addDays,
  drawnLimits,
  endOfBucket,
  type Granularity,
  lookback,
  type PartHistory,
  partsOf,
  planSeries,
  readSeries,
  replayRule,
  resolveFilters,
  type SeriesPlan,
  suggestChange,
  wallClock,
} from "@northstar/core";
import { ServerError } from "../../errors.ts";
import type { Audience } from "../types.ts";
import { claimsOf } from "./audienceOf.ts";
import { type Asked, look } from "./judgeRules.ts";
import { loadTogether } from "./loadTogether.ts";

/** Longest history that a rule is replayed over, days; of hours a shorter one, which is as many periods. */
const MOST_DAYS = 1100;
const MOST_DAYS_OF_HOURS = 92;

/**
 * What a rule would have done over the last `days`, by the numbers that the asking reader sees now: one question for each part of the rule,
 * however long the history.
 * @throws ServerError as `load` answers it, when the reader may not see the numbers; `action_not_possible` for conditions without a history
 */
export async function previewRule(
  northstar: Asked,
  audience: Audience,
  rule: AlertRuleInput,
  { days, now }: { days: number; now: number },
): Promise<AlertPreview> {
  const { catalog, context, report } = await look(northstar, audience, now);
  const { timeZone } = context;
  const today = wallClock(context.now, timeZone).date;
  const parts = partsOf(rule).map((part) => {
    const kpi = catalog.kpis.find(({ id }) => id === part.watch.kpi);
    if (!kpi) throw new ServerError("member_denied", `There is no KPI ${part.watch.kpi} among those you may see.`);
    return { part, kpi, grain: part.watch.grain ?? kpi.grain };
  });
  if (parts.some(({ part }) => part.condition.kind === "freshness")) {
    const message = "How late sources were in the past isn't kept, so a rule on freshness can't be tried on history.";
    throw new ServerError("action_not_possible", message);
  }
  const isHourly = parts.some(({ grain }) => grain === "hour");
  const span = Math.max(1, Math.min(Math.round(days), isHourly ? MOST_DAYS_OF_HOURS : MOST_DAYS));
  const from = addDays(today, -span);

  const plans = parts.map(({ part, kpi, grain }): SeriesPlan => {
    const count = periodsIn(span, grain) + lookback(part.condition, grain) + 2;
    const filters = resolveFilters({ values: part.watch.filters ?? {} });
    return planSeries(kpi, filters, { granularity: grain, count }, context);
  });
  const loaded = await loadTogether(
    northstar.load,
    claimsOf(audience),
    plans.map(({ query }) => query),
  );
  const history = parts.map((part, index): PartHistory => {
    const plan = plans[index];
    const line = plan && loaded.answerTo(plan.query);
    if (!plan || !line) return { ...part, points: [] };
    // The code is one of ours where the problem came from here.
    if ("error" in line) throw new ServerError(line.error.code as ServerError["code"], line.error.detail);
    return { ...part, points: readSeries(plan, line.data, context, report).filter(({ partial }) => !partial) };
  });
  return toPreview(rule, history, { from, today, span, timeZone });
}

function toPreview(
  rule: AlertRuleInput,
  history: readonly PartHistory[],
  { from, today, span, timeZone }: { from: string; today: string; span: number; timeZone: string },
): AlertPreview {
  const [first] = history;
  const grain = first?.grain ?? "day";
  const replay = replayRule(rule, history, from, timeZone);
  const levels = new Map(replay.levels.map(({ start, level }) => [start, level]));
  const points = (first?.points ?? []).filter(({ start }) => start.slice(0, 10) >= from);
  const last = points.at(-1);
  return {
    kpi: rule.condition.kind === "composite" ? null : (rule.watch?.kpi ?? null),
    grain,
    points: points.map(({ start, value }) => ({ start, value, level: levels.get(start) ?? null })),
    limits: first && rule.condition.kind !== "composite" ? drawnLimits(first, points.length) : [],
    from: points[0]?.start.slice(0, 10) ?? from,
    to: last ? endOfBucket(last.start.slice(0, 10), grain === "hour" ? "day" : grain) : today,
    days: span,
    messages: replay.messages,
    flapping: replay.flapping,
    firings: replay.firings.map(({ start, end, level, value }) => ({ start, end, level, value })).reverse(),
    suggestion: suggestChange(rule, history, from, timeZone, replay),
  };
}

/** Shortest length of a period, days; hours are 24 a day. */
const SHORTEST: Readonly<Record<Exclude<Granularity, "hour">, number>> = {
  day: 1,
  week: 7,
  month: 28,
  quarter: 90,
  year: 365,
};

function periodsIn(days: number, grain: Granularity): number {
  return grain === "hour" ? days * 24 : Math.ceil(days / SHORTEST[grain]);
}
