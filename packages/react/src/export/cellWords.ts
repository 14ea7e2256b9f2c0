import { type FormatContext, formatBucketLabel, type Translator } from "@northstar/core";
import type { TileTable, TileTableColumn } from "../components/tileTable.ts";
import { cellText } from "../table/dataColumn.ts";

type Cell = string | number | null;

/** A cell of a tile's table as it is read: periods by their names, with "in progress" behind the first cell of one that isn't over. */
export function cellWords(
  cell: Cell,
  column: TileTableColumn,
  isRunning: boolean,
  format: FormatContext,
  t: Translator,
): string {
  const text =
    column.granularity !== undefined && typeof cell === "string"
      ? formatBucketLabel(cell, column.granularity, format)
      : cellText(cell, column.unit, format);
  return isRunning ? `${text} (${t("chart.partial")})` : text;
}

/** Whether the row at a place of a table is of a period that isn't over. */
export function isRunningRow({ partial = [] }: TileTable, place: number): boolean {
  return partial.includes(place);
}
