import type { Texts } from "../texts.ts";

const es = {
  "comparison.label": "Comparar con",
  "comparison.versus": "vs",
  "comparison.previous_period": "Período anterior",
  "comparison.previous_year": "Año anterior",
  "comparison.none": "Sin comparar",

  "period.label": "Período",
  "period.this_month": "Este mes",
  "period.last_month": "Mes pasado",
  "period.last_30_days": "Últimos 30 días",
  "period.last_90_days": "Últimos 90 días",
  "period.this_quarter": "Este trimestre",
  "period.year_to_date": "Este año",
  "period.custom": "Elegir fechas…",
  "period.dialog": "Elegir fechas",
  "period.start": "Desde",
  "period.end": "Hasta",
  "period.apply": "Aplicar",
  "period.cancel": "Cancelar",
  "period.invalid": "La fecha final es anterior a la inicial.",
  "period.outside": "Hay fechas fuera de las que se pueden elegir.",
} as const;

export type PeriodKey = keyof typeof es;

const en: Record<PeriodKey, string> = {
  "comparison.label": "Compare with",
  "comparison.versus": "vs",
  "comparison.previous_period": "Previous period",
  "comparison.previous_year": "Previous year",
  "comparison.none": "No comparison",

  "period.label": "Period",
  "period.this_month": "This month",
  "period.last_month": "Last month",
  "period.last_30_days": "Last 30 days",
  "period.last_90_days": "Last 90 days",
  "period.this_quarter": "This quarter",
  "period.year_to_date": "This year",
  "period.custom": "Choose dates…",
  "period.dialog": "Choose dates",
  "period.start": "From",
  "period.end": "To",
  "period.apply": "Apply",
  "period.cancel": "Cancel",
  "period.invalid": "The end date is before the start date.",
  "period.outside": "Some dates are outside those that can be chosen.",
};

/** Choosing a period and what it is compared with. */
export const periodTexts: Texts<PeriodKey> = { es, en };
