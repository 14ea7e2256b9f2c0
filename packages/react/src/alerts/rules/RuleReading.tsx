import { type AlertRule, type CatalogKpi, periodOfRule, severityOf } from "@northstar/core";
import { writeLabels } from "./labels.ts";
import { RulePreview } from "./RulePreview.tsx";
import { kpiNames } from "./ruleColumns.tsx";
import { inputOf } from "./ruleDraft.ts";
import { RuleForm } from "./ruleFormContext.ts";
import { ruleSentence } from "./ruleSentence.ts";
import type { RulesInterface } from "./texts.ts";

/** A rule for whoever doesn't change it, or can't change it here. */
export function RuleReading({ ui, rule, kpis, mayTry }: RuleReadingProps) {
  const { t, format } = ui;
  const { title, note, owner, origin, watch, labels } = rule;
  const facts: readonly [name: string, words: string][] = [
    [t("alert_rules.kpi"), kpiNames(rule, kpis, format.locale)],
    [t("alert_rules.when"), ruleSentence(rule, kpis, ui)],
    [t("alert_rules.on"), t(`alert_rules.on_${periodOfRule(rule)}`)],
    ...(watch?.grain ? [[t("alert_rules.grain"), t(`alert_rules.grain_${watch.grain}`)] as [string, string]] : []),
    [t("alert_rules.severity"), t(`alert_rules.severity_${severityOf(rule)}`)],
    [t("alert_rules.owner"), owner],
    ...(labels ? [[t("alert_rules.labels_short"), writeLabels(labels)] as [string, string]] : []),
  ];
  return (
    <>
      {mayTry && origin === "code" && <p className="ns-note">{t("alert_rules.from_code")}</p>}
      <dl className="ns-rule-facts" aria-label={title[format.locale]}>
        {facts.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {note && <p>{note[format.locale]}</p>}
      {mayTry && (
        <RuleForm value={{ ui, kpis, problemAt: () => null }}>
          <RulePreview draft={inputOf(rule)} kpi={kpis.find(({ id }) => id === watch?.kpi) ?? null} onApply={null} />
        </RuleForm>
      )}
    </>
  );
}

interface RuleReadingProps {
  ui: RulesInterface;
  rule: AlertRule;
  kpis: readonly CatalogKpi[];
  /** Whether the reader may ask what it would have done. */
  mayTry: boolean;
}
