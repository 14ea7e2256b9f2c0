import type { Texts } from "../texts.ts";

const es = {
  "drill.by": "Desglose",
  "drill.rows": "Filas",
  "drill.number": "Número",
  "drill.here": "Solo en este desglose",
  "drill.rows_of": "Ver las filas de {value}",
  "drill.masked": "Los datos personales se muestran enmascarados para tu rol.",
  "drill.no_rows": "Tu rol no puede ver las filas de este número",
  "drill.no_rows_detail": "Puedes desglosarlo por las dimensiones de al lado.",
  "drill.cut": "Se muestran las {count} primeras. Acota con filtros para ver el resto.",
  "drill.empty": "No hay filas con estos filtros",
  "drill.none": "No se puede desglosar",
  "drill.none_detail": "Ninguna dimensión que tu rol vea reparte este número.",
  "drill.file": "Descargar todas las filas (CSV)",
  "drill.file_cancel": "Cancelar la descarga",
  "drill.file_running": "Descargando… {size}",
  "drill.file_done": "Descargado: {name} ({size})",
  "drill.file_busy": "El servidor ya escribe otros archivos. Prueba dentro de un minuto.",
  "drill.file_failed": "El archivo no se pudo descargar entero, así que no se guardó. Prueba otra vez.",
  "drill.file_denied": "Tu acceso no incluye descargar filas.",
  "drill.hint": "Pulsa un valor para filtrar todo el tablero por él.",
} as const;

export type DrillKey = keyof typeof es;

const en: Record<DrillKey, string> = {
  "drill.by": "Breakdown",
  "drill.rows": "Rows",
  "drill.number": "Number",
  "drill.here": "In this breakdown only",
  "drill.rows_of": "See the rows of {value}",
  "drill.masked": "Personal data are masked for your role.",
  "drill.no_rows": "Your role may not see the rows of this number",
  "drill.no_rows_detail": "You can break it down by the dimensions beside.",
  "drill.cut": "The first {count} are shown. Narrow it down with filters to see the rest.",
  "drill.empty": "No rows under these filters",
  "drill.none": "It can't be broken down",
  "drill.none_detail": "No dimension that your role sees divides this number.",
  "drill.file": "Download all rows (CSV)",
  "drill.file_cancel": "Cancel the download",
  "drill.file_running": "Downloading… {size}",
  "drill.file_done": "Downloaded: {name} ({size})",
  "drill.file_busy": "The server is writing other files already. Try again in a minute.",
  "drill.file_failed": "The file couldn't be downloaded whole, so it wasn't saved. Try again.",
  "drill.file_denied": "Your access doesn't include downloading rows.",
  "drill.hint": "Pick a value to filter the whole dashboard by it.",
};

/** From a number to its breakdowns and rows. */
export const drillTexts: Texts<DrillKey> = { es, en };
