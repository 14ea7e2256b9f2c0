import type { Granularity, LocalizedText } from "../kpi.ts";
import { type PartHistory, type Replay, replayRule } from "./replayRule.ts";
import { timingOf } from "./ruleDefaults.ts";
import type { AlertLimit, AlertRuleInput } from "./types.ts";

export interface RuleSuggestion {
  change:
    | Pick<AlertRuleInput, "condition">
    | Pick<AlertRuleInput, "forSeconds">
    | Pick<AlertRuleInput, "keepFiringSeconds">;
  messages: number;
  text: LocalizedText;
}

/** Worth a word: at least two messages and three in ten fewer. */
const WORTH = 0.7;

const PERIOD: Readonly<Record<Granularity, { seconds: number; es: string; en: string }>> = {
  hour: { seconds: 3600, es: "una hora", en: "an hour" },
  day: { seconds: 86_400, es: "un día", en: "a day" },
  week: { seconds: 604_800, es: "una semana", en: "a week" },
  month: { seconds: 31 * 86_400, es: "un mes", en: "a month" },
  quarter: { seconds: 92 * 86_400, es: "un trimestre", en: "a quarter" },
  year: { seconds: 366 * 86_400, es: "un año", en: "a year" },
};

/**
 * A change to a rule that would have sent fewer messages without missing anything: every firing of before lies, at least in part, in one of
 * then. Of several the one that sends least, and of these the one named first here: an exit, a longer recovery, a wait before firing.
 * @param replay of the rule as it is
 * @returns null when nothing is worth it
 */
export function suggestChange(
  rule: AlertRuleInput,
  history: readonly PartHistory[],
  from: string,
  timeZone: string,
  replay: Replay,
): RuleSuggestion | null {
  if (replay.flapping === 0) return null;
  const tried = candidates(rule, history[0]?.grain ?? "day").map(({ change, text }) => {
    const then = replayRule({ ...rule, ...change }, history, from, timeZone);
    return { change, text, messages: then.messages, missesNothing: coversAll(replay, then) };
  });
  const good = tried
    .filter(
      ({ missesNothing, messages }) =>
        missesNothing && messages <= replay.messages * WORTH && messages <= replay.messages - 2,
    )
    .sort((one, other) => one.messages - other.messages);
  const [best] = good;
  return best ? { change: best.change, messages: best.messages, text: best.text } : null;
}

function coversAll(before: Replay, then: Replay): boolean {
  return before.firings.every(({ from, to }) =>
    then.firings.some((other) => other.from <= (to ?? Infinity) && (other.to ?? Infinity) >= from),
  );
}

function candidates(rule: AlertRuleInput, grain: Granularity): Pick<RuleSuggestion, "change" | "text">[] {
  const { keepFiringSeconds, forSeconds } = timingOf(rule);
  const { seconds, es, en } = PERIOD[grain];
  const exits = [0.05, 0.1, 0.2].flatMap((share) => {
    const condition = withExit(rule.condition, share);
    if (!condition) return [];
    const isBelow = "direction" in rule.condition && rule.condition.direction === "below";
    const percent = Math.round((isBelow ? 1 + share : 1 - share) * 100);
    return [
      {
        change: { condition },
        text: { es: `con salida al ${percent} % del umbral`, en: `with exit at ${percent} % of the threshold` },
      },
    ];
  });
  const keeps = [1, 2, 3].flatMap((periods) => {
    const keep = periods * seconds + 3600;
    if (keep <= keepFiringSeconds) return [];
    const [inSpanish, inEnglish] = periods === 1 ? [es, en] : [`${periods} períodos`, `${periods} periods`];
    return [
      {
        change: { keepFiringSeconds: keep },
        text: {
          es: `si se recupera cuando lleva ${inSpanish} bien`,
          en: `if it recovers after ${inEnglish} of being well`,
        },
      },
    ];
  });
  const wait =
    seconds + 3600 > forSeconds
      ? [
          {
            change: { forSeconds: seconds },
            text: { es: `si espera ${es} antes de avisar`, en: `if it waits ${en} before it fires` },
          },
        ]
      : [];
  return [...exits, ...keeps, ...wait];
}

/** The condition with exits on the good side of its limits, by a share of each; null where there is no such thing. */
function withExit(condition: AlertRuleInput["condition"], share: number): AlertRuleInput["condition"] | null {
  if (condition.kind === "composite" || condition.kind === "missing" || condition.kind === "freshness") return null;
  const sign = condition.direction === "below" ? 1 : -1;
  const ease = (limit: AlertLimit | undefined) =>
    limit && { ...limit, exit: limit.enter + sign * Math.abs(limit.enter) * share };
  if (condition.amber?.enter === 0 || condition.red?.enter === 0) return null;
  return {
    ...condition,
    ...(condition.amber && { amber: ease(condition.amber) }),
    ...(condition.red && { red: ease(condition.red) }),
  };
}
