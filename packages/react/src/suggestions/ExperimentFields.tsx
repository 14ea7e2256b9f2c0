import {
  type Catalog,
  type CatalogKpi,
  dimensionTitle,
  type Experiment,
  type ExperimentProblem,
  MAX_VARIANTS,
} from "@northstar/core";
import { useId } from "react";
import { useDimensionValues } from "../filters/useDimensionValues.ts";
import type { Words } from "./texts.ts";

/** What an experiment compares: its days, and two to four values of a dimension. */
export function ExperimentFields({ ui, kpi, catalog, value, onChange, problems }: ExperimentFieldsProps) {
  const { t, format } = ui;
  const id = useId();
  const { start, end, dimension, variants } = value;
  const names = (kpi.dimensions ?? []).map((name) => ({ name, title: dimensionTitle(name, catalog, format.locale) }));
  return (
    <fieldset className="ns-sug-experiment" aria-describedby={problems.length > 0 ? `${id}-problems` : undefined}>
      <legend>{t("suggestions.experiment")}</legend>
      <div className="ns-sug-row">
        <div className="ns-field">
          <label htmlFor={`${id}-start`}>{t("suggestions.start")}</label>
          <input
            id={`${id}-start`}
            type="date"
            value={start}
            onChange={({ target }) => onChange({ ...value, start: target.value })}
          />
        </div>
        <div className="ns-field">
          <label htmlFor={`${id}-end`}>{t("suggestions.end")}</label>
          <input
            id={`${id}-end`}
            type="date"
            value={end}
            onChange={({ target }) => onChange({ ...value, end: target.value })}
          />
        </div>
        <div className="ns-field">
          <label htmlFor={`${id}-dimension`}>{t("suggestions.dimension")}</label>
          <select
            id={`${id}-dimension`}
            className="ns-select"
            value={dimension}
            onChange={({ target }) => onChange({ ...value, dimension: target.value })}
          >
            <option value="" />
            {names.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div className="ns-sug-row">
        {variants.map((variant, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a variant is its place
          <div className="ns-field" key={index}>
            <label htmlFor={`${id}-variant-${index}`}>
              {index === 0 ? t("suggestions.variant_first") : t("suggestions.variant", { number: index + 1 })}
            </label>
            <input
              id={`${id}-variant-${index}`}
              list={`${id}-values`}
              autoComplete="off"
              value={variant}
              onChange={({ target }) =>
                onChange({ ...value, variants: variants.map((one, at) => (at === index ? target.value : one)) })
              }
            />
          </div>
        ))}
        {variants.length < MAX_VARIANTS && (
          <button type="button" className="ns-link" onClick={() => onChange({ ...value, variants: [...variants, ""] })}>
            {t("suggestions.add_variant")}
          </button>
        )}
      </div>
      {dimension !== "" && <Values id={`${id}-values`} dimension={dimension} />}
      {problems.length > 0 && (
        <ul id={`${id}-problems`} className="ns-form-error ns-sug-problems">
          {problems.map(({ path, problem }) => (
            <li key={`${path} ${problem}`}>{t(`suggestions.problem_${problem}`)}</li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

/** Values of the dimension with data, to choose from while typing; where they can't be asked one types them whole. */
function Values({ id, dimension }: { id: string; dimension: string }) {
  const state = useDimensionValues(dimension);
  const values = state.status === "ready" ? state.value.values : [];
  return (
    <datalist id={id}>
      {values.map(({ value }) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}

interface ExperimentFieldsProps {
  ui: Words;
  kpi: CatalogKpi;
  catalog: Catalog | null;
  value: Experiment;
  onChange(value: Experiment): void;
  problems: readonly { path: string; problem: ExperimentProblem }[];
}
