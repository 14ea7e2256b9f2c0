import type { Texts } from "../texts.ts";

const es = {
  "cohorts.size": "Personas",
  "cohorts.cell": "{cohort} ({size}), {column}",

  "heatmap.or_more": "{value} o más",
  "heatmap.or_less": "{value} o menos",
  "heatmap.selected": "elegida",
  "heatmap.keys": "Usa las flechas para recorrer las celdas.",
  "heatmap.keys_select": "Con Enter se elige una celda.",
  "heatmap.keys_drill": "Con Enter se abre su detalle.",
  "heatmap.keys_select_drill": "Con Enter se elige una celda; con otro Enter se abre su detalle.",
  "heatmap.summary": "{title}: máximo {max} ({maxCell}), mínimo {min} ({minCell}).",

  "uptime.total": "Disponibilidad",
  "uptime.degraded_days": "Días con fallos",
  "uptime.down_days": "Días caído",
  "uptime.ok": "en orden",
  "uptime.degraded": "con fallos",
  "uptime.down": "caído",
  "uptime.none": "sin servicio",
  "uptime.summary": "{label}: {uptime} en {count} días; {degraded} con fallos, {down} caído.",
} as const;

export type GridKey = keyof typeof es;

const en: Record<GridKey, string> = {
  "cohorts.size": "People",
  "cohorts.cell": "{cohort} ({size}), {column}",

  "heatmap.or_more": "{value} or more",
  "heatmap.or_less": "{value} or less",
  "heatmap.selected": "selected",
  "heatmap.keys": "Use the arrow keys to walk the cells.",
  "heatmap.keys_select": "Enter selects a cell.",
  "heatmap.keys_drill": "Enter opens its details.",
  "heatmap.keys_select_drill": "Enter selects a cell; another Enter opens its details.",
  "heatmap.summary": "{title}: at most {max} ({maxCell}), at least {min} ({minCell}).",

  "uptime.total": "Uptime",
  "uptime.degraded_days": "Days with failures",
  "uptime.down_days": "Days down",
  "uptime.ok": "in order",
  "uptime.degraded": "with failures",
  "uptime.down": "down",
  "uptime.none": "not in service",
  "uptime.summary": "{label}: {uptime} over {count} days; {degraded} with failures, {down} down.",
};

/** Grids of cells: uptime by day, cohorts, heat maps. */
export const gridTexts: Texts<GridKey> = { es, en };
