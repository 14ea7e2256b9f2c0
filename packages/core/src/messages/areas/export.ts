import type { Texts } from "../texts.ts";

const es = {
  "export.copy": "Copiar",
  "export.copied": "Copiado",
  "export.csv": "Descargar CSV",
  "export.csv_excel": "Descargar CSV para Excel",
  "export.csv_excel_detail": "coma decimal y punto y coma",
  "export.png": "Descargar PNG",
  "export.saved": "Descargado: {name}",
  "export.failed_copy": "El navegador no deja copiar desde esta página.",
  "export.failed_png": "El navegador no deja hacer la imagen en esta página.",
  "export.rows_denied": "Son filas de personas: tu rol no puede sacarlas del tablero.",
  "export.nothing": "No hay nada que sacar todavía.",
  "export.filters": "Filtros: {filters}",
  "export.no_filters": "Sin filtros",
  "export.until": "Datos hasta {time}",
  "export.made": "Exportado el {time}",
  "export.state": "Estado",
  "export.fraction": "fracción",
} as const;

export type ExportKey = keyof typeof es;

const en: Record<ExportKey, string> = {
  "export.copy": "Copy",
  "export.copied": "Copied",
  "export.csv": "Download CSV",
  "export.csv_excel": "Download CSV for Excel",
  "export.csv_excel_detail": "decimal comma and semicolons",
  "export.png": "Download PNG",
  "export.saved": "Downloaded: {name}",
  "export.failed_copy": "The browser doesn't allow copying from this page.",
  "export.failed_png": "The browser doesn't allow making the picture on this page.",
  "export.rows_denied": "These are rows of people: your role may not take them out of the dashboard.",
  "export.nothing": "There is nothing to take along yet.",
  "export.filters": "Filters: {filters}",
  "export.no_filters": "No filters",
  "export.until": "Data up to {time}",
  "export.made": "Exported on {time}",
  "export.state": "State",
  "export.fraction": "fraction",
};

/** What a tile's menu takes out. */
export const exportTexts: Texts<ExportKey> = { es, en };
