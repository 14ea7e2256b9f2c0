import { type FormatContext, formatValue, type KpiUnit, NO_VALUE, type Polarity } from "@northstar/core";
import type { ReactNode } from "react";

/** A cell's raw value: numbers in the column's unit, texts as they are read; null where there is none. */
export type CellValue = string | number | null;

/** A column of a `DataTable`. Keep the list and its functions stable between renders: the table sorts by them. */
export interface DataColumn<Row> {
  /** Stable, unique in the table. */
  id: string;
  title: string;
  /** Unit of the column's numbers. @default "count" */
  unit?: KpiUnit | undefined;
  /** What the column is sorted, copied and exported by. Depends on the row alone. */
  value(row: Row): CellValue;
  /** What is drawn instead of the value in words. */
  cell?: ((row: Row) => ReactNode) | undefined;
  /** A bar at the left of the number, to one scale for the column. @default false */
  bar?: boolean | BarScale<Row> | undefined;
  /** @default "end" for numbers, "start" for texts */
  align?: "start" | "end" | undefined;
  /** What a row is about, where it isn't the first column: it heads the row's card where there is little room. @default false */
  isLead?: boolean | undefined;
  /** Hidden until the reader chooses it. @default false */
  isHidden?: boolean | undefined;
  /** What is good decides which order the first click on the header gives: the best first. @default "up" */
  polarity?: Polarity | undefined;
  /** Says good or bad of a number by weight and colour; only where the row itself gives something to hold it against. */
  tone?: ((row: Row) => "good" | "bad" | "neutral") | undefined;
}

export interface BarScale<Row> {
  /** The number that fills the bar's room. @default the column's largest */
  max?: number | undefined;
  /** One of the six categories. @default 1 */
  category?: ((row: Row) => 1 | 2 | 3 | 4 | 5 | 6) | undefined;
}

/** A cell's value in words. */
export function cellText(value: CellValue, unit: KpiUnit | undefined, format: FormatContext): string {
  if (value === null) return NO_VALUE;
  return typeof value === "string" ? value : formatValue(value, unit ?? "count", format).full;
}

/** What a column's rows say about how it is drawn: found once a list of rows. */
export interface ColumnShape {
  align: "start" | "end";
  /** Characters of its widest text among the first rows, its title included. */
  characters: number;
  /** Characters of its widest number, so that bars end at one line. */
  figureCharacters: number;
  /** The number that fills a bar. */
  max: number;
}

const SAMPLE = 100;

/** Looks at all rows for the largest number of a bar, and at the first hundred for the rest. */
export function shapeColumn<Row>(column: DataColumn<Row>, rows: readonly Row[], format: FormatContext): ColumnShape {
  let figureCharacters = 1;
  let textCharacters = 0;
  let isNumber = false;
  const look = (value: CellValue) => {
    const { length } = cellText(value, column.unit, format);
    if (typeof value === "number") {
      isNumber = true;
      figureCharacters = Math.max(figureCharacters, length);
    } else if (value !== null) textCharacters = Math.max(textCharacters, length);
  };
  for (const row of rows.slice(0, SAMPLE)) look(column.value(row));
  let max = typeof column.bar === "object" ? (column.bar.max ?? 0) : 0;
  if (column.bar && max === 0) {
    for (const row of rows) {
      const value = column.value(row);
      if (typeof value === "number" && value > max) max = value;
    }
    look(max);
  }
  return {
    align: column.align ?? (isNumber || (column.unit !== undefined && textCharacters === 0) ? "end" : "start"),
    characters: Math.max(column.title.length, figureCharacters, textCharacters),
    figureCharacters,
    max,
  };
}
