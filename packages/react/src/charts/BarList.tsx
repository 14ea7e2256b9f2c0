import { formatValue, type KpiUnit } from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import { ChartTable } from "./ChartTable.tsx";

/**
 * Horizontal bars from 0 to one scale, names and values beside them: every value is written, so it needs no tooltip. With a second
 * number the row is one line where there is room.
 */
export function BarList({ title, unit, rows, secondaryTitle, onSelect, selected, view = "chart" }: BarListProps) {
  const { t, format } = useInterface();
  const words = (value: number | null) => formatValue(value, unit, format).full;
  const secondWords = ({ secondary }: BarListRow) =>
    secondary && formatValue(secondary.value, secondary.unit, format).full;
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
  const max = Math.max(0, ...rows.map(({ value }) => value ?? 0));
  return (
    <ul className="ns-bar-list" aria-label={title} data-second={secondaryTitle === undefined ? undefined : ""}>
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
        const isChosen = selected?.includes(key) ?? false;
        return (
          <li
            key={key}
            style={{ "--ns-share": max === 0 ? 0 : (value ?? 0) / max } as React.CSSProperties}
            data-other={isOther ? "" : undefined}
            data-dimmed={selected && selected.length > 0 && !isChosen ? "" : undefined}
          >
            {onSelect && !isOther ? (
              <button type="button" className="ns-bar-row" aria-pressed={isChosen} onClick={() => onSelect(key)}>
                {content}
              </button>
            ) : (
              <div className="ns-bar-row">{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export interface BarListRow {
  key: string;
  label: string;
  value: number | null;
  /** A number beside the bar's. */
  secondary?: { value: number | null; unit: KpiUnit };
  /** What is gathered of the rest: lighter, and nothing to choose. @default false */
  isOther?: boolean;
}

export interface BarListProps {
  /** Names it to screen readers. */
  title: string;
  unit: KpiUnit;
  /** Sorted as they are to be read. */
  rows: readonly BarListRow[];
  /** What the rows' second numbers are. */
  secondaryTitle?: string | undefined;
  /** Makes rows choosable. */
  onSelect?: ((key: string) => void) | undefined;
  /** Keys of those that are chosen; the others are dimmed while there are any. */
  selected?: readonly string[] | undefined;
  /** @default "chart" */
  view?: "chart" | "table";
}
