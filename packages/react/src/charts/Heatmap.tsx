import { formatValue, gridTexts, heatScale, type KpiUnit } from "@northstar/core";
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

/** With no more columns than these each has its name; else four of them do. */
const MAX_NAMED = 8;

/**
 * Values by two things at once, as cells of one hue in five steps from 0 to the largest, or, where there are values below 0, of two hues
 * away from a neutral 0; those below have a dash too. A cell without a value stays open.
 */
export function Heatmap({ className, style, ...props }: HeatmapProps) {
  return (
    <Root className={className} style={style}>
      <Cells {...props} />
    </Root>
  );
}

function Cells(props: Omit<HeatmapProps, keyof BoxProps>) {
  const { title, unit, rows, columns, values, rowTitle, columnTitle, view = "chart", selected = null } = props;
  const ui = useInterface(gridTexts);
  const { t, format } = ui;
  const summaryId = useId();
  const words = (value: number | null) =>
    value === null ? t("chart.no_value") : formatValue(value, unit, format).full;
  const valueAt = ({ row, column }: GridCell) => values[row]?.[column] ?? null;
  const nameOf = ({ row, column }: GridCell) => `${rows[row]}, ${columns[column]}`;
  const { surface, active, handlers, attributes } = useGridCells({
    rows: rows.length,
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
        columns={[rowTitle, ...columns]}
        rows={rows.map((name, row) => [name, ...columns.map((_, column) => words(valueAt({ row, column })))])}
      />
    );
  }
  const cells = rows.flatMap((_, row) =>
    columns.map((__, column) => ({ value: valueAt({ row, column }), name: nameOf({ row, column }) })),
  );
  if (cells.every(({ value }) => value === null)) return <EmptyState />;
  const scale = heatScale(cells.map(({ value }) => value));
  const named = columns.length > MAX_NAMED ? Math.ceil(columns.length / 4) : 1;
  const chosen = active !== null && selected?.row === active.row && selected.column === active.column;
  const activeName = active && (chosen ? `${nameOf(active)}, ${t("heatmap.selected")}` : nameOf(active));
  return (
    <figure className="ns-chart ns-heatmap">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's; this groups a drawing's places */}
      <div
        ref={surface}
        className="ns-heatmap-grid"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk the cells
        tabIndex={0}
        aria-label={`${title}. ${cellKeys(props, ui)}`}
        aria-describedby={summaryId}
        data-heat={scale.hasBelow ? "diverging" : undefined}
        style={{ "--ns-columns": columns.length } as React.CSSProperties}
        {...handlers}
      >
        {rows.map((name, row) => (
          <div key={name} className="ns-heatmap-row" aria-hidden="true">
            <span className="ns-heatmap-label" title={name} data-selected={selected?.row === row ? "" : undefined}>
              {name}
            </span>
            {columns.map((column, index) => (
              <span
                key={column}
                className="ns-heatmap-cell"
                {...attributes({ row, column: index })}
                {...heatAttributesOf(valueAt({ row, column: index }), scale)}
              />
            ))}
          </div>
        ))}
        <div className="ns-heatmap-row" aria-hidden="true">
          <span />
          {columns.map((column, index) => (
            <span
              key={column}
              className="ns-heatmap-column"
              data-alone={named === 1 ? "" : undefined}
              data-selected={selected?.column === index ? "" : undefined}
            >
              {index % named === 0 && <span title={named === 1 ? column : undefined}>{column}</span>}
            </span>
          ))}
        </div>
        {active && activeName && <CellTooltip cell={active} name={activeName} value={words(valueAt(active))} />}
      </div>
      <HeatLegend title={title} scale={scale} words={words} />
      <p id={summaryId} className="ns-visually-hidden">
        {summariseCells(title, cells, words, ui)} {rowTitle} × {columnTitle}.
      </p>
      <p className="ns-visually-hidden" aria-live="polite">
        {active && activeName && t("chart.point", { period: activeName, values: words(valueAt(active)) })}
      </p>
    </figure>
  );
}

export interface HeatmapProps extends BoxProps, CellChoice {
  /** Names it, and says what its values are. */
  title: string;
  unit: KpiUnit;
  rows: readonly string[];
  columns: readonly string[];
  /** By row, then by column; null is a gap. */
  values: readonly (readonly (number | null)[])[];
  /** What the rows are, and what the columns are. */
  rowTitle: string;
  columnTitle: string;
  /** @default "chart" */
  view?: "chart" | "table";
}
