import type { Texts } from "../texts.ts";

const es = {
  "table.columns": "Columnas: {shown} de {total}",
  "table.columns_title": "Columnas de la tabla",
  "table.printed": "Impresas solo las filas a la vista, de {total}. Para todas, descarga el CSV.",
  "table.sort_by": "Ordenar por",
  "table.scroll_hint": "Desliza a los lados para ver todas las columnas.",
} as const;

export type TableKey = keyof typeof es;

const en: Record<TableKey, string> = {
  "table.columns": "Columns: {shown} of {total}",
  "table.columns_title": "Columns of the table",
  "table.printed": "Only the rows in sight are printed, of {total}. For all of them, download the CSV.",
  "table.sort_by": "Sort by",
  "table.scroll_hint": "Scroll sideways to see every column.",
};

/** Tables. */
export const tableTexts: Texts<TableKey> = { es, en };
