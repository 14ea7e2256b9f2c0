import type { QuietHours } from "@northstar/core";
import { DayPicker } from "./DayPicker.tsx";
import { TextField } from "./FormFields.tsx";
import { useRuleForm } from "./ruleFormContext.ts";

/** Stretches of the day in which nobody is written to. */
export function QuietFields({ hours, onChange }: QuietFieldsProps) {
  const { ui, problemAt } = useRuleForm();
  const { t } = ui;
  const put = (index: number, next: QuietHours) => onChange(hours.map((each, at) => (at === index ? next : each)));
  return (
    <div className="ns-rule-list">
      {hours.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else of their own
        <div key={index} className="ns-rule-row">
          <TextField
            type="time"
            label={`${t("alert_rules.quiet")}: ${t("alert_rules.quiet_from")}`}
            problem={problemAt(`quietHours.${index}.from`)}
            value={each.from}
            onChange={(from) => put(index, { ...each, from })}
          />
          <TextField
            type="time"
            label={t("alert_rules.quiet_to")}
            problem={problemAt(`quietHours.${index}.to`)}
            value={each.to}
            onChange={(to) => put(index, { ...each, to })}
          />
          <button
            type="button"
            className="ns-button ns-rule-remove"
            aria-label={t("alert_rules.remove_quiet")}
            onClick={() => onChange(hours.filter((_, at) => at !== index))}
          >
            ×
          </button>
          <DayPicker
            days={each.days}
            problem={problemAt(`quietHours.${index}.days`)}
            onChange={(days) => put(index, { from: each.from, to: each.to, ...(days && { days }) })}
          />
        </div>
      ))}
      {problemAt("quietHours", true) && <p className="ns-form-error">{problemAt("quietHours", true)}</p>}
      <button type="button" className="ns-link" onClick={() => onChange([...hours, { from: "22:00", to: "07:00" }])}>
        + {t("alert_rules.add_quiet")}
      </button>
    </div>
  );
}

interface QuietFieldsProps {
  hours: readonly QuietHours[];
  onChange(hours: readonly QuietHours[]): void;
}
