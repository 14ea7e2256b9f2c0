import { divide, formatValue, funnelTexts, joinTexts, valueMarkerTexts, valueWords } from "@northstar/core";
import { useInterface } from "../components/interface.ts";

const TEXTS = joinTexts(funnelTexts, valueMarkerTexts);

/** A funnel's breakdown as small multiples: a row for each value, a bar in each cell for the share of the step before. */
export function FunnelTable({ caption, dimension, steps, rows }: FunnelTableProps) {
  const { t, format } = useInterface(TEXTS);
  const [first, ...others] = steps;
  // Bars of a column are to one scale, that of its largest: rows are compared, not steps.
  const largest = others.map((_, index) => Math.max(...rows.map(({ counts }) => rateOf(counts, index + 1) ?? 0), 0));
  return (
    <div className="ns-own-width">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <div className="ns-table-scroll" role="group" tabIndex={0} aria-label={caption}>
        <table className="ns-table">
          <caption className="ns-visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{dimension}</th>
              <th scope="col" data-align="end">
                {first}
              </th>
              {others.map((step) => (
                <th key={step} scope="col" data-align="end">
                  {step}
                </th>
              ))}
              <th scope="col" data-align="end">
                {t("funnel.overall")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, counts }) => (
              <tr key={key}>
                <th scope="row">{valueWords(key, t)}</th>
                <td data-align="end">{formatValue(counts[0] ?? null, "people", format).full}</td>
                {others.map((step, index) => {
                  const rate = rateOf(counts, index + 1);
                  const share = (rate ?? 0) / (largest[index] || 1);
                  return (
                    <td key={step} className="ns-funnel-cell" data-align="end">
                      {rate ? (
                        <span
                          className="ns-cell-bar"
                          aria-hidden="true"
                          style={{ "--ns-share": share } as React.CSSProperties}
                        />
                      ) : null}
                      {formatValue(rate, "percent", format).full}
                    </td>
                  );
                })}
                <td data-align="end">
                  <strong>{formatValue(divide(counts.at(-1), counts[0]), "percent", format).full}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function rateOf(counts: readonly (number | null)[], index: number): number | null {
  return divide(counts[index], counts[index - 1]);
}

export interface FunnelTableProps {
  caption: string;
  /** Heading of the first column. */
  dimension: string;
  /** Names of the steps. */
  steps: readonly string[];
  rows: readonly { key: string; counts: readonly (number | null)[] }[];
}
