import { formatValue, type KpiUnit, listChartTexts } from "@northstar/core";
import { useId } from "react";
import { useInterface } from "../components/interface.ts";
import { type BoxProps, Root } from "../components/Root.tsx";
import { EmptyState } from "../components/states.tsx";
import { ChartTable } from "./ChartTable.tsx";
import { itemHandlers } from "./itemHandlers.ts";
import { itemKeys } from "./itemKeys.ts";

/**
 * Horizontal bars from 0 to one scale, names and values beside them: every value is written, so it needs no tooltip. With a second
 * number the row is one line where there is room.
 */
export function BarList({ className, style, ...props }: BarListProps) {
  return (
    <Root className={className} style={style}>
      <List {...props} />
    </Root>
  );
}

function List({ title, unit, rows, secondaryTitle, onSelect, onDrill, selected = [], view = "chart" }: BarListProps) {
  const { t, format } = useInterface(listChartTexts);
  const keysId = useId();
  const words = (value: number | null) => formatValue(value, unit, format).full;
  const secondWords = ({ secondary }: BarListRow) =>
    secondary && formatValue(secondary.value, secondary.unit, format).full;
  if (rows.length === 0) return <EmptyState />;
  if (view === "table") {
    const hasSecond = secondaryTitle !== undefined;
    return (
      <ChartTable
        caption={t("chart.table_of", { title })}
        columns={[title, t("chart.value"), ...(hasSecond ? [secondaryTitle] : [])]}
        rows={rows.map((row) => [row.label, words(row.value), ...(hasSecond ? [secondWords(row) ?? ""] : [])])}
      />
    );
  }
  const keys = itemKeys(onSelect !== undefined, onDrill !== undefined);
  const lowest = Math.min(0, ...rows.map(({ value }) => value ?? 0));
  const width = Math.max(0, ...rows.map(({ value }) => value ?? 0)) - lowest || 1;
  return (
    <div className="ns-own-width">
      <ul
        className="ns-bar-list"
        aria-label={title}
        aria-describedby={keys ? keysId : undefined}
        data-second={secondaryTitle === undefined ? undefined : ""}
      >
        {rows.map((row) => {
          const { key, label, value, isOther = false } = row;
          const second = secondWords(row);
          const content = (
            <>
              <span className="ns-bar-label">{label}</span>
              <span className="ns-bar-value">{words(value)}</span>
              <span className="ns-bar-track" aria-hidden="true" />
              {second !== undefined && (
                <span className="ns-bar-second">
                  <span className="ns-visually-hidden">{secondaryTitle} </span>
                  {second}
                </span>
              )}
            </>
          );
          const isSelected = selected.includes(key);
          const bar = {
            "--ns-from": (Math.min(0, value ?? 0) - lowest) / width,
            "--ns-share": Math.abs(value ?? 0) / width,
          };
          return (
            <li
              key={key}
              style={bar as React.CSSProperties}
              data-other={isOther ? "" : undefined}
              data-unknown={value === null ? "" : undefined}
              data-chosen={isSelected ? "" : undefined}
              data-dimmed={selected.length > 0 && !isSelected ? "" : undefined}
            >
              {keys && !isOther ? (
                <button
                  type="button"
                  className="ns-bar-row"
                  aria-pressed={onSelect ? isSelected : undefined}
                  {...itemHandlers({
                    isSelected,
                    toggle: onSelect && (() => onSelect(key)),
                    drill: onDrill && (() => onDrill(key)),
                  })}
                >
                  {content}
                </button>
              ) : (
                <div className="ns-bar-row">{content}</div>
              )}
            </li>
          );
        })}
      </ul>
      {keys && (
        <p id={keysId} className="ns-visually-hidden">
          {t(keys)}
        </p>
      )}
    </div>
  );
}

export interface BarListRow {
  key: string;
  label: string;
  /** Null has no bar; what is below 0 has one on the other side. */
  value: number | null;
  /** A number beside the bar's. */
  secondary?: { value: number | null; unit: KpiUnit };
  /** What is gathered of the rest: lighter, and nothing to choose. @default false */
  isOther?: boolean;
}

export interface BarListProps extends BoxProps {
  /** Names it to screen readers. */
  title: string;
  unit: KpiUnit;
  /** Sorted as they are to be read; without any, it says that there is nothing. */
  rows: readonly BarListRow[];
  /** What the rows' second numbers are. */
  secondaryTitle?: string | undefined;
  /** Makes rows choosable. A row was chosen, or a chosen one again or left by Escape: its key. */
  onSelect?: ((key: string) => void) | undefined;
  /** What is behind a row is asked for: by a double click, or by Enter on a chosen one (on any, without `onSelect`). */
  onDrill?: ((key: string) => void) | undefined;
  /** Keys of those that are chosen, marked; the others are dimmed while there are any. */
  selected?: readonly string[] | undefined;
  /** @default "chart" */
  view?: "chart" | "table";
}
