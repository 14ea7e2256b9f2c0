import { formatValue, gridTexts, heatScale, joinTexts, type KpiUnit, retentionTexts } from "@northstar/core";
import { useId } from "react";
import { useInterface } from "../components/interface.ts";
import { type BoxProps, Root } from "../components/Root.tsx";
import { EmptyState } from "../components/states.tsx";
import { CellTooltip } from "./CellTooltip.tsx";
import { ChartTable } from "./ChartTable.tsx";
import { HeatLegend } from "./HeatLegend.tsx";
import { heatAttributesOf } from "./heatAttributes.ts";
import { cellKeys, summariseCells } from "./heatWords.ts";
import type { GridCell } from "./nextCell.ts";
import { type CellChoice, useGridCells } from "./useGridCells.ts";

const TEXTS = joinTexts(gridTexts, retentionTexts);

/**
 * Cohorts by age: a row for each cohort with its size, a column for each age, tints behind the figures: of one hue, or of two where there
 * are values below 0. A cohort too young for an age has an open cell, not 0. It is a table in itself; walked, each cell is said with its
 * cohort's size.
 */
export function CohortGrid({ className, style, ...props }: CohortGridProps) {
  return (
    <Root className={className} style={style}>
      <Cells {...props} />
    </Root>
  );
}

function Cells(props: Omit<CohortGridProps, keyof BoxProps>) {
  const { title, unit, cohorts, columns, view = "chart", selected = null } = props;
  const ui = useInterface(TEXTS);
  const { t, format } = ui;
  const summaryId = useId();
  const words = (value: number | null) =>
    value === null ? t("chart.no_value") : formatValue(value, unit, format).full;
  const size = (value: number | null) => formatValue(value, "people", format).full;
  const headings = [t("retention.cohort_column"), t("cohorts.size"), ...columns];
  const valueAt = ({ row, column }: GridCell) => cohorts[row]?.values[column] ?? null;
  const nameOf = ({ row, column }: GridCell) =>
    t("cohorts.cell", {
      cohort: cohorts[row]?.label ?? "",
      size: size(cohorts[row]?.size ?? null),
      column: columns[column] ?? "",
    });
  const { surface, active, handlers, attributes } = useGridCells({
    rows: cohorts.length,
    columns: columns.length,
    hasValue: (cell) => valueAt(cell) !== null,
    selected,
    onSelect: props.onSelect,
    onDrill: props.onDrill,
  });
  if (view === "table") {
    return (
      <ChartTable
        caption={t("chart.table_of", { title })}
        columns={headings}
        rows={cohorts.map((cohort, row) => [
          cohort.label,
          size(cohort.size),
          ...columns.map((_, column) => words(valueAt({ row, column }))),
        ])}
      />
    );
  }
  const cells = cohorts.flatMap((_, row) =>
    columns.map((__, column) => ({ value: valueAt({ row, column }), name: nameOf({ row, column }) })),
  );
  if (cells.every(({ value }) => value === null)) return <EmptyState />;
  const scale = heatScale(cells.map(({ value }) => value));
  const chosen = active !== null && selected?.row === active.row && selected.column === active.column;
  const activeName = active && (chosen ? `${nameOf(active)}, ${t("heatmap.selected")}` : nameOf(active));
  return (
    <figure className="ns-chart ns-cohorts">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's; this groups a drawing's places */}
      <div
        ref={surface}
        className="ns-cohorts-scroll"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk the cells, and what scrolls is reachable
        tabIndex={0}
        aria-label={`${title}. ${cellKeys(props, ui)}`}
        aria-describedby={summaryId}
        data-heat={scale.hasBelow ? "diverging" : undefined}
        {...handlers}
      >
        <table className="ns-cohorts-table">
          <caption className="ns-visually-hidden">{title}</caption>
          <thead>
            <tr>
              {headings.map((heading, index) => (
                <th key={heading} scope="col" data-selected={selected?.column === index - 2 ? "" : undefined}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cohorts.map((cohort, row) => (
              <tr key={cohort.label}>
                <th scope="row" title={cohort.label} data-selected={selected?.row === row ? "" : undefined}>
                  {cohort.label}
                </th>
                <td className="ns-cohorts-size">
                  <span className="ns-cohorts-figure">{size(cohort.size)}</span>
                </td>
                {columns.map((heading, column) => {
                  const value = valueAt({ row, column });
                  return (
                    <td
                      key={heading}
                      className="ns-cohorts-cell"
                      {...attributes({ row, column })}
                      {...heatAttributesOf(value, scale)}
                    >
                      {value !== null && <span className="ns-cohorts-figure">{words(value)}</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {active && activeName && <CellTooltip cell={active} name={activeName} value={words(valueAt(active))} />}
      {scale.hasBelow && <HeatLegend title={title} scale={scale} words={words} />}
      <p id={summaryId} className="ns-visually-hidden">
        {summariseCells(title, cells, words, ui)}
      </p>
      <p className="ns-visually-hidden" aria-live="polite">
        {active && activeName && t("chart.point", { period: activeName, values: words(valueAt(active)) })}
      </p>
    </figure>
  );
}

export interface CohortGridProps extends BoxProps, CellChoice {
  /** Names it, and says what its values are. */
  title: string;
  unit: KpiUnit;
  /** Oldest first, each with its people and its value at each age; null is a gap. */
  cohorts: readonly { label: string; size: number | null; values: readonly (number | null)[] }[];
  /** The ages: `Mes 1`. */
  columns: readonly string[];
  /** @default "chart" */
  view?: "chart" | "table";
}
