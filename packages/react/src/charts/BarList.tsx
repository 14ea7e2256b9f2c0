import { formatValue, type KpiUnit } from "@northstar/core";
import { useInterface } from "../components/interface.ts";
import { ChartTable } from "./ChartTable.tsx";

/** Horizontal bars from 0 to one scale, names and values beside them: every value is written, so it needs no tooltip. */
export function BarList({ title, unit, rows, view = "chart" }: BarListProps) {
  const { t, format } = useInterface();
  const words = (value: number | null) => formatValue(value, unit, format).full;
  if (view === "table") {
    return (
      <ChartTable
        caption={t("chart.table_of", { title })}
        columns={[title, t("chart.value")]}
        rows={rows.map(({ label, value }) => [label, words(value)])}
      />
    );
  }
  const max = Math.max(0, ...rows.map(({ value }) => value ?? 0));
  return (
    <ul className="ns-bar-list" aria-label={title}>
      {rows.map(({ key, label, value, isOther = false }) => (
        <li key={key} className="ns-bar-row" data-other={isOther ? "" : undefined}>
          <span className="ns-bar-label">{label}</span>
          <span className="ns-bar-value">{words(value)}</span>
          <span
            className="ns-bar-track"
            aria-hidden="true"
            style={{ "--ns-share": max === 0 ? 0 : (value ?? 0) / max } as React.CSSProperties}
          />
        </li>
      ))}
    </ul>
  );
}

export interface BarListProps {
  /** Names it to screen readers. */
  title: string;
  unit: KpiUnit;
  /** Sorted as they are to be read; what is gathered of the rest is marked. */
  rows: readonly { key: string; label: string; value: number | null; isOther?: boolean }[];
  /** @default "chart" */
  view?: "chart" | "table";
}
