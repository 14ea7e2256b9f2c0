import {
  formatValue,
  gridTexts,
  heatScale,
  heatStep,
  joinTexts,
  type KpiUnit,
  retentionTexts,
  summariseSeries,
} from "@northstar/core";
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from "react";
import { useInterface } from "../components/interface.ts";
import { Root } from "../components/Root.tsx";
import { ChartTable } from "./ChartTable.tsx";

const TEXTS = joinTexts(gridTexts, retentionTexts);

const STEPS = 5;

/**
 * Cohorts by age: a row for each cohort with its size, a column for each age, tints of one hue behind the figures. A cohort too young
 * for an age has an open cell, not 0. It is a table in itself; walked, each cell is said with its cohort's size.
 */
export function CohortGrid({ title, unit, cohorts, columns, view = "chart" }: CohortGridProps) {
  const { t, format } = useInterface(TEXTS);
  const surface = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<ActiveCell | null>(null);
  const summaryId = useId();
  const words = (value: number | null) =>
    value === null ? t("chart.no_value") : formatValue(value, unit, format).full;
  const size = (value: number | null) => formatValue(value, "people", format).full;
  const headings = [t("retention.cohort_column"), t("cohorts.size"), ...columns];
  if (view === "table") {
    return (
      <Root>
        <ChartTable
          caption={t("chart.table_of", { title })}
          columns={headings}
          rows={cohorts.map((cohort) => [
            cohort.label,
            size(cohort.size),
            ...columns.map((_, column) => words(cohort.values[column] ?? null)),
          ])}
        />
      </Root>
    );
  }
  const scale = heatScale(cohorts.flatMap(({ values }) => values));
  const nameOf = ({ row, column }: Cell) =>
    t("cohorts.cell", {
      cohort: cohorts[row]?.label ?? "",
      size: size(cohorts[row]?.size ?? null),
      column: columns[column] ?? "",
    });
  const valueAt = ({ row, column }: Cell) => cohorts[row]?.values[column] ?? null;
  const place = (cell: Cell | null) => {
    const element = cell && surface.current?.querySelector(`[data-cell="${cell.row} ${cell.column}"]`);
    const box = surface.current?.getBoundingClientRect();
    if (!cell || !element || !box) return setActive(null);
    const { left, bottom, width } = element.getBoundingClientRect();
    setActive({ ...cell, x: left + width / 2 - box.left, y: bottom - box.top, width: box.width });
  };
  const walk = (event: KeyboardEvent) => {
    const isRtl = surface.current !== null && getComputedStyle(surface.current).direction === "rtl";
    const next = nextCell(event.key, active, cohorts.length, columns.length, isRtl);
    if (next === undefined) return;
    event.preventDefault();
    surface.current
      ?.querySelector(`[data-cell="${next?.row} ${next?.column}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "center" });
    place(next);
  };
  const point = (event: PointerEvent) => {
    const found = (event.target as Element).closest<HTMLElement>("[data-cell]")?.dataset.cell?.split(" ").map(Number);
    place(found ? { row: found[0] ?? 0, column: found[1] ?? 0 } : null);
  };
  return (
    <Root>
      <figure className="ns-chart ns-cohorts">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is a form's; this groups a drawing's places */}
        <div
          ref={surface}
          className="ns-cohorts-scroll"
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk the cells, and what scrolls is reachable
          tabIndex={0}
          aria-label={`${title}. ${t("heatmap.keys")}`}
          aria-describedby={summaryId}
          onKeyDown={walk}
          onBlur={() => setActive(null)}
          onScroll={() => active && place(active)}
          onPointerMove={point}
          onPointerLeave={() => setActive(null)}
        >
          <table className="ns-cohorts-table">
            <caption className="ns-visually-hidden">{title}</caption>
            <thead>
              <tr>
                {headings.map((heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {cohorts.map((cohort, row) => (
                <tr key={cohort.label}>
                  <th scope="row" title={cohort.label}>
                    {cohort.label}
                  </th>
                  <td className="ns-cohorts-size">{size(cohort.size)}</td>
                  {columns.map((heading, column) => {
                    const value = cohort.values[column] ?? null;
                    return (
                      <td
                        key={heading}
                        className="ns-cohorts-cell"
                        data-cell={`${row} ${column}`}
                        data-step={value === null ? "none" : heatStep(value, scale, STEPS)}
                        data-active={active?.row === row && active.column === column ? "" : undefined}
                      >
                        {value === null ? "" : words(value)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {active && (
          <div className="ns-tooltip" data-ns-tooltip="" aria-hidden="true" style={tooltipPlace(active)}>
            <div className="ns-tooltip-title">{nameOf(active)}</div>
            <div className="ns-tooltip-value">{words(valueAt(active))}</div>
          </div>
        )}
        <p id={summaryId} className="ns-visually-hidden">
          {summarise()}
        </p>
        <p className="ns-visually-hidden" aria-live="polite">
          {active && t("chart.point", { period: nameOf(active), values: words(valueAt(active)) })}
        </p>
      </figure>
    </Root>
  );

  /** Its highest and lowest cell, in one sentence. */
  function summarise(): string {
    const cells = cohorts.flatMap(({ values }, row) =>
      columns.map((_, column) => ({ row, column, value: values[column] ?? null })),
    );
    const ends = summariseSeries(cells.map(({ value }) => value));
    const [most, least] = [cells[ends?.max ?? -1], cells[ends?.min ?? -1]];
    if (!most || !least) return t("chart.summary_empty", { title });
    return t("heatmap.summary", {
      title,
      max: words(most.value),
      maxCell: nameOf(most),
      min: words(least.value),
      minCell: nameOf(least),
    });
  }
}

interface Cell {
  row: number;
  column: number;
}

/** Where its tooltip hangs from, in pixels of the surface. */
interface ActiveCell extends Cell {
  x: number;
  y: number;
  width: number;
}

function nextCell(
  key: string,
  active: Cell | null,
  rows: number,
  columns: number,
  isRtl: boolean,
): Cell | null | undefined {
  if (key === "Escape") return active === null ? undefined : null;
  const moves: Readonly<Record<string, readonly [down: number, across: number]>> = {
    ArrowRight: [0, isRtl ? -1 : 1],
    ArrowLeft: [0, isRtl ? 1 : -1],
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    Home: [0, -columns],
    End: [0, columns],
  };
  const move = moves[key];
  if (!move || rows === 0 || columns === 0) return undefined;
  if (active === null) return { row: 0, column: key === "End" ? columns - 1 : 0 };
  const within = (place: number, count: number) => Math.max(0, Math.min(count - 1, place));
  return { row: within(active.row + move[0], rows), column: within(active.column + move[1], columns) };
}

/** Under the cell, towards the side with more room. */
function tooltipPlace({ x, y, width }: ActiveCell): React.CSSProperties {
  return x > width / 2 ? { right: width - x, top: y + 4 } : { left: x, top: y + 4 };
}

export interface CohortGridProps {
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
