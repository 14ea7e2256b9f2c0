import type { Texts } from "../texts.ts";

const es = {
  "list.keys_select": "Con Enter se selecciona; con Escape se quita la selección.",
  "list.keys_drill": "Con Enter se abre el detalle.",
  "list.keys_select_drill": "Con Enter se selecciona; con otro Enter se abre el detalle.",
} as const;

export type ListChartKey = keyof typeof es;

const en: Record<ListChartKey, string> = {
  "list.keys_select": "Enter selects; Escape takes the selection back.",
  "list.keys_drill": "Enter opens the detail.",
  "list.keys_select_drill": "Enter selects; again, it opens the detail.",
};

/** Charts that are lists: bars with names, steps of a funnel. */
export const listChartTexts: Texts<ListChartKey> = { es, en };
