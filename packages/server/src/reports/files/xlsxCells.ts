import type { KpiUnit } from "@northstar/core";
import type { CellObject } from "write-excel-file/node";

/** Excel's own number formats: a spreadsheet sets the marks of its reader's language. */
export const FORMATS: Record<KpiUnit, string> = {
  people: "#,##0",
  count: "#,##0",
  percent: "0.0%",
  ratio: "0.000",
  money: "#,##0.00",
  minutes: "#,##0",
  seconds: "#,##0.0",
  per_second: "#,##0.000",
};
/** Of a change. */
export const SHARE = "+0.0%;-0.0%;0.0%";

export const bold = (value: string): CellObject => ({ value, type: String, fontWeight: "bold" });
/** A cell of text is never run: only a cell of the type of formulas is. */
export const text = (value: string): CellObject => ({ value, type: String });
/** Names of sheets have at most 31 letters, and some letters not. */
export const nameOf = (name: string) => name.replaceAll(/[[\]:*?/\\]/g, " ").slice(0, 31);
