import type { DateRange, Granularity, KpiUnit } from "@northstar/core";
import type { KpiFreshness } from "../hooks/types.ts";

/** The text twin of a tile: what "as table", CSV and copy are made from. Numbers are raw, in the unit of their column. */
export interface TileTable {
  /** What the rows are, for the caption and a file's name. */
  title: string;
  columns: readonly TileTableColumn[];
  /** A cell per column, in the columns' order; null is a value that doesn't exist ("–"). */
  rows: readonly TileTableRow[];
  /** Places in `rows` of those whose period isn't over. @default none */
  partial?: readonly number[] | undefined;
  /** What the rows are for, when that isn't the view's period. */
  period?: DateRange | undefined;
  /** How old the rows are, for what leaves the page. */
  freshness?: KpiFreshness | undefined;
}

export type TileTableRow = readonly (string | number | null)[];

export interface TileTableColumn {
  id: string;
  title: string;
  /** Unit of the column's numbers; without it they are plain counts. Text columns have none. */
  unit?: KpiUnit;
  /** The column's texts are starts of such periods, ISO dates: read as `noviembre de 2026`, sorted and exported as dates. */
  granularity?: Granularity;
}
