import { useRuleForm } from "./ruleFormContext.ts";

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Days of the week; all of them is every day. */
export function DayPicker({ days, onChange, problem = null }: DayPickerProps) {
  const { t } = useRuleForm().ui;
  const chosen = new Set(days ?? DAYS);
  return (
    <fieldset className="ns-days">
      <legend>{t("alert_rules.days")}</legend>
      {DAYS.map((day) => (
        <label key={day} className="ns-day">
          <input
            type="checkbox"
            checked={chosen.has(day)}
            onChange={({ target }) => {
              const next = DAYS.filter((each) => (each === day ? target.checked : chosen.has(each)));
              onChange(next.length === DAYS.length ? undefined : next);
            }}
          />
          {t(`alert_rules.day_${day}`)}
        </label>
      ))}
      {problem !== null && <p className="ns-form-error">{problem}</p>}
    </fieldset>
  );
}

interface DayPickerProps {
  /** 1 is Monday; nothing is every day. */
  days: readonly number[] | undefined;
  onChange(days: readonly number[] | undefined): void;
  problem?: string | null;
}
