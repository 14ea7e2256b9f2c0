import {
  type AlertCondition,
  type AlertPeriod,
  type AlertRuleInput,
  type CatalogKpi,
  type Granularity,
  grainOf,
  type SimpleCondition,
} from "@northstar/core";

/** Which periods a kind of condition can look at; the first is the one that is looked at unless another is chosen. */
export const PERIODS_OF: Readonly<Record<AlertCondition["kind"], readonly AlertPeriod[]>> = {
  threshold: ["complete", "running", "projected"],
  change: ["complete", "running"],
  target: ["complete", "projected"],
  anomaly: ["complete"],
  missing: ["complete"],
  freshness: ["complete"],
  composite: ["complete", "running", "projected"],
};

type Season = Extract<SimpleCondition, { kind: "anomaly" }>["season"];
const SEASON_OF: Readonly<Partial<Record<Granularity, Season>>> = {
  hour: "hour_of_week",
  day: "weekday",
  month: "month",
};

/** Seasons that periods of a grain have. */
export function seasonsOf(grain: Granularity): readonly Season[] {
  const own = SEASON_OF[grain];
  return own ? ["none", own] : ["none"];
}

/** A season that the period doesn't have, and a look at what the condition can't judge, are taken back. */
export function fitRule(rule: AlertRuleInput, kpi: CatalogKpi | null): AlertRuleInput {
  const { on, ...rest } = rule;
  const { condition } = rule;
  const timed = on && !PERIODS_OF[condition.kind].includes(on) ? rest : rule;
  if (condition.kind !== "anomaly" || !kpi || !rule.watch) return timed;
  const seasons = seasonsOf(grainOf(rule.watch, kpi));
  if (seasons.includes(condition.season)) return timed;
  return { ...timed, condition: { ...condition, season: seasons.at(-1) ?? "none" } };
}

/** What follows from a KPI that was chosen: which way is bad, who answers for it, and a name, unless they were written by hand. */
export function withKpi(next: AlertRuleInput, before: CatalogKpi | null, kpi: CatalogKpi | null): AlertRuleInput {
  if (!kpi || kpi.id === before?.id) return fitRule(next, kpi);
  const { condition, owner, title } = next;
  const isOurs = (text: string, own: string | undefined) => text === "" || text === own;
  const isOpen = "direction" in condition && !condition.amber && !condition.red;
  return fitRule(
    {
      ...next,
      owner: isOurs(owner, before?.owner) ? kpi.owner : owner,
      title: {
        es: isOurs(title.es, before?.title.es) ? kpi.title.es : title.es,
        en: isOurs(title.en, before?.title.en) ? kpi.title.en : title.en,
      },
      condition: isOpen ? { ...condition, direction: kpi.polarity === "up" ? "below" : "above" } : condition,
    },
    kpi,
  );
}

/** The rule as one of several parts: what it was, and the same again to be changed. */
export function asComposite({ watch, condition, ...rest }: AlertRuleInput): AlertRuleInput {
  if (condition.kind === "composite") return { ...rest, condition };
  const part = { kpi: "", ...watch, condition };
  return { ...rest, condition: { kind: "composite", match: "all", of: [part, part] } };
}
