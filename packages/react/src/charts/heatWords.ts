import { type GridKey, summariseSeries } from "@northstar/core";
import type { Interface } from "../components/interface.ts";
import type { CellChoice } from "./useGridCells.ts";

/** The highest and the lowest cell in one sentence. */
export function summariseCells(
  title: string,
  cells: readonly { value: number | null; name: string }[],
  words: (value: number | null) => string,
  { t }: Interface<GridKey>,
): string {
  const ends = summariseSeries(cells.map(({ value }) => value));
  const [most, least] = [cells[ends?.max ?? -1], cells[ends?.min ?? -1]];
  if (!most || !least) return t("chart.summary_empty", { title });
  return t("heatmap.summary", {
    title,
    max: words(most.value),
    maxCell: most.name,
    min: words(least.value),
    minCell: least.name,
  });
}

/** How to walk the cells, and what Enter does. */
export function cellKeys({ onSelect, onDrill }: CellChoice, { t }: Interface<GridKey>): string {
  if (!onSelect && !onDrill) return t("heatmap.keys");
  const enter = onSelect ? (onDrill ? "heatmap.keys_select_drill" : "heatmap.keys_select") : "heatmap.keys_drill";
  return `${t("heatmap.keys")} ${t(enter)}`;
}
