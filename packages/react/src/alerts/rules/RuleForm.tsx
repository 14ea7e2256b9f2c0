import type { AlertRuleInput, CatalogKpi } from "@northstar/core";
import { type AlertRulesKey, alertRulesTexts } from "@northstar/core/alert-rules";
import { type FormEvent, useMemo, useState } from "react";
import { shownValue } from "../../components/loadable.ts";
import { ProblemError } from "../../transport/Http.ts";
import { CompositeFields } from "./CompositeFields.tsx";
import { ConditionFields } from "./ConditionFields.tsx";
import { FormPart } from "./FormFields.tsx";
import { asComposite, fitRule, withKpi } from "./fitRule.ts";
import { NameFields } from "./NameFields.tsx";
import { PaceFields } from "./PaceFields.tsx";
import { PeriodField } from "./PeriodField.tsx";
import { RulePreview } from "./RulePreview.tsx";
import { RuleTest } from "./RuleTest.tsx";
import { type DraftProblem, draftProblems, idFrom, trimmed } from "./ruleDraft.ts";
import { RuleForm as FormContext } from "./ruleFormContext.ts";
import { ToldFields } from "./ToldFields.tsx";
import type { RulesInterface } from "./texts.ts";
import type { RuleActionState, RuleActions } from "./useRuleActions.ts";
import { useAlertChannels } from "./useRules.ts";
import { WatchFields } from "./WatchFields.tsx";

const both = (key: AlertRulesKey) => ({ es: alertRulesTexts.es[key], en: alertRulesTexts.en[key] });
const WORDS = {
  noNumber: both("alert_rules.no_number"),
  labelsBad: both("alert_rules.labels_bad"),
  noteHalf: both("alert_rules.note_half"),
  idTaken: both("alert_rules.id_taken"),
  ownerEmpty: both("alert_rules.owner_empty"),
  filterEmpty: both("alert_rules.filter_empty"),
};

/**
 * All of a rule in fields, with what it would have done beside them. What keeps it from being saved is said at the field: at once for a
 * rule that there is, after the first try for a new one.
 */
export function RuleForm({
  ui,
  isNew,
  draft,
  kpis,
  taken,
  actions,
  isDirty,
  onChange,
  onSave,
  onReset,
}: RuleFormProps) {
  const { t, format } = ui;
  const { state } = actions;
  const [isTried, setTried] = useState(!isNew);
  const channels = shownValue(useAlertChannels())?.channels ?? null;
  const problems = useMemo(() => draftProblems(draft, { kpis }, taken, WORDS), [draft, kpis, taken]);
  const shown = [...(isTried ? problems : []), ...refusedFields(state)];
  const problemAt = (path: string, isExact = false) =>
    shown.find(({ path: own }) => own === path || (!isExact && own.startsWith(`${path}.`)))?.message[format.locale] ??
    null;
  const kpiOf = (rule: AlertRuleInput) => kpis.find(({ id }) => id === rule.watch?.kpi) ?? null;
  const kpi = kpiOf(draft);
  const change = (next: AlertRuleInput) => onChange(isNew ? withId(draft, next, taken) : next);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (problems.length === 0) onSave();
    else requestAnimationFrame(() => focusFirstProblem(event.target as HTMLFormElement));
  };
  return (
    <FormContext value={{ ui, kpis, problemAt }}>
      <form className="ns-rule-form" onSubmit={submit} noValidate>
        <div className="ns-rule-fields">
          {draft.condition.kind === "composite" ? (
            <FormPart title={t("alert_rules.condition")}>
              <CompositeFields
                condition={draft.condition}
                onChange={(condition) => change({ ...draft, condition })}
                onSingle={({ condition, ...watch }) => change(fitRule({ ...draft, watch, condition }, null))}
              />
              <PeriodField draft={draft} onChange={change} />
            </FormPart>
          ) : (
            <>
              <FormPart title={t("alert_rules.what")}>
                <WatchFields
                  watch={draft.watch}
                  path=""
                  onChange={(watch) => {
                    const next = { ...draft, watch };
                    change(withKpi(next, kpi, kpiOf(next)));
                  }}
                />
              </FormPart>
              <FormPart title={t("alert_rules.condition")}>
                <ConditionFields
                  condition={draft.condition}
                  kpi={kpi}
                  grain={draft.watch?.grain ?? kpi?.grain ?? "day"}
                  path=""
                  onChange={(condition) => change(fitRule({ ...draft, condition }, kpi))}
                  composite={() => change(asComposite(draft))}
                />
                <PeriodField draft={draft} onChange={change} />
              </FormPart>
            </>
          )}
          <FormPart title={t("alert_rules.words")}>
            <NameFields draft={draft} isNew={isNew} onChange={change} />
          </FormPart>
          <FormPart title={t("alert_rules.told")}>
            <ToldFields draft={draft} channels={channels} onChange={change} />
          </FormPart>
          <FormPart title={t("alert_rules.pace")}>
            <PaceFields draft={draft} onChange={change} />
          </FormPart>
        </div>
        <div className="ns-rule-aside">
          <RulePreview
            draft={problems.length === 0 ? trimmed(draft) : null}
            kpi={kpi}
            onApply={(part) => change({ ...draft, ...part })}
          />
          {problems.length === 0 && channels !== null && channels.length > 0 && (
            <RuleTest channels={channels} state={state} onTest={(channel) => actions.test(trimmed(draft), channel)} />
          )}
        </div>
        <div className="ns-rule-foot">
          <label className="ns-rule-check">
            <input
              type="checkbox"
              checked={draft.enabled !== false}
              onChange={({ target }) => {
                const { enabled: _, ...rest } = draft;
                change(target.checked ? rest : { ...rest, enabled: false });
              }}
            />
            {t("alert_rules.enabled")}
          </label>
          <p className="ns-form-error" role="status">
            {isTried && problems.length > 0 && t.plural("alert_rules.problems", problems.length)}
          </p>
          {isDirty && (
            <button type="button" className="ns-button" onClick={onReset}>
              {t("alert_rules.reset")}
            </button>
          )}
          <button
            type="submit"
            className="ns-button"
            data-variant="primary"
            disabled={!isDirty || state.status === "working"}
          >
            {t("alert_rules.save")}
          </button>
        </div>
      </form>
    </FormContext>
  );
}

/** What only the server knew to be wrong, in its words. */
function refusedFields(state: RuleActionState): DraftProblem[] {
  if (state.status !== "failed" || !(state.error instanceof ProblemError)) return [];
  return (state.error.problem.fields ?? []).map(({ path, message }) => ({
    path,
    message: { es: message, en: message },
  }));
}

/** The id of a new rule follows its title until somebody writes another. */
function withId(before: AlertRuleInput, next: AlertRuleInput, taken: ReadonlySet<string>): AlertRuleInput {
  const own = ({ title }: AlertRuleInput) => (title.es + title.en === "" ? "" : idFrom(title.es || title.en, taken));
  const isWritten = next.id !== before.id || before.id !== own(before);
  return isWritten ? next : { ...next, id: own(next) };
}

function focusFirstProblem(form: HTMLFormElement): void {
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

interface RuleFormProps {
  ui: RulesInterface;
  isNew: boolean;
  draft: AlertRuleInput;
  /** That the reader sees, by title. */
  kpis: readonly CatalogKpi[];
  /** Ids that a new rule can't have. */
  taken: ReadonlySet<string>;
  actions: RuleActions;
  /** Whether there is anything to save. */
  isDirty: boolean;
  onChange(draft: AlertRuleInput): void;
  onSave(): void;
  onReset(): void;
}
