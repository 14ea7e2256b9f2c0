import { type AlertRuleInput, type AlertSchedule, scheduleOf, timingOf } from "@northstar/core";
import { DayPicker } from "./DayPicker.tsx";
import { DurationField, SelectField, TextField } from "./FormFields.tsx";
import { useRuleForm } from "./ruleFormContext.ts";

/** How long it waits, and when it is looked at. */
export function PaceFields({ draft, onChange }: PaceFieldsProps) {
  const { ui, problemAt } = useRuleForm();
  const { t } = ui;
  const minutes = { seconds: 60, name: t("alert_rules.minutes") };
  const { forSeconds, keepFiringSeconds } = timingOf(draft);
  const schedule = scheduleOf(draft);
  const put = (next: AlertSchedule) => onChange({ ...draft, schedule: next });
  return (
    <>
      <div className="ns-rule-row">
        <DurationField
          label={t("alert_rules.for")}
          problem={problemAt("forSeconds")}
          seconds={forSeconds}
          unit={minutes}
          onChange={(seconds) => onChange({ ...draft, forSeconds: seconds ?? 0 })}
        />
        <DurationField
          label={t("alert_rules.keep")}
          problem={problemAt("keepFiringSeconds")}
          seconds={keepFiringSeconds}
          unit={minutes}
          onChange={(seconds) => onChange({ ...draft, keepFiringSeconds: seconds ?? 0 })}
        />
      </div>
      <div className="ns-rule-row">
        <SelectField
          label={t("alert_rules.schedule")}
          value={"at" in schedule ? "at" : "every"}
          options={[
            { value: "every", label: t("alert_rules.schedule_every") },
            { value: "at", label: t("alert_rules.schedule_at") },
          ]}
          onChange={(kind) => put(kind === "at" ? { at: ["08:00"] } : { everySeconds: 60 })}
        />
        {"at" in schedule ? (
          <TextField
            label={t("alert_rules.at")}
            problem={problemAt("schedule.at")}
            value={schedule.at.join(", ")}
            onChange={(text) => put({ ...schedule, at: text.split(",").map((time) => time.trim()) })}
          />
        ) : (
          <DurationField
            label={t("alert_rules.every")}
            problem={problemAt("schedule.everySeconds")}
            seconds={schedule.everySeconds}
            unit={minutes}
            onChange={(seconds) => put({ everySeconds: seconds ?? Number.NaN })}
          />
        )}
      </div>
      {"at" in schedule && (
        <DayPicker
          days={schedule.days}
          problem={problemAt("schedule.days")}
          onChange={(days) => put(days ? { at: schedule.at, days } : { at: schedule.at })}
        />
      )}
    </>
  );
}

interface PaceFieldsProps {
  draft: AlertRuleInput;
  onChange(draft: AlertRuleInput): void;
}
