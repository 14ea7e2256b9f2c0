import {
  type Experiment,
  experimentProblems,
  findKpi,
  mayWriteKind,
  SUGGESTION_KINDS,
  type SuggestionAnchor,
  type SuggestionKind,
} from "@northstar/core";
import { type FormEvent, useId, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { shownValue } from "../components/loadable.ts";
import { EmptyState } from "../components/states.tsx";
import { useCatalog } from "../hooks/useCatalog.ts";
import { ExperimentFields } from "./ExperimentFields.tsx";
import { MentionField } from "./MentionField.tsx";
import { TEXTS } from "./texts.ts";
import { useSuggestionAction } from "./useSuggestionAction.ts";
import { useMentionable } from "./useSuggestions.ts";
import { anchorWords, failureWords, textProblemWords } from "./words.ts";

const NO_EXPERIMENT: Experiment = { start: "", end: "", dimension: "", variants: ["", ""] };

/** The form: what it is about, of which kind, the text. */
export function ComposerForm({ anchor: given, onSent }: ComposerFormProps) {
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const id = useId();
  const catalog = shownValue(useCatalog());
  const action = useSuggestionAction();
  const [kpiId, setKpi] = useState("");
  const [date, setDate] = useState("");
  const [wanted, setWanted] = useState<SuggestionKind | null>(null);
  const [text, setText] = useState("");
  const [experiment, setExperiment] = useState(NO_EXPERIMENT);
  const [isTried, setTried] = useState(false);
  const [isSent, setSent] = useState(false);

  const about = given?.kpi ?? kpiId;
  const people = useMentionable(about);
  const kpi = findKpi(catalog?.kpis ?? [], about)?.kpi ?? null;
  const roles = catalog?.access?.roles ?? [];
  const kinds = SUGGESTION_KINDS.filter((one) => mayWriteKind(one, roles));
  const kind = wanted ?? kinds[0] ?? "comment";
  const isExperiment = kind === "experiment";
  const anchor: SuggestionAnchor =
    given ?? (date === "" || isExperiment ? { kind: "kpi", kpi: kpiId } : { kind: "moment", kpi: kpiId, date });
  const filled = { ...experiment, variants: experiment.variants.filter((variant) => variant !== "") };
  const problems = isExperiment && kpi ? experimentProblemsOf(filled, kpi) : [];
  const textProblem = textProblemWords(text, ui);

  if (catalog && given && !kpi) {
    return (
      <article className="ns-card">
        <EmptyState title={t("state.denied")} detail={t("suggestions.denied_kpi")} />
      </article>
    );
  }

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    setSent(false);
    if (!kpi || textProblem !== null || problems.length > 0 || action.isBusy) return;
    const isDone = await action.send("", { kind, anchor, text, ...(isExperiment && { experiment: filled }) });
    if (!isDone) return;
    setText("");
    setExperiment(NO_EXPERIMENT);
    setTried(false);
    setSent(true);
    onSent?.();
  }

  const kpis = (catalog?.kpis ?? []).toSorted((one, other) =>
    one.title[format.locale].localeCompare(other.title[format.locale], format.locale),
  );
  return (
    <form
      className="ns-card ns-sug-form"
      noValidate
      onSubmit={(event) => void send(event)}
      aria-label={t("suggestions.write")}
    >
      <div className="ns-sug-row">
        {given ? (
          <p className="ns-sug-about">
            {t("suggestions.about")} <span className="ns-sug-chip">{anchorWords(given, catalog, ui)}</span>
          </p>
        ) : (
          <>
            <div className="ns-field">
              <label htmlFor={`${id}-kpi`}>{t("suggestions.kpi")}</label>
              <select
                id={`${id}-kpi`}
                className="ns-select"
                value={kpiId}
                aria-invalid={isTried && !kpi}
                aria-describedby={isTried && !kpi ? `${id}-kpi-problem` : undefined}
                onChange={({ target }) => setKpi(target.value)}
              >
                <option value="" />
                {kpis.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.title[format.locale]}
                  </option>
                ))}
              </select>
              {isTried && !kpi && (
                <p id={`${id}-kpi-problem`} className="ns-form-error">
                  {t("suggestions.problem_kpi")}
                </p>
              )}
            </div>
            {!isExperiment && (
              <div className="ns-field">
                <label htmlFor={`${id}-day`}>{t("suggestions.day")}</label>
                <input id={`${id}-day`} type="date" value={date} onChange={({ target }) => setDate(target.value)} />
              </div>
            )}
          </>
        )}
        {kinds.length > 1 && (
          <div className="ns-field">
            <label htmlFor={`${id}-kind`}>{t("suggestions.kind")}</label>
            <select
              id={`${id}-kind`}
              className="ns-select"
              value={kind}
              onChange={({ target }) => setWanted(target.value as SuggestionKind)}
            >
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {t(`suggestions.kind_${one}`)}
                </option>
              ))}
            </select>
          </div>
        )}
      </div>
      <MentionField
        ui={ui}
        label={t(isExperiment ? "suggestions.hypothesis" : "suggestions.text")}
        value={text}
        onChange={(next) => {
          setText(next);
          setSent(false);
        }}
        people={people}
        problem={isTried || text.length > 0 ? (text === "" && !isTried ? null : textProblem) : null}
      />
      {isExperiment && kpi && (
        <ExperimentFields
          ui={ui}
          kpi={kpi}
          catalog={catalog}
          value={experiment}
          onChange={setExperiment}
          problems={isTried ? problems : []}
        />
      )}
      <div className="ns-sug-foot">
        <button type="submit" className="ns-button" data-variant="primary" disabled={action.isBusy}>
          {t("suggestions.send")}
        </button>
        <span role="status">{isSent ? t("suggestions.sent") : ""}</span>
      </div>
      {action.error && (
        <p className="ns-form-error" role="alert">
          <strong>{t("suggestions.failed")}.</strong> {failureWords(action.error, ui)}
        </p>
      )}
    </form>
  );
}

/** An empty date is wrong in itself; else as the server has it. */
function experimentProblemsOf(experiment: Experiment, kpi: Parameters<typeof experimentProblems>[0]) {
  const problems = experimentProblems(kpi, experiment);
  const isDated = experiment.start !== "" && experiment.end !== "";
  if (isDated || problems.some(({ problem }) => problem === "dates_wrong")) return problems;
  return [...problems, { path: "experiment.end", problem: "dates_wrong" as const }];
}

interface ComposerFormProps {
  anchor: SuggestionAnchor | undefined;
  onSent: (() => void) | undefined;
}
