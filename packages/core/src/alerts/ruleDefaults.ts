import type { CatalogKpi, Granularity } from "../kpi.ts";
import type { AlertPeriod, AlertRuleInput, AlertSchedule, AlertSeverity, AlertWatch } from "./types.ts";

/**
 * A rule that says nothing of how long it keeps firing keeps on for an hour: shorter, and a value that goes back and forth about its limit
 * tells people more than twice an hour.
 */
export const DEFAULT_KEEP_FIRING_SECONDS = 3600;

/** Earlier periods of its season that an anomaly is held against, when the rule doesn't say. */
export const DEFAULT_HISTORY = 12;

/** What holds where a rule says nothing. */
export interface RuleTiming {
  forSeconds: number;
  keepFiringSeconds: number;
}

export function timingOf({ forSeconds, keepFiringSeconds }: Pick<AlertRuleInput, "forSeconds" | "keepFiringSeconds">) {
  return { forSeconds: forSeconds ?? 0, keepFiringSeconds: keepFiringSeconds ?? DEFAULT_KEEP_FIRING_SECONDS };
}

export function periodOfRule({ on }: Pick<AlertRuleInput, "on">): AlertPeriod {
  return on ?? "complete";
}

export function severityOf({ severity }: Pick<AlertRuleInput, "severity">): AlertSeverity {
  return severity ?? "warning";
}

export function scheduleOf({ schedule }: Pick<AlertRuleInput, "schedule">): AlertSchedule {
  return schedule ?? { everySeconds: 60 };
}

export function grainOf(watch: AlertWatch, kpi: Pick<CatalogKpi, "grain">): Granularity {
  return watch.grain ?? kpi.grain;
}

/** A rule's conditions that compare something, each with what it looks at: its own, or those of its parts. */
export function partsOf(rule: Pick<AlertRuleInput, "watch" | "condition">): readonly RulePart[] {
  const { condition, watch } = rule;
  if (condition.kind === "composite") {
    return condition.of.map(({ condition: own, ...rest }) => ({ watch: rest, condition: own }));
  }
  return watch ? [{ watch, condition }] : [];
}

export interface RulePart {
  watch: AlertWatch;
  condition: SimpleCondition;
}

export type SimpleCondition = Exclude<AlertRuleInput["condition"], { kind: "composite" }>;
