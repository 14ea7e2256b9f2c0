import type { AlertCondition } from "@northstar/core";
import { ConditionFields } from "./ConditionFields.tsx";
import { SelectField } from "./FormFields.tsx";
import { useRuleForm } from "./ruleFormContext.ts";
import { WatchFields } from "./WatchFields.tsx";

type Composite = Extract<AlertCondition, { kind: "composite" }>;
type Part = Composite["of"][number];

/** Several KPIs, each with a condition of its own, and how many of them it takes. */
export function CompositeFields({ condition, onChange, onSingle }: CompositeFieldsProps) {
  const { ui, kpis, problemAt } = useRuleForm();
  const { t } = ui;
  const { of, match } = condition;
  const counts = of.slice(1, -1).map((_, index) => index + 2);
  const kpiOf = ({ kpi }: Part) => kpis.find(({ id }) => id === kpi) ?? null;
  const put = (index: number, next: Part) =>
    onChange({ ...condition, of: of.map((part, at) => (at === index ? next : part)) });
  return (
    <>
      <SelectField
        label={t("alert_rules.match")}
        problem={problemAt("condition.match")}
        value={typeof match === "object" ? String(match.count) : match}
        options={[
          { value: "all", label: t("alert_rules.match_all") },
          { value: "any", label: t("alert_rules.match_any") },
          ...counts.map((count) => ({ value: String(count), label: t("alert_rules.match_count", { count }) })),
        ]}
        onChange={(value) =>
          onChange({ ...condition, match: value === "all" || value === "any" ? value : { count: Number(value) } })
        }
      />
      {of.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have nothing else of their own
        <fieldset key={index} className="ns-rule-inner">
          <legend>{t("alert_rules.part", { number: index + 1 })}</legend>
          <WatchFields
            watch={part.kpi === "" ? undefined : part}
            path={`condition.of.${index}.`}
            onChange={(watch) => put(index, { ...watch, condition: part.condition })}
          />
          <ConditionFields
            condition={part.condition}
            kpi={kpiOf(part)}
            grain={part.grain ?? kpiOf(part)?.grain ?? "day"}
            path={`condition.of.${index}.`}
            onChange={(own) => put(index, { ...part, condition: own })}
          />
          <button
            type="button"
            className="ns-link"
            onClick={() => {
              const rest = of.filter((_, at) => at !== index);
              const [only] = rest;
              if (rest.length === 1 && only) onSingle(only);
              else onChange({ ...condition, of: rest, match: typeof match === "object" ? "all" : match });
            }}
          >
            {t("alert_rules.remove_part", { number: index + 1 })}
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        className="ns-link"
        onClick={() =>
          onChange({ ...condition, of: [...of, { kpi: "", condition: { kind: "threshold", direction: "below" } }] })
        }
      >
        + {t("alert_rules.add_part")}
      </button>
    </>
  );
}

interface CompositeFieldsProps {
  condition: Composite;
  onChange(condition: Composite): void;
  /** Of two parts one was taken away: the other is the rule. */
  onSingle(part: Part): void;
}
