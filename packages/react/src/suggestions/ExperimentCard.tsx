import {
  type Catalog,
  dimensionTitle,
  type ExperimentResult,
  findKpi,
  formatValue,
  type SuggestionView,
  type VariantComparison,
} from "@northstar/core";
import { shownValue } from "../components/loadable.ts";
import { ErrorNote } from "../components/states.tsx";
import type { Words } from "./texts.ts";
import { useExperimentResult } from "./useSuggestions.ts";
import { dayWords } from "./words.ts";

/** What an experiment measures, and what it found: in words, with the numbers of each variant. */
export function ExperimentCard({ ui, suggestion, catalog }: ExperimentCardProps) {
  const { t, format } = ui;
  const state = useExperimentResult(suggestion.id);
  const result = shownValue(state);
  const { experiment, anchor } = suggestion;
  const kpi = findKpi(catalog?.kpis ?? [], anchor.kpi)?.kpi;
  if (!experiment) return null;
  const { dimension, variants, start, end } = experiment;
  return (
    <section className="ns-sug-result" aria-label={t("suggestions.result")} aria-busy={state.status === "loading"}>
      <p className="ns-sug-minor">
        {t("suggestions.experiment_of", {
          dimension: dimensionTitle(dimension, catalog, format.locale),
          variants: variants.join(" / "),
          period: [start, end].map((date) => dayWords(date, ui)).join(" – "),
        })}
      </p>
      {state.status === "error" && !result && <ErrorNote error={state.error} retry={state.retry} />}
      {state.status === "denied" && <p className="ns-sug-minor">{t("state.denied")}</p>}
      {result && (
        <>
          {conclusions(result, ui).map((sentence) => (
            <p key={sentence} className="ns-sug-conclusion" data-status={result.status}>
              {sentence}
            </p>
          ))}
          <table className="ns-sug-table">
            <thead>
              <tr>
                <th scope="col">{t("suggestions.column_variant")}</th>
                <th scope="col">{t("suggestions.column_value")}</th>
                <th scope="col">{t("suggestions.column_events")}</th>
                {hasTrials(result) && <th scope="col">{t("suggestions.column_trials")}</th>}
              </tr>
            </thead>
            <tbody>
              {result.variants.map(({ variant, value, events, trials }) => (
                <tr key={variant}>
                  <th scope="row">{variant}</th>
                  <td>{formatValue(value, kpi?.unit ?? "count", format).full}</td>
                  <td>{formatValue(events, "count", format).full}</td>
                  {hasTrials(result) && <td>{formatValue(trials, "count", format).full}</td>}
                </tr>
              ))}
            </tbody>
          </table>
          {result.status === "done" && <p className="ns-sug-minor">{t("suggestions.result_together")}</p>}
        </>
      )}
    </section>
  );
}

const hasTrials = ({ variants }: ExperimentResult) => variants.some(({ trials }) => trials !== null);

function conclusions(result: ExperimentResult, ui: Words): string[] {
  const { t } = ui;
  if (result.status === "done") return result.comparisons.map((one) => comparisonWords(one, result.as, ui));
  if (result.status !== "too_few") return [t(`suggestions.result_${result.status}`)];
  const kind = hasTrials(result) ? "trials" : "events";
  return [t(`suggestions.result_too_few_${kind}`, { least: result.least })];
}

function comparisonWords(
  { variant, against, verdict, estimate, low, high }: VariantComparison,
  as: "difference" | "ratio",
  { t, format }: Words,
): string {
  const write = (value: number) => {
    if (as === "ratio") return `×${new Intl.NumberFormat(format.locale, { maximumFractionDigits: 2 }).format(value)}`;
    const points = new Intl.NumberFormat(format.locale, {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
      signDisplay: "exceptZero",
    });
    return `${points.format(value * 100)}\u00a0pp`;
  };
  const values = { variant, against, estimate: write(estimate), low: write(low), high: write(high) };
  return t(`suggestions.result_${verdict}`, values);
}

interface ExperimentCardProps {
  ui: Words;
  suggestion: SuggestionView;
  catalog: Catalog | null;
}
