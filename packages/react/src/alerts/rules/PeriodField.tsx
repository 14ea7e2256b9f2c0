import { type AlertRuleInput, periodOfRule } from "@northstar/core";
import { SelectField } from "./FormFields.tsx";
import { PERIODS_OF } from "./fitRule.ts";
import { useRuleForm } from "./ruleFormContext.ts";

/** Which period is looked at; nothing where there is no choice. */
export function PeriodField({ draft, onChange }: PeriodFieldProps) {
  const { ui, problemAt } = useRuleForm();
  const { t } = ui;
  const periods = PERIODS_OF[draft.condition.kind];
  if (periods.length < 2) return null;
  return (
    <SelectField
      label={t("alert_rules.on")}
      problem={problemAt("on")}
      value={periodOfRule(draft)}
      options={periods.map((value) => ({ value, label: t(`alert_rules.on_${value}`) }))}
      onChange={(on) => onChange({ ...draft, on })}
    />
  );
}

interface PeriodFieldProps {
  draft: AlertRuleInput;
  onChange(draft: AlertRuleInput): void;
}
