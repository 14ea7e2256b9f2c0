import type { AlertLimit, CatalogKpi, Granularity, SimpleCondition } from "@northstar/core";
import { NumberField, SelectField } from "./FormFields.tsx";
import { seasonsOf } from "./fitRule.ts";
import { limitScale } from "./limitScale.ts";
import { conditionOf } from "./ruleDraft.ts";
import { useRuleForm } from "./ruleFormContext.ts";

const KINDS = ["threshold", "change", "target", "anomaly", "missing", "freshness"] as const;

/** One condition: its kind, what that kind needs, and its limits. */
export function ConditionFields({ condition, kpi, grain, path, onChange, composite }: ConditionFieldsProps) {
  const { ui, problemAt } = useRuleForm();
  const { t } = ui;
  return (
    <>
      <div className="ns-rule-row">
        <SelectField
          label={t("alert_rules.kind")}
          problem={problemAt(`${path}condition.kind`)}
          value={condition.kind}
          options={[
            ...KINDS.map((kind) => ({ value: kind as Choice, label: t(`alert_rules.kind_${kind}`) })),
            ...(composite ? [{ value: "composite" as Choice, label: t("alert_rules.kind_composite") }] : []),
          ]}
          onChange={(kind) => (kind === "composite" ? composite?.() : onChange(conditionOf(kind, condition)))}
        />
        <Details condition={condition} grain={grain} path={path} onChange={onChange} />
      </div>
      <Limits condition={condition} kpi={kpi} path={path} onChange={onChange} />
    </>
  );
}

type Choice = SimpleCondition["kind"] | "composite";

interface ConditionFieldsProps {
  condition: SimpleCondition;
  kpi: CatalogKpi | null;
  /** Of the periods that are looked at. */
  grain: Granularity;
  /** Before `condition.` in problems' paths. */
  path: string;
  onChange(condition: SimpleCondition): void;
  /** Makes the rule one of several parts; a part itself can't be. */
  composite?: (() => void) | undefined;
}

/** What one kind needs and others don't. */
function Details({ condition, grain, path, onChange }: Omit<ConditionFieldsProps, "kpi" | "composite">) {
  const { ui, problemAt } = useRuleForm();
  const { t } = ui;
  const sides = condition.kind === "anomaly" ? (["both", "below", "above"] as const) : (["below", "above"] as const);
  return (
    <>
      {"direction" in condition && (
        <SelectField
          label={t("alert_rules.direction")}
          value={condition.direction}
          options={sides.map((side) => ({ value: side as string, label: t(`alert_rules.${side}`) }))}
          onChange={(direction) => onChange({ ...condition, direction } as SimpleCondition)}
        />
      )}
      {condition.kind === "change" && (
        <>
          <SelectField
            label={t("alert_rules.against")}
            value={condition.against}
            options={(["previous_period", "previous_year"] as const).map((value) => ({
              value,
              label: t(`alert_rules.${value}`),
            }))}
            onChange={(against) => onChange({ ...condition, against })}
          />
          <SelectField
            label={t("alert_rules.as")}
            value={condition.as}
            options={(["relative", "absolute"] as const).map((value) => ({ value, label: t(`alert_rules.${value}`) }))}
            onChange={(as) => onChange({ ...withoutLimits(condition), as })}
          />
        </>
      )}
      {condition.kind === "anomaly" && (
        <>
          <SelectField
            label={t("alert_rules.season")}
            problem={problemAt(`${path}condition.season`)}
            value={condition.season}
            options={seasonsOf(grain).map((value) => ({ value, label: t(`alert_rules.season_${value}`) }))}
            onChange={(season) => onChange({ ...condition, season })}
          />
          <NumberField
            label={t("alert_rules.history")}
            problem={problemAt(`${path}condition.history`)}
            value={condition.history ?? 12}
            onChange={(history) => onChange({ ...condition, history })}
          />
        </>
      )}
    </>
  );
}

/** A fraction and so many people are no amounts of each other. */
function withoutLimits<C extends SimpleCondition>({ amber: _amber, red: _red, ...rest }: C): Omit<C, "amber" | "red"> {
  return rest;
}

/** Amber and red: where each begins, and where it ends. */
function Limits({ condition, kpi, path, onChange }: Omit<ConditionFieldsProps, "grain" | "composite">) {
  const { ui, problemAt } = useRuleForm();
  const { t } = ui;
  const scale = limitScale(condition, kpi, ui);
  const side = "direction" in condition && condition.direction !== "both" ? condition.direction : "above";
  const put = (level: "amber" | "red", limit: AlertLimit | undefined) => {
    const { [level]: _, ...rest } = condition;
    onChange((limit ? { ...rest, [level]: limit } : rest) as SimpleCondition);
  };
  return (
    <>
      {(["amber", "red"] as const).map((level) => {
        const limit = condition[level];
        const name = t(`alert_rules.${level}`);
        return (
          <div key={level} className="ns-rule-row" data-level={level}>
            <NumberField
              label={t(`alert_rules.enter_${side}`, { level: name })}
              problem={problemAt(`${path}condition.${level}.enter`)}
              value={limit?.enter}
              scale={scale}
              onChange={(enter) => put(level, enter === undefined ? undefined : { ...limit, enter })}
            />
            <NumberField
              label={t("alert_rules.exit", { level: name.toLocaleLowerCase(ui.format.locale) })}
              problem={problemAt(`${path}condition.${level}.exit`)}
              value={limit?.exit}
              scale={scale}
              onChange={(exit) => limit && put(level, exit === undefined ? { enter: limit.enter } : { ...limit, exit })}
            />
          </div>
        );
      })}
      {problemAt(`${path}condition`, true) && <p className="ns-form-error">{problemAt(`${path}condition`, true)}</p>}
      <p className="ns-note">{t("alert_rules.exit_note")}</p>
    </>
  );
}
