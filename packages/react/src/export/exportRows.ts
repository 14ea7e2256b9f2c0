import {
  type ExportCell,
  type ExportKey,
  type FormatContext,
  guardFormula,
  type KpiUnit,
  type Translator,
} from "@northstar/core";
import type { TileTable } from "../components/tileTable.ts";
import { cellWords, isRunningRow } from "./cellWords.ts";

/**
 * A table as it leaves the page: raw numbers, their unit in the header, periods as dates. Percentages are fractions, as programs count
 * with them, and the header says so. Where some rows are of a period that isn't over, a last column names them.
 */
export function exportRows(table: TileTable, format: FormatContext, t: Translator<ExportKey>): ExportRows {
  const header = table.columns.map(({ title, unit }) => {
    const word = unitWord(unit, format, t);
    return word === null ? title : `${title} (${word})`;
  });
  if (!table.partial?.length) return { header, rows: table.rows };
  return {
    header: [...header, t("export.state")],
    rows: table.rows.map((row, place) => [...row, isRunningRow(table, place) ? t("chart.partial") : null]),
  };
}

export interface ExportRows {
  header: readonly string[];
  rows: readonly (readonly ExportCell[])[];
}

function unitWord(unit: KpiUnit | undefined, { currency }: FormatContext, t: Translator<ExportKey>): string | null {
  switch (unit) {
    case "percent":
      return t("export.fraction");
    case "money":
      return currency;
    case "minutes":
      return "min";
    case "seconds":
      return "s";
    case "per_second":
      return "/s";
    default:
      return null;
  }
}

/** A table for the clipboard of a mail or a document: as on screen, and nothing in it a spreadsheet would run. */
export function toHtmlTable(table: TileTable, format: FormatContext, t: Translator<ExportKey>): string {
  const { title, columns, rows } = table;
  const head = columns.map((column) => `<th>${escapeHtml(guardFormula(column.title))}</th>`).join("");
  const body = rows.map((row, place) => {
    const isRunning = isRunningRow(table, place);
    const cells = columns.map((column, index) => {
      const cell = row[index] ?? null;
      const words = cellWords(cell, column, isRunning && index === 0, format, t);
      return `<td>${escapeHtml(typeof cell === "string" ? guardFormula(words) : words)}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<table><caption>${escapeHtml(title)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
