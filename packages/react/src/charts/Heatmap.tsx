import { formatValue, type GridKey, gridTexts, heatScale, heatStep, type KpiUnit } from "@northstar/core";
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from "react";
import { type Interface, useInterface } from "../components/interface.ts";
import { ChartTable } from "./ChartTable.tsx";

const STEPS = [1, 2, 3, 4, 5];

/** Values by two things at once, as cells of one hue in five steps from 0 to the largest; a cell without a value stays open. */
export function Heatmap({ title, unit, rows, columns, values, rowTitle, columnTitle, view = "chart" }: HeatmapProps) {
  const ui = useInterface(gridTexts);
  const { t, format } = ui;
  const grid = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<Cell | null>(null);
  const summaryId = useId();
  const words = (value: number | null) =>
    value === null ? t("chart.no_value") : formatValue(value, unit, format).full;
  if (view === "table") {
    return (
      <ChartTable
        caption={t("chart.table_of", { title })}
        columns={[rowTitle, ...columns]}
        rows={rows.map((row, index) => [row, ...columns.map((_, column) => words(values[index]?.[column] ?? null))])}
      />
    );
  }
  const scale = heatScale(values.flat());
  const nameOf = ({ row, column }: Cell) => `${rows[row]}, ${columns[column]}`;
  const valueAt = ({ row, column }: Cell) => values[row]?.[column] ?? null;
  const point = (event: PointerEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>("[data-cell]")?.dataset.cell?.split(" ").map(Number);
    setActive(cell ? { row: cell[0] ?? 0, column: cell[1] ?? 0 } : null);
  };
  const walk = (event: KeyboardEvent) => {
    const next = nextCell(event.key, active, rows.length, columns.length);
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
  };
  return (
    <figure className="ns-chart ns-heatmap">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's; this groups a drawing's places */}
      <div
        ref={grid}
        className="ns-heatmap-grid"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk the cells
        tabIndex={0}
        aria-label={`${title}. ${t("heatmap.keys")}`}
        aria-describedby={summaryId}
        style={{ "--ns-columns": columns.length } as React.CSSProperties}
        onKeyDown={walk}
        onBlur={() => setActive(null)}
        onPointerMove={point}
        onPointerLeave={() => setActive(null)}
      >
        {rows.map((row, rowIndex) => (
          <div key={row} className="ns-heatmap-row" aria-hidden="true">
            <span className="ns-heatmap-label">{row}</span>
            {columns.map((column, columnIndex) => {
              const value = values[rowIndex]?.[columnIndex] ?? null;
              return (
                <span
                  key={column}
                  className="ns-heatmap-cell"
                  data-cell={`${rowIndex} ${columnIndex}`}
                  data-step={value === null ? "none" : heatStep(value, scale, STEPS.length)}
                  data-active={active?.row === rowIndex && active.column === columnIndex ? "" : undefined}
                />
              );
            })}
          </div>
        ))}
        <div className="ns-heatmap-row" aria-hidden="true">
          <span />
          {columns.map((column, index) => (
            <span key={column} className="ns-heatmap-column">
              {index % Math.ceil(columns.length / 4) === 0 && <span>{column}</span>}
            </span>
          ))}
        </div>
        {active && (
          <div
            className="ns-tooltip"
            data-ns-tooltip=""
            aria-hidden="true"
            style={tooltipPlace(active, rows.length, columns.length)}
          >
            <div className="ns-tooltip-title">{nameOf(active)}</div>
            <div className="ns-tooltip-value">{words(valueAt(active))}</div>
          </div>
        )}
      </div>
      <figcaption className="ns-heatmap-legend" aria-hidden="true">
        <span className="ns-heatmap-legend-title">{title}</span>
        <span>0</span>
        {STEPS.map((step) => (
          <span key={step} className="ns-heatmap-cell" data-step={step} />
        ))}
        <span>{scale.isOpen ? t("heatmap.or_more", { value: words(scale.top) }) : words(scale.top)}</span>
      </figcaption>
      <p id={summaryId} className="ns-visually-hidden">
        {summarise({ title, rows, columns, values }, words, ui)} {rowTitle} × {columnTitle}.
      </p>
      <p className="ns-visually-hidden" aria-live="polite">
        {active && t("chart.point", { period: nameOf(active), values: words(valueAt(active)) })}
      </p>
    </figure>
  );
}

interface Cell {
  row: number;
  column: number;
}

function nextCell(key: string, active: Cell | null, rows: number, columns: number): Cell | null | undefined {
  const { row, column } = active ?? { row: 0, column: -1 };
  switch (key) {
    case "ArrowRight":
      return { row, column: Math.min(columns - 1, column + 1) };
    case "ArrowLeft":
      return { row, column: Math.max(0, column - 1) };
    case "ArrowDown":
      return { row: active ? Math.min(rows - 1, row + 1) : 0, column: Math.max(0, column) };
    case "ArrowUp":
      return { row: Math.max(0, row - 1), column: Math.max(0, column) };
    case "Home":
      return { row, column: 0 };
    case "End":
      return { row, column: columns - 1 };
    case "Escape":
      return active === null ? undefined : null;
    default:
      return undefined;
  }
}

/** Beside the cell, on the side where there is more room. */
function tooltipPlace({ row, column }: Cell, rows: number, columns: number): React.CSSProperties {
  const across = ((column + 0.5) / columns) * 100;
  const side = across > 50 ? { insetInlineEnd: `${100 - across + 3}%` } : { insetInlineStart: `${across + 8}%` };
  return { ...side, insetBlockStart: `${(row / (rows + 1)) * 100}%` };
}

function summarise(
  { title, rows, columns, values }: Pick<HeatmapProps, "title" | "rows" | "columns" | "values">,
  words: (value: number | null) => string,
  { t }: Interface<GridKey>,
): string {
  const cells = values.flatMap((row, rowIndex) =>
    row.flatMap((value, column) => (value === null ? [] : [{ value, name: `${rows[rowIndex]}, ${columns[column]}` }])),
  );
  const [first] = cells;
  if (!first) return t("chart.summary_empty", { title });
  const most = cells.reduce((best, cell) => (cell.value > best.value ? cell : best), first);
  const least = cells.reduce((best, cell) => (cell.value < best.value ? cell : best), first);
  return t("heatmap.summary", {
    title,
    max: words(most.value),
    maxCell: most.name,
    min: words(least.value),
    minCell: least.name,
  });
}

export interface HeatmapProps {
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
