import { type ExportKey, type FormatContext, type Translator, toTsv } from "@northstar/core";
import type { TileTable } from "../components/tileTable.ts";
import { decimalMark } from "./decimalMark.ts";
import { exportRows, toHtmlTable } from "./exportRows.ts";

/** Puts a table on the clipboard twice: as text with tabs for spreadsheets, as a table for mails and documents. */
export async function copyTable(table: TileTable, format: FormatContext, t: Translator<ExportKey>): Promise<void> {
  const { header, rows } = exportRows(table, format, t);
  const text = toTsv(header, rows, { decimal: decimalMark(format.locale) });
  if (typeof ClipboardItem === "undefined") {
    await navigator.clipboard.writeText(text);
    return;
  }
  await navigator.clipboard.write([
    new ClipboardItem({
      "text/plain": new Blob([text], { type: "text/plain" }),
      "text/html": new Blob([toHtmlTable(table, format, t)], { type: "text/html" }),
    }),
  ]);
}
