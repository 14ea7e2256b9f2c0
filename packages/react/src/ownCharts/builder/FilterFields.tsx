import { type Catalog, dimensionTitle } from "@northstar/core";
import { CHART_LIMITS, type ChartSpec, specMeasures } from "@northstar/core/own-charts";
import { SelectField, TextField } from "../../alerts/rules/FormFields.tsx";
import type { ChartsInterface } from "../texts.ts";
import { typedValues } from "./typedValues.ts";
import { ValuePicker } from "./ValuePicker.tsx";

/** A row for each dimension that cuts the chart. */
export function FilterFields({ ui: { t, format }, draft, catalog, problems, onChange }: FilterFieldsProps) {
  const measures = specMeasures(draft, catalog);
  const shared = (measures[0]?.dimensions ?? []).filter((name) =>
    measures.every(({ dimensions }) => dimensions?.includes(name)),
  );
  const entries = Object.entries(draft.filters);
  const free = shared.filter((name) => !Object.hasOwn(draft.filters, name));
  const [next] = free;
  const titleOf = (name: string) => dimensionTitle(name, catalog, format.locale);
  const put = (changed: readonly (readonly [string, readonly string[]])[]) =>
    onChange({ filters: Object.fromEntries(changed) });
  const fill = (index: number, values: readonly string[]) =>
    put(entries.map((entry, at) => (at === index ? [entry[0], values] : entry)));
  return (
    <>
      {entries.map(([name, values], index) => (
        // By its place: another dimension in the same row is still the same row.
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end
        <div key={index} className="ns-own-row">
          <SelectField
            label={t("own_charts.filter_dimension")}
            value={name}
            options={[name, ...free].map((each) => ({ value: each, label: titleOf(each) }))}
            onChange={(other) => put(entries.map((entry, at) => (at === index ? [other, []] : entry)))}
          />
          <TextField
            label={t("own_charts.filter_values")}
            problem={problems[name]}
            value={values.join(", ")}
            onChange={(text) => fill(index, typedValues(text, values))}
          />
          <ValuePicker
            ui={{ t, format }}
            name={name}
            draft={draft}
            catalog={catalog}
            onChange={(chosen) => fill(index, chosen)}
          />
          <button
            type="button"
            className="ns-icon-button"
            aria-label={`${t("own_charts.remove_filter")}: ${titleOf(name)}`}
            onClick={() => put(entries.filter(([other]) => other !== name))}
          >
            ×
          </button>
        </div>
      ))}
      {next !== undefined && entries.length < CHART_LIMITS.filters && (
        <button type="button" className="ns-link" onClick={() => put([...entries, [next, [""]]])}>
          + {t("own_charts.add_filter")}
        </button>
      )}
    </>
  );
}

interface FilterFieldsProps {
  ui: ChartsInterface;
  draft: ChartSpec;
  catalog: Catalog;
  /** What is missing, by dimension. */
  problems: Readonly<Record<string, string>>;
  onChange(change: Partial<ChartSpec>): void;
}
