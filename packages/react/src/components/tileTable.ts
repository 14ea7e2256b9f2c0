import type { KpiUnit } from "@northstar/core";

/** The text twin of a tile: what "as table", CSV and copy are made from. Numbers are raw, in the unit of their column. */
export interface TileTable {
  /** What the rows are, for the caption and a file's name. */
  title: string;
  columns: readonly TileTableColumn[];
  /** A cell per column, in the columns' order; null is a value that doesn't exist ("–"). */
  rows: readonly (readonly (string | number | null)[])[];
}

export interface TileTableColumn {
  id: string;
  title: string;
  /** Unit of the column's numbers; without it they are plain counts. Text columns have none. */
  unit?: KpiUnit;
}
