import type { AlertCondition, AlertRuleInput, CatalogKpi } from "@northstar/core";
import { limitWords } from "./limitScale.ts";
import type { RulesInterface } from "./texts.ts";

/** When a rule fires, after its KPI's name: `baja de 1.000 (amarillo) o 800 (rojo)`. */
export function ruleSentence(
  { watch, condition }: Pick<AlertRuleInput, "watch" | "condition">,
  kpis: readonly CatalogKpi[],
  ui: RulesInterface,
): string {
  return conditionWords(condition, kpis.find(({ id }) => id === watch?.kpi) ?? null, kpis, ui);
}

function conditionWords(
  condition: AlertCondition,
  kpi: CatalogKpi | null,
  kpis: readonly CatalogKpi[],
  ui: RulesInterface,
): string {
  const { t, format } = ui;
  if (condition.kind === "composite") {
    const parts = condition.of.map(({ kpi: id, condition: own }) => {
      const part = kpis.find((one) => one.id === id) ?? null;
      return `${part?.title[format.locale] ?? id} ${conditionWords(own, part, kpis, ui)}`;
    });
    const { match } = condition;
    const joined = parts.join("; ");
    if (typeof match === "object") {
      return t("alert_rules.said_composite_count", { count: match.count, parts: joined });
    }
    return t(`alert_rules.said_composite_${match}`, { parts: joined });
  }
  const limits = limitsWords(condition, kpi, ui);
  switch (condition.kind) {
    case "threshold":
    case "target":
      return t(`alert_rules.said_${condition.kind}_${condition.direction}`, { limits });
    case "change":
      return t(`alert_rules.said_change_${condition.direction}`, {
        limits,
        against: t(`alert_rules.said_${condition.against}`),
      });
    case "anomaly":
    case "missing":
    case "freshness":
      return t(`alert_rules.said_${condition.kind}`, { limits });
  }
}

function limitsWords(
  condition: Exclude<AlertCondition, { kind: "composite" }>,
  kpi: CatalogKpi | null,
  ui: RulesInterface,
): string {
  const { amber, red } = condition;
  const words = (value: number) => limitWords(value, condition, kpi, ui);
  if (amber && red) {
    return ui.t("alert_rules.said_limits", { amber: words(amber.enter), red: words(red.enter) });
  }
  const only = amber ?? red;
  return only ? words(only.enter) : "–";
}
