import type { Texts } from "../texts.ts";

const es = {
  "chart.empty": "Sin datos en este período",
  "chart.keys_select": "Con Enter se selecciona un período.",
  "chart.keys_drill": "Con Enter se abre su detalle.",
  "chart.keys_select_drill": "Con Enter se selecciona un período; con otro Enter se abre su detalle.",
  "chart.selected": "seleccionado",
} as const;

export type TimeChartKey = keyof typeof es;

const en: Record<TimeChartKey, string> = {
  "chart.empty": "No data in this period",
  "chart.keys_select": "Enter selects a period.",
  "chart.keys_drill": "Enter opens its detail.",
  "chart.keys_select_drill": "Enter selects a period; again, it opens its detail.",
  "chart.selected": "selected",
};

/** Charts over time: choosing a period, and having none. */
export const timeChartTexts: Texts<TimeChartKey> = { es, en };
